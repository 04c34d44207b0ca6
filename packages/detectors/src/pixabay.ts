import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[1-9][0-9]{7}-[0-9a-f]{25}", seed);
export const pixabayApiKey: Detector = {
  id: "pixabay-api-key",
  title: "Pixabay API key",
  provider: "pixabay",
  category: "media",
  severity: "low",
  opens: "Spends the owner's quota of free pictures; it reads nothing of the account.",
  keywords: ["pixabay"],
  pattern: named("pixabay", KEY, "[1-9][0-9]{5,8}-[0-9a-f]{25}"),
  entropy: 3,
  confidence: 0.85,
  examples: [...shown("PIXABAY_API_KEY", make), `pixabay:\n  key: ${make(31)}\n`],
  counterExamples: [...unnamed("PIXABAY_API_KEY", make), `PIXABAY_ID=${make(20)}\n`],
  references: ["https://pixabay.com/api/docs/"],
  revoke: "https://pixabay.com/api/docs/ > ask for a new key",
};
