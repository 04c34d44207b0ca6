import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{61}[A-Z][a-z]7", seed);
export const moralisApiKey: Detector = {
  id: "moralis-api-key",
  title: "Moralis API key",
  provider: "moralis",
  category: "crypto",
  severity: "medium",
  opens: "Queries chains at the owner's cost and changes the account's streams; it signs nothing.",
  keywords: ["moralis"],
  pattern: named("moralis", "(?:web3|api|secret|master)?[_.-]?(?:api)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{64}`),
  entropy: 3.7,
  confidence: 0.65,
  examples: [...shown("MORALIS_API_KEY", make), `moralis:\n  api_key: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("MORALIS_API_KEY", make),
    `MORALIS_APP_ID=${make(20)}\n`, // public
  ],
  references: ["https://docs.moralis.com/get-your-api-key"],
  revoke: "https://admin.moralis.com/api-keys > Delete",
};
