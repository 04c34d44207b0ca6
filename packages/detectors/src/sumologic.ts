import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{61}[A-Z][a-z]7", seed);

export const sumologicAccessKey: Detector = {
  id: "sumologic-access-key",
  title: "Sumo Logic access key",
  provider: "sumologic",
  category: "monitoring",
  severity: "high",
  opens: "With the access id, which is often beside it, it reads the logs and changes the collectors that its owner may.",
  keywords: ["sumologic", "sumo_logic", "sumo_access", "sumo-logic"],
  pattern: named("sumo(?:[_-]?logic)?", "(?:access|secret|api)?[_.-]?(?:key|token|secret)", `${MIXED}[A-Za-z0-9]{64}`),
  entropy: 4,
  confidence: 0.65,
  companions: [{ name: "accessId", pattern: /(?<![A-Za-z0-9])su[A-Za-z0-9]{12}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("SUMOLOGIC_ACCESS_KEY", make),
    `sumo_logic_access_key: ${make(30)}\n`,
    `SUMO_ACCESS_ID=${fake("su[A-Za-z0-9]{12}", 13)}\nSUMO_ACCESS_KEY=${make(14)}\n`,
    `sumo-logic:\n  accessKey: ${make(15)}\n`,
  ],
  counterExamples: [
    ...unlike("SUMOLOGIC_ACCESS_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `sumologic checksum ${make(21)}`,
    `SUMOLOGIC_ACCESS_ID=${fake("su[A-Za-z0-9]{12}", 22)}`, // the id
  ],
  references: ["https://help.sumologic.com/docs/manage/security/access-keys/"],
  revoke: "Sumo Logic > Administration > Security > Access keys > Deactivate, or DELETE /api/v1/accessKeys/{accessId}",
};
