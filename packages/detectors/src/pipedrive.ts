import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const pipedriveApiToken: Detector = {
  id: "pipedrive-api-token",
  title: "Pipedrive API token",
  provider: "pipedrive",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads, changes and deletes the company's deals, persons and mail.",
  keywords: ["pipedrive"],
  pattern: named("pipedrive", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.pipedrive\.com/, withinBytes: 512 }],
  examples: [...shown("PIPEDRIVE_API_TOKEN", make), `pipedrive:\n  api_token: ${make(31)}\n`],
  counterExamples: [...unnamed("PIPEDRIVE_API_TOKEN", make), `PIPEDRIVE_COMMIT=${make(20)}\n`],
  references: ["https://pipedrive.readme.io/docs/core-api-concepts-authentication"],
  revoke: "https://app.pipedrive.com/settings/api > Generate a new one",
};
