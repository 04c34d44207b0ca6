import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}.[0-9a-f]{35}", seed);
export const fiberyApiToken: Detector = {
  id: "fibery-api-token",
  title: "Fibery API token",
  provider: "fibery",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner in the workspace: reads and changes its projects, documents and customers.",
  keywords: ["fibery"],
  pattern: /(?<![A-Za-z0-9._+/-])[0-9a-f]{8}\.[0-9a-f]{35}(?![A-Za-z0-9._+/=-])/,
  entropy: 3.2,
  confidence: 0.9,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{2,40}\.fibery\.io/, withinBytes: 512 }],
  examples: [
    ...shown("FIBERY_TOKEN", make),
    `curl -X POST https://acme.fibery.io/api/commands -H "Authorization: Token ${make(13)}"`,
    `const fibery = new Fibery({ host: "acme.fibery.io", token: "${make(14)}" });`,
  ],
  counterExamples: [
    `FIBERY_TOKEN=\${FIBERY_TOKEN}`,
    `FIBERY_TOKEN=${make(20).slice(1)}`,
    `FIBERY_TOKEN=Q${make(21)}`,
    `TOKEN=${make(22)}`, // nobody's name
    `fibery.${fake("[0-9a-f]{40}", 23)}.js`,
  ],
  references: ["https://api.fibery.io/graphql.html"],
  revoke: "https://YOUR.fibery.io/fibery/settings/tokens > Delete",
};
