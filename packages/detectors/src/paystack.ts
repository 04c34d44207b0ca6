import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const paystack = (seed: number): string => fake("sk_live_[0-9a-f]{40}", seed);
export const paystackSecretKey: Detector = {
  id: "paystack-secret-key",
  title: "Paystack live secret key",
  provider: "paystack",
  category: "payment",
  severity: "critical",
  opens: "Everything in the account: charges, refunds, transfers and the customers' data.",
  prefixes: ["sk_live_"],
  // Stripe's live keys open the same way; 40 small hex digits tell these apart.
  pattern: alone("sk_live_[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.92,
  examples: [...shown("PAYSTACK_SECRET_KEY", paystack), ...sent(paystack)],
  counterExamples: [
    ...unlike("PAYSTACK_SECRET_KEY", "sk_live_", paystack),
    `STRIPE_SECRET_KEY=${fake("sk_live_[A-Za-z0-9]{24}", 20)}`, // Stripe's
    `PAYSTACK_SECRET_KEY=${fake("sk_test_[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://paystack.com/docs/api/authentication/"],
  revoke: "https://dashboard.paystack.com/#/settings/developers > Generate new secret key",
};

const test = (seed: number): string => fake("sk_test_[0-9a-f]{40}", seed);
export const paystackTestKey: Detector = {
  id: "paystack-test-key",
  title: "Paystack test secret key",
  provider: "paystack",
  category: "payment",
  severity: "low",
  opens: "The account's test mode: no real money, but the settings and invented customers of the test can be read and changed.",
  prefixes: ["sk_test_"],
  pattern: alone("sk_test_[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.92,
  examples: [...shown("PAYSTACK_SECRET_KEY", test), ...sent(test)],
  counterExamples: [
    ...unlike("PAYSTACK_SECRET_KEY", "sk_test_", test),
    `STRIPE_SECRET_KEY=${fake("sk_test_[A-Za-z0-9]{24}", 20)}`, // Stripe's
    `PAYSTACK_SECRET_KEY=${paystack(21)}`, // the live one
  ],
  references: ["https://paystack.com/docs/api/authentication/"],
  revoke: "https://dashboard.paystack.com/#/settings/developers > Generate new secret key, in test mode",
};
