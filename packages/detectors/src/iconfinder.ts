import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{64}";
const make = (seed: number): string => fake(SHAPE, seed);
export const iconfinderApiKey: Detector = {
  id: "iconfinder-api-key",
  title: "Iconfinder API key",
  provider: "iconfinder",
  category: "media",
  severity: "low",
  opens: "Searches and downloads icons within the account's plan, which may cost it money.",
  keywords: ["iconfinder"],
  pattern: named("icon_?finder", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("ICONFINDER_API_KEY", make)],
  counterExamples: [...nearMisses("ICONFINDER_API_KEY", make)],
  references: ["https://developer.iconfinder.com/reference/overview-1"],
  revoke: "https://www.iconfinder.com/account/applications > the application > Regenerate",
};
