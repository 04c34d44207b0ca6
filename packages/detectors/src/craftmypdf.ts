import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{32}", seed);
export const craftmypdfApiKey: Detector = {
  id: "craftmypdf-api-key",
  title: "CraftMyPDF API key",
  provider: "craftmypdf",
  category: "media",
  severity: "medium",
  opens: "Makes documents at the account's cost and reads its templates and what was made of them.",
  keywords: ["craftmypdf", "craft_my_pdf"],
  pattern: named("craft_?my_?pdf", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9+/]{34,39}={0,2}`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [
    ...shown("CRAFTMYPDF_API_KEY", make),
    `curl https://api.craftmypdf.com/v1/list-templates -H "X-API-KEY: ${make(13)}"`,
    `CRAFT_MY_PDF_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CRAFTMYPDF_API_KEY", make, 3), `CRAFTMYPDF_TEMPLATE=${make(31)}`],
  references: ["https://craftmypdf.com/docs/index.html"],
  revoke: "https://app.craftmypdf.com/apis > Regenerate",
};
