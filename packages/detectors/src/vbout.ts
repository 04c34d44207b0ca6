import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9]{25}", seed);

export const vboutApiKey: Detector = {
  id: "vbout-api-key",
  title: "VBOUT API key",
  provider: "vbout",
  category: "marketing",
  severity: "high",
  opens: "Reads and changes the account's contacts and sends campaigns to them.",
  keywords: ["vbout"],
  pattern: named("vbout", KEY, "[0-9]{25}"),
  entropy: 2.4,
  confidence: 0.65,
  examples: [...shown("VBOUT_API_KEY", make)],
  counterExamples: [
    ...unlike("VBOUT_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `vbout checksum ${make(21)}`,
  ],
  references: ["https://developers.vbout.com/docs"],
  revoke: "https://app.vbout.com > Settings > API integrations > Regenerate",
};
