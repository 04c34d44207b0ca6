import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{27}[A-Z][a-z]7", seed);
export const nimbleApiToken: Detector = {
  id: "nimble-api-token",
  title: "Nimble CRM API token",
  provider: "nimble",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads, changes and deletes the team's contacts and deals.",
  keywords: ["nimble_api", "nimble_token", "nimble-api", "nimbleapi", "app.nimble.com"],
  pattern: named("nimble", KEY, `${MIXED}[A-Za-z0-9]{30}`),
  entropy: 3.5,
  confidence: 0.65,
  examples: [
    ...shown("NIMBLE_API_TOKEN", make),
    `// https://app.nimble.com/api/v1\nconst nimbleKey = "${make(13)}";`,
    `NIMBLE_TOKEN=${make(14)}\n`,
    `nimble-api-token: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("NIMBLE_API_TOKEN", make), `NIMBLE_DECK=${make(20)}\n`],
  references: ["https://nimble.readthedocs.io/en/latest/obtaining_key/"],
  revoke: "https://app.nimble.com > Settings > API token > Delete",
};
