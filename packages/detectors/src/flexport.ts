import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("shltm_[A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
export const flexportLogisticsApiToken: Detector = {
  id: "flexport-logistics-api-token",
  title: "Flexport logistics API token",
  provider: "flexport",
  category: "ecommerce",
  severity: "high",
  opens: "Reads orders with buyers' addresses and places fulfilment orders at the owner's cost, as its scopes allow.",
  prefixes: ["shltm_"],
  pattern: alone("shltm_[A-Za-z0-9_-]{40}"),
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("FLEXPORT_API_TOKEN", make), ...sent(make)],
  counterExamples: [...unlike("FLEXPORT_API_TOKEN", "shltm_", make), `FLEXPORT_API_TOKEN=shltm_${fake("[A-Za-z0-9]{30}", 20)}`],
  references: ["https://docs.logistics-api.flexport.com/"],
  revoke: "Portal > Settings > API tokens > Delete",
};
