import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const cloudmersiveApiKey: Detector = {
  id: "cloudmersive-api-key",
  title: "Cloudmersive API key",
  provider: "cloudmersive",
  category: "saas",
  severity: "low",
  opens: "Calls conversion and checking services on the account's quota; what it sends and gets is the caller's own.",
  keywords: ["cloudmersive"],
  pattern: named("cloudmersive", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.75,
  examples: [...shown("CLOUDMERSIVE_API_KEY", make), `curl https://api.cloudmersive.com/validate/ip -H "Apikey: ${make(13)}"`],
  counterExamples: [...nearMisses("CLOUDMERSIVE_API_KEY", make), `CLOUDMERSIVE_REQUEST=${make(31)}`],
  references: ["https://api.cloudmersive.com/docs/"],
  revoke: "https://portal.cloudmersive.com/keys > delete the key",
};
