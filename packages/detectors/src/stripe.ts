import { type Detector, type Rule, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const KEYS = "https://docs.stripe.com/keys";
const ROLL = "https://dashboard.stripe.com/apikeys > Roll key, with an expiry for the old one";
// 24 characters in old keys, 99 in new ones. Paystack uses the same words and 40 hex digits.
const NOT_PAYSTACK = "(?![0-9a-f]{40}(?![A-Za-z0-9]))";
const key = (prefix: string): Rule => ({
  prefixes: [prefix],
  pattern: new RegExp(`(?<![A-Za-z0-9_-])${prefix}${NOT_PAYSTACK}(?:[A-Za-z0-9]{24,34}|[A-Za-z0-9]{90,247})(?![A-Za-z0-9_-])`),
  entropy: 3,
  confidence: 0.93,
});
/** Keys of Stripe's own documents, by their first characters: they stand in many tutorials. */
const SAMPLES = [/^[sp]k_test_(?:4eC39Hq|BQokikJ|TYooMQa|6pRNASC)/];
const old =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}[A-Za-z0-9]{24}`, seed);
const long =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}51[A-Za-z0-9]{97}`, seed);

export const stripeSecretKey: Detector = {
  id: "stripe-secret-key",
  title: "Stripe live secret key",
  provider: "stripe",
  category: "payment",
  severity: "critical",
  opens: "Everything in the account: charges, refunds, payouts and the customers' data.",
  ...key("sk_live_"),
  examples: [
    ...shown("STRIPE_SECRET_KEY", old("sk_live_")),
    ...shown("STRIPE_API_KEY", long("sk_live_")),
    `curl https://api.stripe.com/v1/charges -u ${long("sk_live_")(13)}:`,
    `Stripe.api_key = '${old("sk_live_")(14)}'`,
  ],
  counterExamples: [
    ...unlike("STRIPE_SECRET_KEY", "sk_live_", old("sk_live_")),
    `STRIPE_SECRET_KEY=${fake("sk_live_[0-9a-f]{40}", 20)}`, // Paystack's
    `STRIPE_SECRET_KEY=sk_live_your_secret_key_goes_here_now`,
    `sk_live_ ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: [KEYS],
  // The same prefix and length: only the name beside it tells.
  yieldsTo: ["paymongo-secret-key"],
  revoke: ROLL,
};

export const stripeRestrictedKey: Detector = {
  id: "stripe-restricted-key",
  title: "Stripe live restricted key",
  provider: "stripe",
  category: "payment",
  severity: "high",
  opens: "The parts of the live account that its permissions name, which may include payments and customers' data.",
  ...key("rk_live_"),
  examples: [...shown("STRIPE_RESTRICTED_KEY", old("rk_live_")), ...shown("STRIPE_KEY", long("rk_live_"))],
  counterExamples: [
    ...unlike("STRIPE_RESTRICTED_KEY", "rk_live_", old("rk_live_")),
    `STRIPE_RESTRICTED_KEY=rk_live_${"0".repeat(24)}`,
    `STRIPE_RESTRICTED_KEY=${fake("rk_live_[A-Za-z0-9]{50}", 20)}`,
  ],
  references: [KEYS, "https://docs.stripe.com/keys#limit-access"],
  revoke: ROLL,
};

export const stripeTestKey: Detector = {
  id: "stripe-test-key",
  title: "Stripe test key",
  provider: "stripe",
  category: "payment",
  severity: "low",
  opens: "The account's test mode: no real money and no real customers, but its settings can be read.",
  rules: [
    { ...key("sk_test_"), notSecret: SAMPLES },
    { ...key("rk_test_"), id: "restricted" },
  ],
  examples: [
    ...shown("STRIPE_SECRET_KEY", old("sk_test_")),
    `stripe.api_key = "${long("sk_test_")(13)}"`,
    `STRIPE_RESTRICTED=${old("rk_test_")(14)}\n`,
  ],
  counterExamples: [
    ...unlike("STRIPE_SECRET_KEY", "sk_test_", old("sk_test_")),
    `STRIPE_SECRET_KEY=sk_test_${"x".repeat(24)}`,
    `STRIPE_SECRET_KEY=sk_test_4eC39Hq${fake("[A-Za-z0-9]{17}", 21)}`, // the documents' own
    `STRIPE_SECRET_KEY=${fake("sk_test_[0-9a-f]{40}", 20)}`, // Paystack's
  ],
  references: [KEYS],
  revoke: "https://dashboard.stripe.com/test/apikeys > Roll key",
};

export const stripePublishableKey: Detector = {
  id: "stripe-publishable-key",
  title: "Stripe publishable key",
  provider: "stripe",
  category: "payment",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and apps, names the account and only makes payment tokens.",
  rules: [key("pk_live_"), { ...key("pk_test_"), id: "test", notSecret: SAMPLES }],
  examples: [
    ...shown("STRIPE_PUBLISHABLE_KEY", old("pk_live_")),
    `const stripe = Stripe('${long("pk_live_")(13)}');`,
    `<script>Stripe("${old("pk_test_")(14)}")</script>`,
  ],
  counterExamples: [
    ...unlike("STRIPE_PUBLISHABLE_KEY", "pk_live_", old("pk_live_")),
    `PAYSTACK_PUBLIC_KEY=${fake("pk_live_[0-9a-f]{40}", 20)}`,
    `pk_live_mode: true`,
    `Stripe("pk_test_TYooMQa${fake("[A-Za-z0-9]{17}", 21)}")`, // the documents' own
  ],
  references: [KEYS],
  revoke: "Not needed: it may be public",
};

const signing = (seed: number): string => fake("whsec_[A-Za-z0-9]{32}", seed);
export const stripeWebhookSecret: Detector = {
  id: "stripe-webhook-secret",
  title: "Webhook signing secret (Stripe, or Svix at other providers)",
  provider: "stripe",
  category: "payment",
  severity: "medium",
  opens: "Forges events that the receiver takes for the provider's own, such as «paid».",
  prefixes: ["whsec_"],
  pattern: /(?<![A-Za-z0-9_-])whsec_[A-Za-z0-9+/]{32,64}={0,2}(?![A-Za-z0-9+/=_-])/,
  entropy: 3.5,
  confidence: 0.9,
  examples: [
    ...shown("STRIPE_WEBHOOK_SECRET", signing),
    `CLERK_WEBHOOK_SECRET=${fake("whsec_[A-Za-z0-9+/]{31}[A-Za-z0-9]=", 13)}\n`,
    `event = stripe.Webhook.construct_event(payload, sig, "${signing(14)}")`,
  ],
  counterExamples: [
    ...unlike("STRIPE_WEBHOOK_SECRET", "whsec_", signing),
    `STRIPE_WEBHOOK_SECRET=whsec_test_secret`,
    `STRIPE_WEBHOOK_SECRET=whsec_${"0".repeat(32)}`,
  ],
  references: ["https://docs.stripe.com/webhooks"],
  revoke: "https://dashboard.stripe.com/webhooks > the endpoint > Roll secret",
};

const intent = (seed: number): string => fake("pi_3[A-Za-z0-9]{23}_secret_[A-Za-z0-9]{22}Zq7", seed);
export const stripePaymentIntentSecret: Detector = {
  id: "stripe-payment-intent-secret",
  title: "Stripe client secret of a payment or setup",
  provider: "stripe",
  category: "payment",
  severity: "low",
  nature: "public",
  opens: "Goes to the customer's browser by design: it confirms one payment or setup and shows its amount, no more.",
  prefixes: ["pi_3", "pi_1", "seti_1"],
  pattern: /(?<![A-Za-z0-9_-])(?:pi_[13]|seti_1)[A-Za-z0-9]{23}_secret_[A-Za-z0-9]{25}(?![A-Za-z0-9_-])/,
  entropy: 4,
  confidence: 0.97,
  examples: [
    ...shown("CLIENT_SECRET", intent),
    `{"client_secret": "${fake("seti_1[A-Za-z0-9]{23}_secret_[A-Za-z0-9]{22}Zq7", 13)}"}`,
    `{"client_secret": "${fake("pi_1[A-Za-z0-9]{23}_secret_[A-Za-z0-9]{22}Zq7", 14)}"}`,
  ],
  counterExamples: [
    ...unlike("CLIENT_SECRET", "pi_3", intent),
    `{"payment_intent": "${fake("pi_3[A-Za-z0-9]{23}", 20)}"}`, // the id
    `CLIENT_SECRET=${fake("pi_3[A-Za-z0-9]{23}_secret_[a-z]{5}", 21)}`,
  ],
  references: ["https://docs.stripe.com/api/payment_intents/object#payment_intent_object-client_secret"],
  revoke: "POST https://api.stripe.com/v1/payment_intents/{id}/cancel",
  lifetime: "until the payment is done or cancelled",
};
