import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{29}k7", seed);

export const worldweatheronlineApiKey: Detector = {
  id: "worldweatheronline-api-key",
  title: "World Weather Online API key",
  provider: "worldweatheronline",
  category: "weather",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["worldweather", "world_weather", "wwo_api"],
  pattern: named("world[_-]?weather(?:[_-]?online)?|wwo(?=_api)", KEY, `${LOWER_MIXED}[a-z0-9]{31}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("WORLDWEATHERONLINE_API_KEY", make), `world_weather_key: ${make(30)}\n`, `WWO_API_KEY=${make(13)}\n`],
  counterExamples: [
    ...unlike("WORLDWEATHERONLINE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `worldweatheronline checksum ${make(21)}`,
  ],
  references: ["https://www.worldweatheronline.com/weather-api/api/docs/"],
  revoke: "https://www.worldweatheronline.com/weather-api/my/ > Regenerate",
};
