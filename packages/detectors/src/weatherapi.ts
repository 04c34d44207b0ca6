import { type Detector, fake } from "@stanch/model";
import { HEX_MIXED, LOWER_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{23}[0-9]{8}", seed);

export const weatherapiApiKey: Detector = {
  id: "weatherapi-api-key",
  title: "WeatherAPI.com key",
  provider: "weatherapi",
  category: "weather",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["weatherapi", "weather_api", "weather-api"],
  pattern: named(String.raw`weather[_-]?api(?:\.com)?`, "(?:api[_.-]?)?key", `${HEX_MIXED}[0-9a-f]{23}[0-9]{8}|${LOWER_MIXED}[a-z0-9]{31}`),
  entropy: 2.8,
  confidence: 0.65,
  examples: [
    ...shown("WEATHERAPI_KEY", make),
    `weather-api_key: ${make(31)}\n`,
    `url = "https://api.weatherapi.com/v1/current.json?key=${make(13)}&q=x"`,
    `WEATHER_API_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("WEATHERAPI_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `weatherapi checksum ${make(21)}`,
  ],
  references: ["https://www.weatherapi.com/docs/"],
  revoke: "https://www.weatherapi.com/my/ > Regenerate",
};
