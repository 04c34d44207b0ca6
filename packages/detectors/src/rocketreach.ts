import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{6}k[0-9a-f]{32}", seed);
export const rocketreachApiKey: Detector = {
  id: "rocketreach-api-key",
  title: "RocketReach API key",
  provider: "rocketreach",
  category: "crm",
  severity: "high",
  opens: "Looks up people's addresses and telephone numbers with the owner's credits.",
  keywords: ["rocketreach", "rocket_reach"],
  pattern: named("rocket_?reach", KEY, "[0-9a-f]{6}k[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.85,
  examples: [...shown("ROCKETREACH_API_KEY", make), `rocketreach:\n  api_key: ${make(31)}\n`, `ROCKET_REACH_KEY=${make(13)}\n`],
  counterExamples: [...unnamed("ROCKETREACH_API_KEY", make), `ROCKETREACH_API_KEY=${fake("[0-9a-f]{39}", 20)}`],
  references: ["https://docs.rocketreach.co/reference/rocketreach-api"],
  revoke: "https://rocketreach.co/account?section=nav_gen_api > Regenerate",
};
