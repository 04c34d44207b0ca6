import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const captaindataApiKey: Detector = {
  id: "captaindata-api-key",
  title: "Captain Data API key",
  provider: "captaindata",
  category: "data",
  severity: "high",
  opens: "Starts workflows with the accounts that the project has connected and reads what they gathered.",
  keywords: ["captaindata", "captain_data"],
  pattern: named("captain_?data", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.72,
  examples: [...shown("CAPTAINDATA_API_KEY", make), `CAPTAIN_DATA_TOKEN=${make(13)}\n`],
  counterExamples: [...nearMisses("CAPTAINDATA_API_KEY", make), `CAPTAINDATA_JOB=${make(31)}`],
  references: ["https://docs.captaindata.co/"],
  revoke: "https://app.captaindata.co/settings/integration > API key > Regenerate",
};
