import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const secretKeyValue = (seed: number): string => fake("cfsk_ma_prod_[0-9a-f]{32}_[0-9a-f]{8}", seed);
export const cashfreeSecretKey: Detector = {
  id: "cashfree-secret-key",
  title: "Cashfree secret key",
  provider: "cashfree",
  category: "payment",
  severity: "critical",
  opens: "With the app ID it makes orders, refunds and payouts of the merchant.",
  prefixes: ["cfsk_ma_prod_"],
  pattern: alone("cfsk_ma_prod_[0-9a-f]{32}_[0-9a-f]{8}"),
  entropy: 3.3,
  confidence: 0.98,
  examples: [...shown("CASHFREE_SECRET_KEY", secretKeyValue), `headers = {'x-client-secret': '${secretKeyValue(13)}'}\n`],
  counterExamples: [
    ...unlike("CASHFREE_SECRET_KEY", "cfsk_ma_prod_", secretKeyValue),
    `CASHFREE_SECRET_KEY=cfsk_ma_test_${fake("[0-9a-f]{32}_[0-9a-f]{8}", 31)}`,
    `cfsk_ma_prod_${fake("[0-9a-f]{16}_[0-9a-f]{8}", 33)}`,
  ],
  references: ["https://www.cashfree.com/docs/api-reference/authentication"],
  revoke: "https://merchant.cashfree.com > Developers > API keys > Generate new, then revoke the old",
};

const testSecretKeyValue = (seed: number): string => fake("cfsk_ma_test_[0-9a-f]{32}_[0-9a-f]{8}", seed);
export const cashfreeTestSecretKey: Detector = {
  id: "cashfree-test-secret-key",
  title: "Cashfree sandbox secret key",
  provider: "cashfree",
  category: "payment",
  severity: "low",
  opens: "Acts in the sandbox: no real money, but its settings and test orders can be read.",
  prefixes: ["cfsk_ma_test_"],
  pattern: alone("cfsk_ma_test_[0-9a-f]{32}_[0-9a-f]{8}"),
  entropy: 3.3,
  confidence: 0.98,
  examples: [...shown("CASHFREE_SECRET_KEY", testSecretKeyValue), `Cashfree.XClientSecret = "${testSecretKeyValue(13)}";\n`],
  counterExamples: [
    ...unlike("CASHFREE_SECRET_KEY", "cfsk_ma_test_", testSecretKeyValue),
    `CASHFREE_SECRET_KEY=cfsk_ma_prod_${fake("[0-9a-f]{32}_[0-9a-f]{8}", 31)}`,
  ],
  references: ["https://www.cashfree.com/docs/api-reference/authentication"],
  revoke: "https://merchant.cashfree.com > Developers > API keys (test) > revoke the key",
};
