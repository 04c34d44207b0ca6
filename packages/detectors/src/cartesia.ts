import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk_car_[A-Za-z0-9]{22}", seed);
export const cartesiaApiKey: Detector = {
  id: "cartesia-api-key",
  title: "Cartesia API key",
  provider: "cartesia",
  category: "ai",
  severity: "high",
  opens: "Makes speech and clones voices at the owner's cost and uses the account's voices.",
  prefixes: ["sk_car_"],
  pattern: alone("sk_car_[A-Za-z0-9]{20,24}"),
  entropy: 3.5,
  confidence: 0.96,
  examples: [...shown("CARTESIA_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("CARTESIA_API_KEY", "sk_car_", make, 4),
    `CARTESIA_API_KEY=sk_car_...`,
    `ask_car_${fake("[a-z]{22}", 33)}`,
    `sk_car_${fake("[A-Za-z0-9]{10}", 35)}`,
  ],
  references: ["https://docs.cartesia.ai/use-the-api/api-conventions"],
  revoke: "https://play.cartesia.ai/keys > delete the key",
};
