import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("zpka_[a-z0-9]{32}_[0-9a-f]{8}", seed);

export const zuploApiKey: Detector = {
  id: "zuplo-api-key",
  title: "Zuplo consumer API key",
  provider: "zuplo",
  category: "identity",
  severity: "high",
  opens: "Calls, as one consumer, the API that stands behind the gateway.",
  prefixes: ["zpka_"],
  pattern: alone("zpka_[a-z0-9]{32}_[0-9a-f]{8}"),
  entropy: 3.5,
  confidence: 0.98,
  examples: [...shown("ZUPLO_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("ZUPLO_API_KEY", "zpka_", make),
    `ZUPLO_API_KEY=${fake("zpka_[a-z0-9]{32}", 20)}`,
    `ZUPLO_API_KEY=${fake("zpka_[A-Z]{32}_[0-9a-f]{8}", 21)}`,
  ],
  references: ["https://zuplo.com/docs/articles/api-key-management"],
  revoke: "https://portal.zuplo.com > Services > API key service > the consumer > Delete key",
};
