import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
const NAME = "(?:(?:api|project)[_.-]?)?(?:key|id|token)";
const REFERENCES = ["https://docs.metamask.io/services/get-started/infura/"];
export const infuraApiKey: Detector = {
  id: "infura-api-key",
  title: "Infura API key (project id)",
  provider: "infura",
  category: "crypto",
  severity: "low",
  opens: "Asks blockchains' nodes at the account's cost; it often stands in web pages, where the project's allowlists guard it.",
  rules: [
    { keywords: ["infura"], pattern: named("infura", NAME, "[0-9a-f]{32}"), entropy: 3, confidence: 0.7 },
    {
      id: "url",
      keywords: ["infura.io/"],
      pattern: /infura\.io\/(?:ws\/)?v3\/(?<secret>[0-9a-f]{32})(?![A-Za-z0-9_-])/,
      entropy: 3,
      confidence: 0.9,
    },
  ],
  examples: [
    ...shown("INFURA_API_KEY", make),
    `INFURA_PROJECT_ID=${make(13)}\n`,
    `RPC_URL=https://mainnet.infura.io/v3/${make(14)}\n`,
    `new Web3("wss://sepolia.infura.io/ws/v3/${make(15)}")`,
  ],
  counterExamples: [
    ...nearMisses("INFURA_API_KEY", make),
    `https://mainnet.infura.io/v3/\${INFURA_KEY}`,
    `https://mainnet.infura.io/v3/${make(20).slice(1)}`,
    `https://mainnet.infura.io/v3/YOUR-API-KEY`,
  ],
  references: REFERENCES,
  revoke: "https://developer.metamask.io > the key > Settings > Delete API key",
};

export const infuraApiKeySecret: Detector = {
  id: "infura-api-key-secret",
  title: "Infura API key secret",
  provider: "infura",
  category: "crypto",
  severity: "medium",
  opens:
    "With the API key it passes the project's «secret required» and asks nodes and IPFS, where it also pins files, at the account's cost.",
  keywords: ["infura"],
  pattern: named("infura", "(?:(?:api|project|ipfs|key|app)[_.-]?){0,3}secret(?:[_.-]?key)?", `(?:[0-9a-f]{32}|${MIXED}[A-Za-z0-9+/]{54})`),
  entropy: 3,
  confidence: 0.75,
  companions: [{ name: "projectId", pattern: /(?<![A-Za-z0-9])(?:[0-9a-f]{32}|2[A-Za-z0-9]{26})(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("INFURA_PROJECT_SECRET", make),
    `INFURA_PROJECT_ID=${make(13)}\nINFURA_PROJECT_SECRET=${make(14)}\n`,
    `INFURA_API_KEY_SECRET=${fake("[A-Za-z0-9]{54}", 15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("INFURA_PROJECT_SECRET", make),
    `INFURA_PROJECT_ID=${make(20)}`,
    `SECRET=${make(21)} # https://infura.io`,
  ],
  references: REFERENCES,
  revoke: "https://developer.metamask.io > the key > Settings > API key secret > Reset",
};
