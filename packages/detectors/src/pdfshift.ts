import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("sk_[0-9a-f]{40}", seed);
export const pdfshiftApiKey: Detector = {
  id: "pdfshift-api-key",
  title: "PDFShift API key",
  provider: "pdfshift",
  category: "data",
  severity: "low",
  opens: "Converts pages at the owner's cost; it reads nothing but the credits left.",
  keywords: ["pdfshift"],
  pattern: named("pdfshift", KEY, "(?:sk_[0-9a-f]{40}|[0-9a-f]{32})"),
  entropy: 3,
  confidence: 0.75,
  examples: [...shown("PDFSHIFT_API_KEY", make), `pdfshift:\n  api_key: ${make(31)}\n`, `PDFSHIFT_KEY=${fake("[0-9a-f]{32}", 13)}\n`],
  counterExamples: [...unnamed("PDFSHIFT_API_KEY", make), `PDFSHIFT_ETAG=${make(20)}\n`],
  references: ["https://docs.pdfshift.io/api-reference/authentication"],
  revoke: "https://app.pdfshift.io/dashboard > API keys > Delete",
};
