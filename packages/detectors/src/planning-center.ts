import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pco_pat_[0-9a-f]{72}", seed);
export const planningCenterAccessToken: Detector = {
  id: "planning-center-access-token",
  title: "Planning Center personal access token",
  provider: "planning-center",
  category: "productivity",
  severity: "high",
  opens: "With its application ID it acts as its owner: reads and changes the congregation's people, groups and donations.",
  // The documents give no length.
  prefixes: ["pco_pat_"],
  pattern: alone("pco_pat_(?=[A-Za-z]{0,40}[0-9])[A-Za-z0-9]{32,100}"),
  entropy: 3.3,
  confidence: 0.92,
  companions: [{ name: "applicationId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{64}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [...shown("PCO_SECRET", make), `PCO_APPLICATION_ID=${fake("[0-9a-f]{64}", 13)}\nPCO_SECRET=${make(14)}\n`],
  counterExamples: [...unlike("PCO_SECRET", "pco_pat_", make, 50), `TOKEN_KEY = 'pco_pat_test_only'`],
  references: ["https://developer.planning.center/docs/#/overview/authentication"],
  revoke: "https://api.planningcenteronline.com/oauth/applications > Personal access tokens > Revoke",
};
