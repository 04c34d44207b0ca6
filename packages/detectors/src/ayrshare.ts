import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-Z]{8}-[0-9A-Z]{8}-[0-9A-Z]{8}-[0-9A-Z]{8}", seed);
export const ayrshareApiKey: Detector = {
  id: "ayrshare-api-key",
  title: "Ayrshare API key",
  provider: "ayrshare",
  category: "marketing",
  severity: "high",
  opens: "Posts to and reads from every social network that the account has linked.",
  keywords: ["ayrshare"],
  pattern: named("ayrshare", SET_KEY, "[0-9A-Z]{8}(?:-[0-9A-Z]{8}){3}"),
  entropy: 3.2,
  confidence: 0.85,
  examples: [...shown("AYRSHARE_API_KEY", make), `curl https://app.ayrshare.com/api/user -H "X-API-Key: ${make(13)}"`],
  counterExamples: [...nearMisses("AYRSHARE_API_KEY", make), `AYRSHARE_API_KEY=${fake("[0-9A-Z]{8}-[0-9A-Z]{8}-[0-9A-Z]{8}", 31)}`],
  references: ["https://www.ayrshare.com/docs/apis/overview"],
  revoke: "https://app.ayrshare.com/api > Regenerate",
};
