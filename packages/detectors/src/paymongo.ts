import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("sk_live_[A-Za-z0-9]{24}", seed);
export const paymongoSecretKey: Detector = {
  id: "paymongo-secret-key",
  title: "PayMongo live secret key",
  provider: "paymongo",
  category: "payment",
  severity: "critical",
  opens: "Takes and refunds payments of the merchant and reads its customers.",
  // Stripe's keys have the same prefix and length: only the name tells them apart.
  keywords: ["paymongo"],
  pattern: named("paymongo", "(?:live|api|secret|private)?[_.-]?(?:api|secret|live)?[_.-]?key", "sk_live_[A-Za-z0-9]{24}"),
  entropy: 3.6,
  confidence: 0.9,
  examples: [...shown("PAYMONGO_SECRET_KEY", make), `paymongo:\n  secret_key: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("PAYMONGO_SECRET_KEY", make),
    `PAYMONGO_SECRET_KEY=${fake("sk_test_[A-Za-z0-9]{24}", 20)}`,
    `STRIPE_SECRET_KEY=${make(21)}\n`,
  ],
  references: ["https://developers.paymongo.com/docs/authentication"],
  revoke: "https://dashboard.paymongo.com/developers > API keys > Roll key",
};
