import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const weatherbitApiKey: Detector = {
  id: "weatherbit-api-key",
  title: "Weatherbit API key",
  provider: "weatherbit",
  category: "weather",
  severity: "low",
  opens: "Asks for weather at the owner's quota; it reads nothing of the account's data.",
  keywords: ["weatherbit"],
  pattern: named("weatherbit", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("WEATHERBIT_API_KEY", make), `url = "https://api.weatherbit.io/v2.0/current?city=x&key=${make(13)}"`],
  counterExamples: [
    ...unlike("WEATHERBIT_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `weatherbit checksum ${make(21)}`,
  ],
  references: ["https://www.weatherbit.io/api"],
  revoke: "https://www.weatherbit.io/account/dashboard > Regenerate",
};
