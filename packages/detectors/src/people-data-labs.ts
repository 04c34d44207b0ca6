import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const peopleDataLabsApiKey: Detector = {
  id: "people-data-labs-api-key",
  title: "People Data Labs API key",
  provider: "people-data-labs",
  category: "crm",
  severity: "high",
  opens: "Looks up people's addresses, employers and telephone numbers at the owner's cost.",
  keywords: ["peopledatalabs", "people_data_labs", "pdl_api", "pdlapi"],
  pattern: named("people_?data_?labs|pdl(?=_?api)", KEY, "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("PEOPLEDATALABS_API_KEY", make),
    `peopledatalabs:\n  api_key: ${make(31)}\n`,
    `PDL_API_KEY=${make(13)}\n`,
    `const pdlApiKey = "${make(14)}";`,
    `PEOPLE_DATA_LABS_KEY=${make(15)}\n`,
  ],
  counterExamples: [...unnamed("PEOPLEDATALABS_API_KEY", make), `PEOPLEDATALABS_ID=${make(20)}\n`],
  references: ["https://docs.peopledatalabs.com/docs/authentication"],
  revoke: "https://dashboard.peopledatalabs.com/api-keys > Delete",
};
