import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{24}k7", seed);

export const timecampApiToken: Detector = {
  id: "timecamp-api-token",
  title: "TimeCamp API token",
  provider: "timecamp",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes the time entries, projects and people that its owner sees.",
  keywords: ["timecamp"],
  pattern: named("timecamp", KEY, `${LOWER_MIXED}[a-z0-9]{26}`),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("TIMECAMP_API_TOKEN", make)],
  counterExamples: [
    ...unlike("TIMECAMP_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `timecamp checksum ${make(21)}`,
  ],
  references: ["https://developer.timecamp.com/docs/timecamp-api/d5c6ee3cb0d4d-introduction"],
  revoke: "https://app.timecamp.com/app#/settings/users/me > API token > Regenerate",
};
