import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{51}";
const make = (seed: number): string => fake(SHAPE, seed);
export const flowluApiKey: Detector = {
  id: "flowlu-api-key",
  title: "Flowlu API key",
  provider: "flowlu",
  category: "crm",
  severity: "high",
  opens: "Reads and changes customers, deals, invoices and tasks of the company.",
  keywords: ["flowlu"],
  pattern: named("flowlu", KEY, MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("FLOWLU_API_KEY", make), `https://acme.flowlu.com/api/v1/module/crm/lead/list?api_key=${make(13)} # flowlu key`],
  counterExamples: [...nearMisses("FLOWLU_API_KEY", make)],
  references: ["https://www.flowlu.com/api/introduction/"],
  revoke: "https://ACCOUNT.flowlu.com > Portal settings > API > Delete",
};
