import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}", seed);
export const mockarooApiKey: Detector = {
  id: "mockaroo-api-key",
  title: "Mockaroo API key",
  provider: "mockaroo",
  category: "data",
  severity: "low",
  opens: "Makes test data with the owner's quota and reads the owner's schemas.",
  keywords: ["mockaroo"],
  pattern: named("mockaroo", KEY, "[0-9a-f]{8}"),
  entropy: 2.2,
  confidence: 0.6,
  examples: [...shown("MOCKAROO_API_KEY", make), `mockaroo:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("MOCKAROO_API_KEY", make), `MOCKAROO_SCHEMA=${make(20)}\n`],
  references: ["https://www.mockaroo.com/docs"],
  revoke: "https://www.mockaroo.com/users/edit > API key > Reset",
};
