import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk_[A-Za-z0-9]{29}Zq7", seed);

export const swellSecretKey: Detector = {
  id: "swell-secret-key",
  title: "Swell secret key",
  provider: "swell",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes the shop's orders, customers and products.",
  keywords: ["swell_secret", "swell_api", "swell_store", "swellsecret", "swell_private", "swell.store", "swell-node"],
  // The word alone ends others.
  pattern: named("swell", "(?:secret|private|store|api)[_.-]?(?:secret|api)?[_.-]?key", `(?:sk_)?${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [
    ...shown("SWELL_SECRET_KEY", make),
    `const swell = require("swell-node");\nswell.init("acme", x) // swell_api_key=${make(13)}`,
    `SWELL_STORE_KEY=${make(14)}\n`,
    `SWELL_PRIVATE_KEY=${make(15)}\n`,
    `# api.swell.store\nSWELL_API_KEY=${make(16)}\n`,
  ],
  counterExamples: [
    ...unlike("SWELL_SECRET_KEY", "", make, 4),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `swell checksum ${make(21)}`,
  ],
  references: ["https://developers.swell.is/backend-api/introduction#authentication"],
  revoke: "https://admin.swell.store > Developer > API keys > Delete",
};
