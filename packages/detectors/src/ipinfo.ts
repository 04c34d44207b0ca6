import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{14}";
const make = (seed: number): string => fake(SHAPE, seed);
export const ipinfoToken: Detector = {
  id: "ipinfo-token",
  title: "IPinfo API token",
  provider: "ipinfo",
  category: "geo",
  severity: "low",
  opens: "Asks for facts about addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["ipinfo", "ip_info"],
  pattern: named("ip_?info", "(?:(?:api|access)[_.-]?)?(?:token|key)", SHAPE),
  entropy: 2.2,
  confidence: 0.65,
  examples: [...shown("IPINFO_TOKEN", make), `curl "https://ipinfo.io/8.8.8.8?token=${make(13)}"`, `IP_INFO_TOKEN=${make(14)}`],
  counterExamples: [...nearMisses("IPINFO_TOKEN", make)],
  references: ["https://ipinfo.io/developers"],
  revoke: "https://ipinfo.io/account/token > Regenerate",
};
