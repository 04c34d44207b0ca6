import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[1-9]-[A-Za-z0-9]{61}Zq7", seed);

export const truenasApiKey: Detector = {
  id: "truenas-api-key",
  title: "TrueNAS API key",
  provider: "truenas",
  category: "storage",
  severity: "critical",
  opens: "Does what its user may on that server, mostly everything: shares, snapshots and the data in them.",
  keywords: ["truenas"],
  pattern: named("truenas", KEY, "[0-9]{1,4}-[A-Za-z0-9]{64}"),
  entropy: 4,
  confidence: 0.85,
  examples: [...shown("TRUENAS_API_KEY", make), `TRUENAS_TOKEN=${make(13)}\n`],
  counterExamples: [
    ...unlike("TRUENAS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `truenas checksum ${make(21)}`,
  ],
  references: ["https://www.truenas.com/docs/scale/scaletutorials/toptoolbar/managingapikeys/"],
  revoke: "TrueNAS > API keys > Delete",
};
