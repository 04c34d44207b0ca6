import { type Detector, fake } from "@stanch/model";
import { alone, shown } from "./_token.ts";

const make = (seed: number): string => fake("db-[A-Za-z0-9]{28}7", seed);
export const databentoApiKey: Detector = {
  id: "databento-api-key",
  title: "Databento API key",
  provider: "databento",
  category: "finance",
  severity: "high",
  opens: "Downloads market data at the account's cost, which a single request can make large.",
  // «db-» alone stands in names of databases: the provider's word is near.
  keywords: ["databento"],
  pattern: alone("db-(?=[A-Za-z]{0,28}[0-9])[A-Za-z0-9]{29}"),
  window: { before: 200, after: 256 },
  entropy: 3.6,
  confidence: 0.95,
  examples: [
    ...shown("DATABENTO_API_KEY", make),
    `import databento as db\nclient = db.Historical('${make(13)}')\n`,
    `curl https://hist.databento.com/v0/metadata.list_datasets -u ${make(15)}:\n`,
  ],
  counterExamples: [
    `DATABENTO_API_KEY=\${DATABENTO_API_KEY}`,
    `DATABENTO_API_KEY=db-xxxxxxxxxxxxxxxxxxxxxxxxxxxxx`,
    `KEY=${make(35)}`, // no provider's word
    `databento host db-${fake("[a-z]{29}", 37)}`,
    `DATABENTO_API_KEY=db-${fake("[A-Za-z0-9]{20}", 39)}`,
  ],
  references: ["https://databento.com/docs/quickstart/set-up/api-keys"],
  revoke: "https://databento.com/portal/keys > Revoke",
};
