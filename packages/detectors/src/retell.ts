import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("key_[0-9a-f]{28}", seed);
export const retellApiKey: Detector = {
  id: "retell-api-key",
  title: "Retell AI API key",
  provider: "retell",
  category: "ai",
  severity: "high",
  opens: "Places telephone calls at the owner's cost and reads recordings and transcripts of earlier ones.",
  keywords: ["retell"],
  pattern: alone("key_[0-9a-f]{28}"),
  window: { before: 128, after: 192 },
  entropy: 3.2,
  confidence: 0.92,
  examples: [...shown("RETELL_API_KEY", make), `const client = new Retell({ apiKey: "${make(13)}" });`],
  counterExamples: [...unlike("RETELL_API_KEY", "key_", make), `RETELL_AGENT_ID=${fake("agent_[0-9a-f]{26}", 20)}`, `API_KEY=${make(21)}`],
  references: ["https://docs.retellai.com/accounts/manage-api-keys"],
  revoke: "https://dashboard.retellai.com > API keys > Delete",
};
