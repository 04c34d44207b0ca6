import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ak_[A-Za-z0-9]{23}Zq7", seed);

export const userflowApiKey: Detector = {
  id: "userflow-api-key",
  title: "Userflow API key",
  provider: "userflow",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes the users and their events that the company sends to Userflow.",
  keywords: ["userflow"],
  pattern: named("userflow", KEY, `(?:ak_)?${MIXED}[A-Za-z0-9]{26,29}`),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("USERFLOW_API_KEY", make)],
  counterExamples: [
    ...unlike("USERFLOW_API_KEY", "", make, 6),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `userflow checksum ${make(21)}`,
  ],
  references: ["https://docs.userflow.com/docs/api"],
  revoke: "https://userflow.com/app > Settings > API > Delete",
};
