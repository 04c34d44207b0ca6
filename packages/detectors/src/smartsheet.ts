import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{34}[A-Z][a-z]7", seed);

export const smartsheetAccessToken: Detector = {
  id: "smartsheet-access-token",
  title: "Smartsheet API access token",
  provider: "smartsheet",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads, changes and shares the sheets that the owner sees.",
  keywords: ["smartsheet"],
  pattern: named("smartsheet", KEY, `${MIXED}[A-Za-z0-9]{37}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SMARTSHEET_ACCESS_TOKEN", make)],
  counterExamples: [
    ...unlike("SMARTSHEET_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `smartsheet checksum ${make(21)}`,
  ],
  references: ["https://developers.smartsheet.com/api/smartsheet/guides/basics/authentication"],
  revoke: "https://app.smartsheet.com > Personal settings > API access > Revoke",
};
