import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const formsiteAccessToken: Detector = {
  id: "formsite-access-token",
  title: "Formsite access token",
  provider: "formsite",
  category: "productivity",
  severity: "high",
  opens: "Reads what people filled into the account's forms.",
  keywords: ["formsite"],
  pattern: named("formsite", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  companions: [{ name: "server", pattern: /(?<![A-Za-z0-9.-])fs[0-9]{1,3}\.formsite\.com/, withinBytes: 512 }],
  examples: [...shown("FORMSITE_ACCESS_TOKEN", make)],
  counterExamples: [...nearMisses("FORMSITE_ACCESS_TOKEN", make)],
  references: ["https://www.formsite.com/form-features/api/"],
  revoke: "https://fs.formsite.com > Account > API > Reset access token",
};
