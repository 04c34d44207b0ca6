import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const geckoboardApiKey: Detector = {
  id: "geckoboard-api-key",
  title: "Geckoboard API key",
  provider: "geckoboard",
  category: "monitoring",
  severity: "medium",
  opens: "Writes into the data sets and widgets of the company's dashboards; it does not read them back.",
  keywords: ["geckoboard"],
  pattern: named("geckoboard", KEY, "(?:[0-9a-f]{32}|[A-Za-z0-9]{44})"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("GECKOBOARD_API_KEY", make), `GECKOBOARD_KEY=${fake("[A-Za-z0-9]{44}", 13)}`],
  counterExamples: [...nearMisses("GECKOBOARD_API_KEY", make)],
  references: ["https://developer-docs.geckoboard.com/"],
  revoke: "https://app.geckoboard.com/account/details > Reset API key",
};
