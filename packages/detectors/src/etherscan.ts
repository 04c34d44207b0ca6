import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9A-Z]{34}";
const make = (seed: number): string => fake(SHAPE, seed);
export const etherscanApiKey: Detector = {
  id: "etherscan-api-key",
  title: "Etherscan API key",
  provider: "etherscan",
  category: "crypto",
  severity: "low",
  opens: "Asks the block explorer within the account's limit and verifies contracts under it; chain data are public.",
  // One company runs the explorers of many chains, and since 2025 one key is good for all of them.
  keywords: ["etherscan", "bscscan", "polygonscan", "arbiscan", "basescan", "snowscan"],
  pattern: named("(?:ether|bsc|polygon|arbi|base|snow|ftm)scan", KEY, UPPER_MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [
    ...shown("ETHERSCAN_API_KEY", make),
    `etherscan: {\n    apiKey: "${make(13)}",\n  },\n`,
    `https://api.bscscan.com/api?module=account&apikey=${make(14)}`,
  ],
  counterExamples: [...nearMisses("ETHERSCAN_API_KEY", make)],
  references: ["https://docs.etherscan.io/getting-started/viewing-api-usage-statistics"],
  revoke: "https://etherscan.io/myapikey > Delete",
};
