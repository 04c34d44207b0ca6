import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const refinerApiKey: Detector = {
  id: "refiner-api-key",
  title: "Refiner API key",
  provider: "refiner",
  category: "marketing",
  severity: "medium",
  opens: "Reads users' answers and traits and changes them.",
  keywords: ["refiner_api", "refiner-api", "refinerapi", "refiner.io"],
  pattern: named("refiner", KEY, UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [
    ...shown("REFINER_API_KEY", make),
    `curl https://api.refiner.io/v1/ping # REFINER_KEY: ${make(13)}\n`,
    `refiner-api-key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("REFINER_API_KEY", make), `REFINER_MODEL=${make(20)}\n`],
  references: ["https://refiner.io/docs/api/"],
  revoke: "https://app.refiner.io > Integrations > API > Delete",
};
