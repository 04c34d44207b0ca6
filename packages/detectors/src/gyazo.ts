import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
const VALUE = URL_MIXED + "[A-Za-z0-9_-]{43}";
export const gyazoAccessToken: Detector = {
  id: "gyazo-access-token",
  title: "Gyazo access token",
  provider: "gyazo",
  category: "media",
  severity: "medium",
  opens: "Reads, uploads and deletes its owner's screen shots, which may show anything.",
  keywords: ["gyazo"],
  pattern: named("gyazo", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", VALUE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("GYAZO_ACCESS_TOKEN", make), `https://api.gyazo.com/api/images?access_token=${make(13)}`],
  counterExamples: [...nearMisses("GYAZO_ACCESS_TOKEN", make)],
  references: ["https://gyazo.com/api/docs/auth"],
  revoke: "https://gyazo.com/oauth/applications > the application > Delete",
};
