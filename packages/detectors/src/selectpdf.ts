import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const selectpdfApiKey: Detector = {
  id: "selectpdf-api-key",
  title: "SelectPdf API key",
  provider: "selectpdf",
  category: "data",
  severity: "low",
  opens: "Converts documents at the owner's cost; it reads nothing of the account's data.",
  keywords: ["selectpdf", "select_pdf"],
  pattern: named("select[_-]?pdf", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("SELECTPDF_API_KEY", make), `select_pdf_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SELECTPDF_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `selectpdf checksum ${make(21)}`,
  ],
  references: ["https://selectpdf.com/html-to-pdf-api/"],
  revoke: "Ask support@selectpdf.com for a new key",
};
