import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const liveagentApiKey: Detector = {
  id: "liveagent-api-key",
  title: "LiveAgent API key",
  provider: "liveagent",
  category: "crm",
  severity: "high",
  opens: "Reads and answers the help desk's tickets and changes its agents, as its permissions allow.",
  keywords: ["liveagent", "live_agent", "ladesk"],
  pattern: named("live_?agent|ladesk", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{2,60}\.ladesk\.com/, withinBytes: 512 }],
  examples: [...shown("LIVEAGENT_API_KEY", make), `LADESK_API_KEY=${make(13)} # acme.ladesk.com`, `LIVE_AGENT_KEY=${make(14)}`],
  counterExamples: [...nearMisses("LIVEAGENT_API_KEY", make)],
  references: ["https://support.liveagent.com/840770-Complete-API-reference"],
  revoke: "https://ACCOUNT.ladesk.com/agent > Configuration > System > API > Delete",
};
