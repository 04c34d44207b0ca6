import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const accuweatherApiKey: Detector = {
  id: "accuweather-api-key",
  title: "AccuWeather API key",
  provider: "accuweather",
  category: "weather",
  severity: "low",
  opens: "Asks for weather on the account's quota; it opens nothing of the owner's.",
  keywords: ["accuweather", "accu_weather"],
  pattern: named("accu_?weather", SET_KEY, `(?:${MIXED}[A-Za-z0-9]{32}|[A-Za-z0-9]{35}|[A-Za-z0-9]{32}%3D)`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [
    ...shown("ACCUWEATHER_API_KEY", make),
    `https://dataservice.accuweather.com/forecasts/v1/daily/5day/1?apikey=${make(13)}&metric=true`,
    `ACCU_WEATHER_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("ACCUWEATHER_API_KEY", make), `ACCUWEATHER_LOCATION=${make(31)}`],
  references: ["https://developer.accuweather.com/"],
  revoke: "https://developer.accuweather.com/user/me/apps > the app > delete it",
};
