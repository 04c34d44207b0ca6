import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("lmb_[A-Za-z0-9]{119}7", seed);
export const logicmonitorBearerToken: Detector = {
  id: "logicmonitor-bearer-token",
  title: "LogicMonitor bearer token",
  provider: "logicmonitor",
  category: "monitoring",
  severity: "high",
  opens: "Acts as its user in the portal's API: reads monitored devices and their properties and changes alerts, as its role allows.",
  // An access id, a key and a UUID in base64 stand in it; the documents give no length. Shorter ones with this prefix are another product's.
  prefixes: ["lmb_"],
  pattern: alone("lmb_[A-Za-z0-9+/=]{80,240}"),
  entropy: 4.2,
  confidence: 0.95,
  examples: [...shown("LM_BEARER_TOKEN", make), ...sent(make)],
  counterExamples: [...unlike("LM_BEARER_TOKEN", "lmb_", make, 60), `LMB_KEY=${fake("lmb_[a-z0-9]{32}", 20)}`],
  references: ["https://www.logicmonitor.com/support/bearer-token"],
  revoke: "Portal > Settings > Users & Roles > API Tokens > Delete",
};
