import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{43}x7", seed);
export const salesflareApiKey: Detector = {
  id: "salesflare-api-key",
  title: "Salesflare API key",
  provider: "salesflare",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads and changes the team's accounts, contacts and opportunities.",
  keywords: ["salesflare"],
  pattern: named("salesflare", KEY, "(?=[A-Za-z_-]{0,44}[0-9])[A-Za-z0-9_-]{45}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SALESFLARE_API_KEY", make), `salesflare:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("SALESFLARE_API_KEY", make), `SALESFLARE_TEAM=${make(20)}\n`],
  references: ["https://api.salesflare.com/docs"],
  revoke: "https://app.salesflare.com > Settings > API keys > Delete",
};
