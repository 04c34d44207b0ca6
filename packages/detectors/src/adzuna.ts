import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const adzunaAppKey: Detector = {
  id: "adzuna-app-key",
  title: "Adzuna application key",
  provider: "adzuna",
  category: "data",
  severity: "low",
  opens: "With the application ID it searches job advertisements on the account's quota; it opens nothing of the owner's.",
  keywords: ["adzuna"],
  pattern: named("adzuna", "(?:api|app|application)?[_.-]?key", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{8}(?![A-Za-z0-9])/, withinBytes: 160 }],
  examples: [
    ...shown("ADZUNA_APP_KEY", make),
    `https://api.adzuna.com/v1/api/jobs/gb/search/1?app_id=${fake("[0-9a-f]{8}", 13)}&app_key=${make(14)}`,
  ],
  counterExamples: [...nearMisses("ADZUNA_APP_KEY", make), `ADZUNA_JOB=${make(31)}`],
  references: ["https://developer.adzuna.com/overview"],
  revoke: "https://developer.adzuna.com/admin/access_details > ask for a new key",
};
