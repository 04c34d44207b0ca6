import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9][a-f][0-9a-f]{30}", seed);
export const gooddayApiToken: Detector = {
  id: "goodday-api-token",
  title: "GoodDay API token",
  provider: "goodday",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes all projects, tasks and events of the organisation, in the name of any user.",
  keywords: ["goodday", "gd-api-token", "gd_api_token"],
  // The header is GoodDay's own; the shop's greeting "good day" has a space.
  pattern: named("goodday|gd(?=[_-]api[_-]token)", KEY, `${LOWER_MIXED}[0-9a-z]{32}`),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("GOODDAY_API_TOKEN", make),
    `curl --header "gd-api-token: ${make(13)}" https://api.goodday.work/2.0/users`,
    `fetch("https://api.goodday.work/2.0/users?gd-api-token=${make(14)}")`,
    `GD_API_TOKEN=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("GOODDAY_API_TOKEN", make), `gd-api-token: YOUR-API-TOKEN`, `goodday project ${make(20)}`],
  references: ["https://www.goodday.work/developers/api-v2/connect"],
  revoke: "https://www.goodday.work > Organization > Settings > API > Generate a new token",
};
