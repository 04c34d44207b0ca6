import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const docparserApiKey: Detector = {
  id: "docparser-api-key",
  title: "Docparser API key",
  provider: "docparser",
  category: "productivity",
  severity: "high",
  opens: "Reads the data of all documents that were parsed, such as invoices, and uploads further ones.",
  keywords: ["docparser"],
  pattern: named("docparser", KEY, SHAPE),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("DOCPARSER_API_KEY", make), `curl "https://api.docparser.com/v1/parsers?api_key=${make(13)}"`],
  counterExamples: [...nearMisses("DOCPARSER_API_KEY", make)],
  references: ["https://docparser.com/docs/api/"],
  revoke: "https://app.docparser.com/account/api > Reset",
};
