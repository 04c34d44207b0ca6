import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const airvisualApiKey: Detector = {
  id: "airvisual-api-key",
  title: "IQAir AirVisual API key",
  provider: "airvisual",
  category: "weather",
  severity: "low",
  opens: "Asks for air quality on the account's quota; it opens nothing of the owner's.",
  keywords: ["airvisual", "air_visual", "iqair"],
  pattern: named("air_?visual|iqair", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("AIRVISUAL_API_KEY", make),
    `https://api.airvisual.com/v2/city?city=Bern&key=${make(13)}`,
    `IQAIR_KEY=${make(15)}\n`,
    `AIR_VISUAL_TOKEN=${make(17)}\n`,
  ],
  counterExamples: [...nearMisses("AIRVISUAL_API_KEY", make), `AIRVISUAL_STATION=${make(31)}`],
  references: ["https://api-docs.iqair.com/"],
  revoke: "https://dashboard.iqair.com/personal/api-keys > delete the key",
};
