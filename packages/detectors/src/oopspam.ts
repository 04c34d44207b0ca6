import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{38}x7", seed);
export const oopspamApiKey: Detector = {
  id: "oopspam-api-key",
  title: "OOPSpam API key",
  provider: "oopspam",
  category: "security",
  severity: "low",
  opens: "Checks messages with the owner's quota; it reads nothing of the account.",
  keywords: ["oopspam"],
  pattern: named("oopspam", KEY, "(?=[A-Za-z]{0,39}[0-9])[A-Za-z0-9]{40}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("OOPSPAM_API_KEY", make), `oopspam:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("OOPSPAM_API_KEY", make), `OOPSPAM_RULE=${make(20)}\n`],
  references: ["https://www.oopspam.com/docs/"],
  revoke: "https://app.oopspam.com/Identity/Account/Manage > API keys > Delete",
};
