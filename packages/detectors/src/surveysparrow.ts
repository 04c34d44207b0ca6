import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{85}[A-Z][a-z]7", seed);

export const surveysparrowAccessToken: Detector = {
  id: "surveysparrow-access-token",
  title: "SurveySparrow access token",
  provider: "surveysparrow",
  category: "marketing",
  severity: "high",
  opens: "Reads and changes the account's surveys, answers and contacts, within the app's scopes.",
  keywords: ["surveysparrow", "survey_sparrow"],
  pattern: named("survey[_-]?sparrow", KEY, `${URL_MIXED}[A-Za-z0-9_-]{88}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("SURVEYSPARROW_ACCESS_TOKEN", make), `survey_sparrow_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SURVEYSPARROW_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `surveysparrow checksum ${make(21)}`,
  ],
  references: ["https://developers.surveysparrow.com/rest-apis"],
  revoke: "SurveySparrow > Settings > Apps and integrations > the app > Delete",
};
