import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const merakiApiKey: Detector = {
  id: "meraki-api-key",
  title: "Cisco Meraki dashboard API key",
  provider: "meraki",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner in every organisation the owner administers: reads and changes networks, firewalls, VPN and Wi-Fi passwords.",
  keywords: ["meraki"],
  pattern: named("meraki", "(?:dashboard|api|cisco|access)?[_.-]?(?:api)?[_.-]?(?:token|key)", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("MERAKI_DASHBOARD_API_KEY", make),
    `meraki:\n  api_key: ${make(31)}\n`,
    `curl -H "X-Cisco-Meraki-API-Key: ${make(13)}" https://api.meraki.com/api/v1/organizations`,
  ],
  counterExamples: [...unnamed("MERAKI_DASHBOARD_API_KEY", make), `MERAKI_COMMIT=${make(20)}\n`, `meraki sha1 ${make(21)}`],
  references: ["https://developer.cisco.com/meraki/api-v1/authorization/"],
  revoke: "https://dashboard.meraki.com > My profile > API access > Revoke",
};
