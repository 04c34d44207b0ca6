import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{37}", seed);
export const dataGovApiKey: Detector = {
  id: "data-gov-api-key",
  title: "api.data.gov key",
  provider: "data-gov",
  category: "data",
  severity: "low",
  opens: "Reads public data of the United States' agencies on the owner's hourly limit.",
  keywords: ["data.gov", "data_gov", "datagov", "fdc_api", "usda_api"],
  pattern: named("data[._-]?gov|fdc(?=_api)|usda(?=_api)", "(?:x-)?(?:api|access|auth)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 4,
  confidence: 0.8,
  examples: [
    ...shown("DATA_GOV_API_KEY", make),
    `curl https://api.data.gov/x -H "X-Api-Key: ${make(13)}"`,
    `DATAGOV_KEY=${make(15)}\n`,
    `FDC_API_KEY=${make(17)}\n`,
    `USDA_API_KEY=${make(19)}\n`,
  ],
  counterExamples: [
    ...nearMisses("DATA_GOV_API_KEY", make),
    `# data.gov\nAPI_KEY=DEMO_KEY`,
    `https://catalog.data.gov/dataset/${make(33)}`,
  ],
  references: ["https://api.data.gov/docs/developer-manual/"],
  revoke: "https://api.data.gov/contact/ > ask to disable the key",
};
