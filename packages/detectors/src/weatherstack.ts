import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const weatherstackApiKey: Detector = {
  id: "weatherstack-api-key",
  title: "weatherstack API key",
  provider: "weatherstack",
  category: "weather",
  severity: "low",
  opens: "Asks for weather at the owner's quota; it reads nothing of the account's data.",
  keywords: ["weatherstack", "weather_stack"],
  pattern: named("weather[_-]?stack", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("WEATHERSTACK_API_KEY", make),
    `weather_stack_key: ${make(30)}\n`,
    `url = "http://api.weatherstack.com/current?access_key=${make(13)}&query=x"`,
  ],
  counterExamples: [
    ...unlike("WEATHERSTACK_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `weatherstack checksum ${make(21)}`,
  ],
  references: ["https://docs.apilayer.com/weatherstack/docs/weatherstack-api-v-1-0-0"],
  revoke: "https://weatherstack.com/dashboard > Reset API key",
};
