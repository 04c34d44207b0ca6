import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `wrkaus-${toBase64(`{"alg":"RS256","typ":"JWT"}`)}.${fake("[A-Za-z0-9_-]{80}.[A-Za-z0-9_-]{341}k", seed)}`;

export const workatoDeveloperApiToken: Detector = {
  id: "workato-developer-api-token",
  title: "Workato developer API token",
  provider: "workato",
  category: "productivity",
  severity: "critical",
  opens: "Reads and changes the workspace's recipes and connections, which act on other systems, within the client's role.",
  prefixes: ["wrka"],
  pattern: alone(String.raw`wrka[a-z]{0,2}-eyJ[A-Za-z0-9_-]{8,200}\.[A-Za-z0-9_-]{16,600}\.[A-Za-z0-9_-]{64,700}`),
  window: { before: 8, after: 1600 },
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("WORKATO_API_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("WORKATO_API_TOKEN", "wrka", make, 300),
    `WORKATO_API_TOKEN=wrkaus-${fake("[A-Za-z0-9]{60}", 20)}`,
    `wrkaround: ${fake("[a-z]{20}", 21)}`,
  ],
  references: ["https://docs.workato.com/workato-api/api-clients.html"],
  revoke: "Workato > Workspace admin > API clients > the client > Revoke token",
};
