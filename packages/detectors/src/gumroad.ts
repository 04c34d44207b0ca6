import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
const VALUE = "(?:[0-9a-f]{64}|(?=[A-Za-z0-9_-]{0,40}[0-9])[A-Za-z0-9_-]{43})";
export const gumroadAccessToken: Detector = {
  id: "gumroad-access-token",
  title: "Gumroad access token",
  provider: "gumroad",
  category: "ecommerce",
  severity: "high",
  opens: "Reads sales with buyers' data and, as its scopes allow, refunds them and changes products.",
  keywords: ["gumroad"],
  pattern: named("gumroad", "(?:(?:api|client|app|access|auth|application)[_.-]?)?(?:secret|token|key)", VALUE),
  entropy: 3.2,
  confidence: 0.75,
  examples: [
    ...shown("GUMROAD_ACCESS_TOKEN", make),
    `curl https://api.gumroad.com/v2/sales -d "access_token=${make(13)}"`,
    `GUMROAD_TOKEN=${fake("[0-9a-f]{64}", 14)}`,
  ],
  counterExamples: [...nearMisses("GUMROAD_ACCESS_TOKEN", make)],
  references: ["https://gumroad.com/api"],
  revoke: "https://gumroad.com/settings/advanced > Applications > the application > Delete",
};
