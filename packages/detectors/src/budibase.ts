import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}-[0-9a-f]{80}", seed);
export const budibaseApiKey: Detector = {
  id: "budibase-api-key",
  title: "Budibase API key",
  provider: "budibase",
  category: "saas",
  severity: "high",
  opens: "Acts as its owner: reads and changes apps, users and the rows of connected data sources.",
  keywords: ["budibase"],
  pattern: named("budibase", SET_KEY, "[0-9a-f]{32}-[0-9a-f]{78,80}"),
  entropy: 3.4,
  confidence: 0.92,
  examples: [
    ...shown("BUDIBASE_API_KEY", make),
    `curl https://budibase.app/api/public/v1/applications/search -H "x-budibase-api-key: ${make(13)}"`,
  ],
  counterExamples: [...nearMisses("BUDIBASE_API_KEY", make, 5), `BUDIBASE_APP_ID=app_${fake("[0-9a-f]{32}", 31)}`],
  references: ["https://docs.budibase.com/docs/public-api"],
  revoke: "Budibase portal > Account > API key > Regenerate",
};
