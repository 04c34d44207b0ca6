import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{37}", seed);
export const brandfetchApiKey: Detector = {
  id: "brandfetch-api-key",
  title: "Brandfetch API key",
  provider: "brandfetch",
  category: "data",
  severity: "low",
  opens: "Reads brand data on the account's quota; it opens nothing of the owner's.",
  keywords: ["brandfetch"],
  pattern: named("brandfetch", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9+/]{39,43}=?`),
  entropy: 3.8,
  confidence: 0.65,
  examples: [...shown("BRANDFETCH_API_KEY", make), `brandfetch:\n  token: ${make(13)}\n`],
  counterExamples: [...nearMisses("BRANDFETCH_API_KEY", make, 6), `BRANDFETCH_CLIENT_REFERRER=${make(31)}`],
  references: ["https://docs.brandfetch.com/reference/authentication"],
  revoke: "https://developers.brandfetch.com/dashboard/keys > Rotate",
};
