import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][0-9][a-z0-9]{28}", seed);
export const centralstationcrmApiKey: Detector = {
  id: "centralstationcrm-api-key",
  title: "CentralStationCRM API key",
  provider: "centralstationcrm",
  category: "crm",
  severity: "high",
  opens: "Reads and changes people, companies and deals of the account.",
  keywords: ["centralstation", "central_station_crm"],
  pattern: named("central_?station(?:_?crm)?", SET_KEY, `${LOWER_MIXED}[a-z0-9]{30}`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [
    ...shown("CENTRALSTATIONCRM_API_KEY", make),
    `# https://acme.centralstationcrm.net/api\nkey=${make(13)}\n`,
    `CENTRAL_STATION_CRM_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CENTRALSTATIONCRM_API_KEY", make), `CENTRALSTATIONCRM_PERSON=${make(31)}`],
  references: ["https://api.centralstationcrm.net/"],
  revoke: "CentralStationCRM > Account > API key > Regenerate",
};
