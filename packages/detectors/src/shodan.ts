import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const shodanApiKey: Detector = {
  id: "shodan-api-key",
  title: "Shodan API key",
  provider: "shodan",
  category: "security",
  severity: "medium",
  opens: "Searches and scans at the owner's cost and reads its alerts, which name its hosts.",
  keywords: ["shodan"],
  pattern: named("shodan", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SHODAN_API_KEY", make)],
  counterExamples: [
    ...unlike("SHODAN_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `shodan checksum ${make(21)}`,
  ],
  references: ["https://developer.shodan.io/api/requirements"],
  revoke: "https://account.shodan.io > Reset API key",
};
