import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("salad_cloud_user_[A-Za-z0-9]{60}", seed);
export const saladCloudApiKey: Detector = {
  id: "salad-cloud-api-key",
  title: "SaladCloud API key",
  provider: "salad-cloud",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: starts and changes container groups at the organisation's cost and reads their settings.",
  prefixes: ["salad_cloud_"],
  pattern: alone("salad_cloud_[A-Za-z0-9]{1,12}_[A-Za-z0-9]{20,240}"),
  entropy: 4,
  confidence: 0.96,
  examples: [...shown("SALAD_API_KEY", make), `curl -H "Salad-Api-Key: ${make(13)}" https://api.salad.com/api/public/organizations`],
  counterExamples: [...unlike("SALAD_API_KEY", "salad_cloud_", make, 45), `SALAD_API_KEY=${fake("salad_cloud_[a-z]{8}", 20)}`],
  references: ["https://docs.salad.com/reference/api-usage"],
  revoke: "https://portal.salad.com/api-key > Regenerate",
};
