import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{80}", seed);
export const abuseipdbApiKey: Detector = {
  id: "abuseipdb-api-key",
  title: "AbuseIPDB API key",
  provider: "abuseipdb",
  category: "security",
  severity: "medium",
  opens: "Asks about and reports addresses in the account's name: false reports get others blocked, and the daily quota is used up.",
  keywords: ["abuseipdb", "abuse_ip_db"],
  pattern: named("abuse_?ip_?db", SET_KEY, "[0-9a-f]{80}"),
  entropy: 3.3,
  confidence: 0.8,
  examples: [
    ...shown("ABUSEIPDB_API_KEY", make),
    `curl -G https://api.abuseipdb.com/api/v2/check -H "Key: ${make(13)}"`,
    `ABUSE_IP_DB_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("ABUSEIPDB_API_KEY", make)],
  references: ["https://docs.abuseipdb.com/"],
  revoke: "https://www.abuseipdb.com/account/api > delete the key",
};
