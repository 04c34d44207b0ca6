import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const openweather: Provider = provider({
  id: "openweather",
  name: "OpenWeather",
  baseUrl: "https://api.openweathermap.org",
  checks: [
    {
      detectors: ["openweather-api-key"],
      costs: true,
      secretInUrl: true,
      get: "/data/2.5/weather?lat=0&lon=0&appid={secret}",
      valid: "weather",
      impact: () => "asks for the weather at the owner's cost",
      invalid: { status: 401, body: /Invalid API key/i },
      reference: "https://openweathermap.org/faq#error401",
      answers: { valid: { body: { weather: [], cod: 200 } }, invalid: { status: 401, body: { cod: 401, message: "Invalid API key." } } },
    },
  ],
});
