import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const urlscanApiKey: Detector = {
  id: "urlscan-api-key",
  title: "urlscan.io API key",
  provider: "urlscan",
  category: "security",
  severity: "medium",
  opens: "Submits scans in the owner's name and reads its private ones.",
  keywords: ["urlscan"],
  pattern: named("urlscan", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("URLSCAN_API_KEY", make)],
  counterExamples: [
    ...unlike("URLSCAN_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `urlscan checksum ${make(21)}`,
    `urlscan.io/result/${make(22)}/`, // a result
  ],
  references: ["https://urlscan.io/docs/api/"],
  revoke: "https://urlscan.io/user/profile/ > API keys > Revoke",
};
