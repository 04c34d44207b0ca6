import { type Detector, fake } from "@stanch/model";
import { sent, shown, unlike } from "./_token.ts";

const comSecretKeyValue = (seed: number): string => fake("sk_[a-z2-7]{26}7=", seed);
export const checkoutComSecretKey: Detector = {
  id: "checkout-com-secret-key",
  title: "Checkout.com live secret key",
  provider: "checkout-com",
  category: "payment",
  severity: "critical",
  opens: "Takes, captures and refunds payments of the merchant and reads its customers' data, as its scopes allow.",
  // «sk_» alone stands everywhere: the provider's word is near, and the last character of a new key is none of the alphabet.
  keywords: ["checkout", "cko_"],
  pattern:
    /(?<![A-Za-z0-9_-])sk_(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=[a-z]{0,24}[2-7])[a-z2-7]{26,27}[=*#$%])(?![A-Za-z0-9_-])/,
  requires: /sk_[0-9a-z]{8}/,
  window: { before: 120, after: 256 },
  entropy: 3,
  confidence: 0.85,
  examples: [
    ...shown("CHECKOUT_SECRET_KEY", comSecretKeyValue),
    `CKO_SECRET_KEY=sk_${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 13)}\n`,
    `const cko = new Checkout('${comSecretKeyValue(15)}');`,
  ],
  counterExamples: [
    `CHECKOUT_SECRET_KEY=\${CHECKOUT_SECRET_KEY}`,
    `CHECKOUT_PUBLIC_KEY=pk_${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 33)}`, // public by design
    `KEY=${comSecretKeyValue(35)}`, // no provider's word
    `CHECKOUT_SECRET_KEY=sk_${fake("[0-9a-f]{32}", 37)}`,
    `CHECKOUT_SECRET_KEY=sk_sbox_${fake("[a-z2-7]{27}", 39)}`, // of the sandbox
  ],
  references: ["https://www.checkout.com/docs/developer-resources/api/manage-api-keys"],
  revoke: "https://dashboard.checkout.com > Developers > Keys > the key > Deactivate",
};

const comSandboxKeyValue = (seed: number): string => fake("sk_sbox_[a-z2-7]{26}7", seed);
export const checkoutComSandboxKey: Detector = {
  id: "checkout-com-sandbox-key",
  title: "Checkout.com sandbox secret key",
  provider: "checkout-com",
  category: "payment",
  severity: "low",
  opens: "Acts in the sandbox: no real money, but its settings and test payments can be read.",
  prefixes: ["sk_sbox_", "sk_test_"],
  pattern:
    /(?<![A-Za-z0-9_-])sk_(?:sbox_(?=[a-z]{0,24}[2-7])[a-z2-7]{26,28}[=*#$%]?|test_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![A-Za-z0-9_-])/,
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("CHECKOUT_SECRET_KEY", comSandboxKeyValue),
    ...sent(comSandboxKeyValue),
    `CKO_SECRET_KEY=sk_test_${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 13)}\n`,
  ],
  counterExamples: [...unlike("CHECKOUT_SECRET_KEY", "sk_sbox_", comSandboxKeyValue, 3), `sk_test_${fake("[A-Za-z0-9]{24}", 31)}`],
  references: ["https://www.checkout.com/docs/developer-resources/api/manage-api-keys"],
  revoke: "https://dashboard.sandbox.checkout.com > Developers > Keys > the key > Deactivate",
};
