import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const imaggaApiSecret: Detector = {
  id: "imagga-api-secret",
  title: "Imagga API secret",
  provider: "imagga",
  category: "ai",
  severity: "low",
  opens: "With the API key, which is often beside it, it tags pictures at the account's cost; it reads nothing that is the owner's.",
  keywords: ["imagga"],
  pattern: named("imagga", "(?:(?:api|client|app|oauth)[_.-]?)?secret(?:[_.-]?key)?", SHAPE),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])acc_[0-9a-f]{15}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("IMAGGA_API_SECRET", make), `IMAGGA_API_KEY=${fake("acc_[0-9a-f]{15}", 13)}\nIMAGGA_API_SECRET=${make(14)}\n`],
  counterExamples: [...nearMisses("IMAGGA_API_SECRET", make), `IMAGGA_API_KEY=${fake("acc_[0-9a-f]{15}", 20)}`],
  references: ["https://docs.imagga.com/#authentication"],
  revoke: "https://imagga.com/profile/dashboard > API details > Regenerate",
};
