import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk-api-[A-Za-z0-9_-]{118}[A-Za-z0-9]", seed);
export const minimaxApiKey: Detector = {
  id: "minimax-api-key",
  title: "MiniMax API key",
  provider: "minimax",
  category: "ai",
  severity: "high",
  opens: "Runs text, speech and video models at the owner's cost.",
  prefixes: ["sk-api-"],
  pattern: alone("sk-api-[A-Za-z0-9_-]{100,140}"),
  entropy: 4.3,
  confidence: 0.93,
  examples: [...shown("MINIMAX_API_KEY", make), ...sent(make)],
  counterExamples: [...unlike("MINIMAX_API_KEY", "sk-api-", make, 30), `MINIMAX_API_KEY=${fake("sk-api-[A-Za-z0-9]{40}", 20)}`],
  references: ["https://platform.minimax.io/docs/api-reference/api-overview"],
  revoke: "https://platform.minimax.io/user-center/basic-information/interface-key > Delete",
};
