import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{64}";
const make = (seed: number): string => fake(SHAPE, seed);
export const html2pdfApiKey: Detector = {
  id: "html2pdf-api-key",
  title: "html2pdf.app API key",
  provider: "html2pdf",
  category: "saas",
  severity: "low",
  opens: "Turns pages into PDF files within the account's plan; it reads nothing that is the owner's.",
  keywords: ["html2pdf"],
  pattern: named("html2pdf", KEY, MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("HTML2PDF_API_KEY", make), `https://api.html2pdf.app/v1/generate?url=$U&apiKey=${make(13)}`],
  counterExamples: [...nearMisses("HTML2PDF_API_KEY", make)],
  references: ["https://html2pdf.app/documentation/"],
  revoke: "https://dash.html2pdf.app > API keys > Delete",
};
