import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { alone, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9_-]{28}[A-Za-z0-9]", seed);
export const alchemyApiKey: Detector = {
  id: "alchemy-api-key",
  title: "Alchemy API key",
  provider: "alchemy",
  category: "crypto",
  severity: "medium",
  opens: "Reads chains and sends signed transactions through the account's quota, at its cost; it holds no funds.",
  rules: [
    {
      prefixes: [".alchemy.com/"],
      pattern: /\.g\.alchemy\.com\/(?:nft\/|jwt\/)?v[23]\/(?<secret>(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])/,
      window: { before: 24, after: 80 },
      entropy: 3.6,
      confidence: 0.92,
    },
    { id: "alcht", prefixes: ["alcht_"], pattern: alone("alcht_[A-Za-z0-9]{30}"), entropy: 3.6, confidence: 0.96 },
    {
      id: "named",
      keywords: ["alchemy"],
      // «sqlalchemy» is another word: a letter before ours ends the match.
      pattern: named("alchemy", "(?:api|app|http|auth|access)?[_.-]?(?:key|token)", `${WIDE_MIXED}[A-Za-z0-9_-]{32}`),
      entropy: 3.6,
      confidence: 0.65,
    },
  ],
  examples: [
    ...shown("ALCHEMY_API_KEY", make),
    `ETH_RPC_URL=https://eth-mainnet.g.alchemy.com/v2/${make(13)}\n`,
    `url: "https://polygon-mumbai.g.alchemy.com/v2/${make(15)}",\n`,
    `ALCHEMY_AUTH_TOKEN=${fake("alcht_[A-Za-z0-9]{30}", 17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("ALCHEMY_API_KEY", make),
    `https://eth-mainnet.g.alchemy.com/v2/\${process.env.ALCHEMY_KEY}`,
    `https://eth-mainnet.g.alchemy.com/v2/${fake("[A-Za-z0-9]{20}", 33)}`,
    `SQLALCHEMY_KEY=${make(35)}`, // another word
    `https://www.alchemy.com/blog/${fake("[a-z]{32}", 37)}`,
  ],
  references: ["https://www.alchemy.com/docs/how-to-create-access-tokens"],
  revoke: "https://dashboard.alchemy.com > the app > API key > Rotate, then delete the old one",
};
