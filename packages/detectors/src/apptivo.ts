import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const apptivoAccessKey: Detector = {
  id: "apptivo-access-key",
  title: "Apptivo API or access key",
  provider: "apptivo",
  category: "crm",
  severity: "high",
  opens: "With its other half it reads and changes contacts, leads and invoices of the company.",
  keywords: ["apptivo"],
  pattern: named("apptivo", "(?:api|access|auth)?[_.-]?(?:key|token)", `(?:${UUID}|[A-Za-z]{10,18}-[A-Za-z]{10,18}-${UUID})`),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("APPTIVO_ACCESS_KEY", make),
    `https://api.apptivo.com/app/dao/v6/leads?a=getConfigData&accessKey=${make(13)}`,
    `APPTIVO_ACCESS_TOKEN=${fake("[A-Za-z]{12}-[A-Za-z]{12}-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 15)}\n`,
  ],
  counterExamples: [...nearMisses("APPTIVO_ACCESS_KEY", make), `APPTIVO_LEAD=${make(31)}`],
  references: ["https://runapptivo.apptivo.com/index.html"],
  revoke: "https://www.apptivo.com > Business settings > General settings > API access > Regenerate",
};
