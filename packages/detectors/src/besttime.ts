import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("pri_[0-9a-f]{32}", seed);
export const besttimePrivateKey: Detector = {
  id: "besttime-private-key",
  title: "BestTime private API key",
  provider: "besttime",
  category: "data",
  severity: "low",
  opens: "Asks for visitor forecasts of places on the account's quota; it opens nothing of the owner's.",
  keywords: ["besttime", "best_time_api"],
  pattern: named("best_?time", SET_KEY, "pri_[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.9,
  examples: [
    ...shown("BESTTIME_PRIVATE_KEY", make),
    `https://besttime.app/api/v1/forecasts?private_key=${make(13)}`,
    `BEST_TIME_API_KEY=${make(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("BESTTIME_PRIVATE_KEY", make),
    `BESTTIME_PUBLIC_KEY=${fake("pub_[0-9a-f]{32}", 31)}`, // public
  ],
  references: ["https://documentation.besttime.app/"],
  revoke: "https://besttime.app/api/v1/manage > Regenerate keys",
};
