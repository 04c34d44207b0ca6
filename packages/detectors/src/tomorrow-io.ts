import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const tomorrowIoApiKey: Detector = {
  id: "tomorrow-io-api-key",
  title: "Tomorrow.io API key",
  provider: "tomorrow-io",
  category: "weather",
  severity: "low",
  opens: "Asks for weather at the owner's quota; it reads nothing of the account's data.",
  keywords: ["tomorrow_io", "tomorrowio", "tomorrow.io", "tomorrow_api", "tomorrow-io"],
  pattern: named("tomorrow(?:[_.-]?io)?", "(?:api|access|weather)?[_.-]?(?:api)?[_.-]?key", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [
    ...shown("TOMORROW_IO_API_KEY", make),
    `tomorrow-io_io_api_key: ${make(33)}\n`,
    `TOMORROW_API_KEY=${make(13)}\n`,
    `url = "https://api.tomorrow.io/v4/weather/forecast?location=x&apikey=${make(14)}"`,
  ],
  counterExamples: [
    ...unlike("TOMORROW_IO_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tomorrow checksum ${make(21)}`,
  ],
  references: ["https://docs.tomorrow.io/reference/api-authentication"],
  revoke: "https://app.tomorrow.io/development/keys > Delete",
};
