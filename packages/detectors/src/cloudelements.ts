import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{20}7[A-Za-z0-9+/]{22}=", seed);
export const cloudelementsUserSecret: Detector = {
  id: "cloudelements-user-secret",
  title: "Cloud Elements user secret",
  provider: "cloudelements",
  category: "productivity",
  severity: "high",
  opens: "With the organisation's secret it calls every system that the account has connected.",
  keywords: ["cloudelement", "cloud_element", "cloud-elements"],
  pattern: named(
    "cloud[_-]?elements?",
    "(?:user|org(?:anization)?|api|element)?[_.-]?(?:secret|token|key)",
    "(?=[A-Za-z+/]{0,43}[0-9])[A-Za-z0-9+/]{43}=",
  ),
  entropy: 4,
  confidence: 0.72,
  companions: [{ name: "organizationSecret", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("CLOUDELEMENTS_USER_SECRET", make),
    `CLOUD_ELEMENTS_USER_SECRET=${make(13)}\nCLOUD_ELEMENTS_ORG=${fake("[0-9a-f]{32}", 14)}\n`,
    `cloud-elements.secret=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CLOUDELEMENTS_USER_SECRET", make, 4), `CLOUDELEMENTS_INSTANCE=${make(31)}`],
  references: ["https://developers.cloud-elements.com/"],
  revoke: "Cloud Elements > Profile > Secrets > Reset",
};
