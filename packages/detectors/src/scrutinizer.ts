import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);

export const scrutinizerAccessToken: Detector = {
  id: "scrutinizer-access-token",
  title: "Scrutinizer access token",
  provider: "scrutinizer",
  category: "ci",
  severity: "high",
  opens: "Reads the analyses of the owner's repositories and changes their settings.",
  keywords: ["scrutinizer"],
  pattern: named("scrutinizer", KEY, "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("SCRUTINIZER_ACCESS_TOKEN", make)],
  counterExamples: [
    ...unlike("SCRUTINIZER_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `scrutinizer checksum ${make(21)}`,
  ],
  references: ["https://scrutinizer-ci.com/docs/api/"],
  revoke: "https://scrutinizer-ci.com/profile/applications > Delete",
};
