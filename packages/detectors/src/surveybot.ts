import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{77}Zq7", seed);

export const surveybotApiKey: Detector = {
  id: "surveybot-api-key",
  title: "Surveybot API key",
  provider: "surveybot",
  category: "marketing",
  severity: "medium",
  opens: "Reads the answers to the account's surveys with those who gave them.",
  keywords: ["surveybot"],
  pattern: named("surveybot", KEY, `${URL_MIXED}[A-Za-z0-9-]{80}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("SURVEYBOT_API_KEY", make)],
  counterExamples: [
    ...unlike("SURVEYBOT_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `surveybot checksum ${make(21)}`,
  ],
  references: ["https://docs.surveybot.io/"],
  revoke: "https://app.surveybot.io/accounts/me > API key > Regenerate",
};
