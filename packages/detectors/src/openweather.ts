import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const openweatherApiKey: Detector = {
  id: "openweather-api-key",
  title: "OpenWeather API key",
  provider: "openweather",
  category: "weather",
  severity: "low",
  opens: "Spends the owner's quota of weather data; a paid plan then costs money, and nothing else can be read.",
  // The documents' own name for it is appid.
  keywords: ["openweather", "open_weather", "pyowm", "owm_api", "owm_key"],
  pattern: named("open_?weather(?:_?map)?|pyowm|owm", "(?:api|access|app)?[_.-]?(?:token|key|id)", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("OPENWEATHER_API_KEY", make),
    `openweathermap:\n  appid: ${make(31)}\n`,
    `OPEN_WEATHER_KEY=${make(13)}\n`,
    `OWM_API_KEY=${make(14)}\nowm_key: x\n`,
    `pyowm_api_key = "${make(15)}"\n`,
    `OWM_KEY=${make(16)}\n`,
  ],
  counterExamples: [...unnamed("OPENWEATHER_API_KEY", make), `OPENWEATHER_CITY=${make(20)}\n`],
  references: ["https://openweathermap.org/appid"],
  revoke: "https://home.openweathermap.org/api_keys > Delete",
};
