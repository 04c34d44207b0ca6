import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ak_live_[A-Za-z0-9]{30}", seed);
export const pagarmeApiKey: Detector = {
  id: "pagarme-api-key",
  title: "Pagar.me live API key (version 1)",
  provider: "pagarme",
  category: "payment",
  severity: "critical",
  opens: "Charges cards, refunds and moves the balance of the merchant, and reads all transactions.",
  prefixes: ["ak_live_"],
  pattern: alone("ak_live_[A-Za-z0-9]{30}"),
  entropy: 3.8,
  confidence: 0.93,
  examples: [...shown("PAGARME_API_KEY", make)],
  counterExamples: [
    ...unlike("PAGARME_API_KEY", "ak_live_", make),
    `PAGARME_API_KEY=${fake("ak_test_[A-Za-z0-9]{30}", 20)}`,
    `PAGARME_ENCRYPTION_KEY=${fake("ek_live_[A-Za-z0-9]{30}", 21)}`,
  ],
  references: ["https://docs.pagar.me/docs/chaves-de-acesso"],
  revoke: "https://dash.pagar.me > Configurations > Keys > Generate new ones",
};
