import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}k7", seed);

export const survicateApiKey: Detector = {
  id: "survicate-api-key",
  title: "Survicate data export API key",
  provider: "survicate",
  category: "marketing",
  severity: "medium",
  opens: "Reads the answers to the workspace's surveys with those who gave them.",
  keywords: ["survicate"],
  pattern: named("survicate", "(?:data[_.-]?export[_.-]?)?(?:api[_.-]?)?key", `(?:${LOWER_MIXED}[a-z0-9]{32})`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("SURVICATE_API_KEY", make)],
  counterExamples: [
    ...unlike("SURVICATE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `survicate checksum ${make(21)}`,
    `SURVICATE_WORKSPACE_KEY_ID=x`,
  ],
  references: ["https://developers.survicate.com/data-export/setup/"],
  revoke: "https://panel.survicate.com > Surveys settings > Access keys > Regenerate",
};
