import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9][A-Za-z0-9._-]{121}Zq7", seed);

export const surveymonkeyAccessToken: Detector = {
  id: "surveymonkey-access-token",
  title: "SurveyMonkey access token",
  provider: "surveymonkey",
  category: "marketing",
  severity: "high",
  opens: "Reads the owner's surveys with all answers and changes them, within the app's scopes.",
  keywords: ["surveymonkey", "survey_monkey"],
  pattern: named("survey[_-]?monkey", "(?:access|api|auth|oauth|bearer)?[_.-]?token", `${URL_MIXED}[A-Za-z0-9._-]{80,200}={0,2}`),
  window: { before: 96, after: 400 },
  entropy: 4,
  confidence: 0.8,
  examples: [...shown("SURVEYMONKEY_ACCESS_TOKEN", make), `survey_monkey_token: ${make(13)}\n`],
  counterExamples: [
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `surveymonkey checksum ${make(21)}`,
    `SURVEYMONKEY_ACCESS_TOKEN=\${SURVEYMONKEY_ACCESS_TOKEN}`,
    `SURVEYMONKEY_ACCESS_TOKEN=${make(22).slice(0, 60)}`,
  ],
  references: ["https://api.surveymonkey.com/v3/docs#authentication"],
  revoke: "https://developer.surveymonkey.com/apps/ > the app > Settings > Regenerate token",
};
