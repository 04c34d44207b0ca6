import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const apiKeyValue = (seed: number): string => fake("pk_prod_[0-9A-Z]{28}", seed);
export const courierApiKey: Detector = {
  id: "courier-api-key",
  title: "Courier API key",
  provider: "courier",
  category: "messaging",
  severity: "high",
  opens: "Sends messages by every channel that the workspace has and reads its users and templates.",
  prefixes: ["pk_prod_"],
  pattern: alone("pk_prod_[0-9A-Z]{28}"),
  entropy: 3.3,
  confidence: 0.96,
  examples: [...shown("COURIER_AUTH_TOKEN", apiKeyValue), ...sent(apiKeyValue)],
  counterExamples: [
    ...unlike("COURIER_AUTH_TOKEN", "pk_prod_", apiKeyValue),
    `COURIER_AUTH_TOKEN=pk_test_${fake("[0-9A-Z]{28}", 31)}`, // of the test environment
    `pk_prod_${fake("[a-z]{28}", 33)}`,
  ],
  references: ["https://www.courier.com/docs/reference/authentication"],
  revoke: "https://app.courier.com/settings/api-keys > delete the key",
};

const testApiKeyValue = (seed: number): string => fake("pk_test_[0-9][A-Z][0-9A-Z]{26}", seed);
export const courierTestApiKey: Detector = {
  id: "courier-test-api-key",
  title: "Courier test API key",
  provider: "courier",
  category: "messaging",
  severity: "low",
  opens: "Sends from the workspace's test environment, whose channels are most often set to nobody.",
  prefixes: ["pk_test_"],
  pattern: alone("pk_test_(?=[A-Z]{0,27}[0-9])(?=[0-9]{0,27}[A-Z])[0-9A-Z]{28}"),
  entropy: 3.3,
  confidence: 0.97,
  examples: [
    ...shown("COURIER_AUTH_TOKEN", testApiKeyValue),
    `const courier = CourierClient({ authorizationToken: "${testApiKeyValue(13)}" });`,
  ],
  counterExamples: [
    ...unlike("COURIER_AUTH_TOKEN", "pk_test_", testApiKeyValue),
    `STRIPE_KEY=pk_test_${fake("[A-Za-z0-9]{24}", 31)}`, // of another provider
    `pk_test_${fake("[a-z]{28}", 33)}`,
  ],
  references: ["https://www.courier.com/docs/reference/authentication"],
  revoke: "https://app.courier.com/settings/api-keys > delete the key",
};
