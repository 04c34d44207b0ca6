import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{128}";
const make = (seed: number): string => fake(SHAPE, seed);
export const flatAccessToken: Detector = {
  id: "flat-access-token",
  title: "Flat.io personal access token",
  provider: "flat",
  category: "saas",
  severity: "medium",
  opens: "Acts as its owner within its scopes: reads, changes and shares scores and, at a school, its classes.",
  keywords: ["flat.io", "flat_io", "flatio"],
  pattern: named("flat[_.-]?io", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.8,
  examples: [...shown("FLAT_IO_ACCESS_TOKEN", make), `flat.io:\n  token: ${make(13)}\n`],
  counterExamples: [...nearMisses("FLAT_IO_ACCESS_TOKEN", make), `FLAT_TOKEN=${fake("[0-9a-f]{64}", 20)}`],
  references: ["https://flat.io/developers/docs/api/authentication.html"],
  revoke: "https://flat.io/developers/apps > Personal tokens > Revoke",
};
