import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const thinkificApiKey: Detector = {
  id: "thinkific-api-key",
  title: "Thinkific API key",
  provider: "thinkific",
  category: "saas",
  severity: "high",
  opens: "Reads and changes the school's courses, students and orders.",
  keywords: ["thinkific"],
  pattern: named("thinkific", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("THINKIFIC_API_KEY", make)],
  counterExamples: [
    ...unlike("THINKIFIC_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `thinkific checksum ${make(21)}`,
  ],
  references: ["https://developers.thinkific.com/api/authorization/"],
  revoke: "Thinkific > Settings > Code & analytics > API > Regenerate",
};
