import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{23}K7", seed);

export const visualCrossingApiKey: Detector = {
  id: "visual-crossing-api-key",
  title: "Visual Crossing API key",
  provider: "visual-crossing",
  category: "weather",
  severity: "low",
  opens: "Asks for weather at the owner's quota; it reads nothing of the account's data.",
  keywords: ["visualcrossing", "visual_crossing"],
  pattern: named("visual[_-]?crossing", KEY, `${UPPER_MIXED}[A-Z0-9]{25}`),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("VISUAL_CROSSING_API_KEY", make)],
  counterExamples: [
    ...unlike("VISUAL_CROSSING_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `visual checksum ${make(21)}`,
  ],
  references: ["https://www.visualcrossing.com/resources/documentation/weather-api/timeline-weather-api/"],
  revoke: "https://www.visualcrossing.com/account > API key > Replace",
};
