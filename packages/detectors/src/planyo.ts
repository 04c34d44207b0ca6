import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{60}x7", seed);
export const planyoApiKey: Detector = {
  id: "planyo-api-key",
  title: "Planyo API key",
  provider: "planyo",
  category: "saas",
  severity: "high",
  opens: "Reads the site's reservations and customers and changes them.",
  keywords: ["planyo"],
  pattern: named("planyo", KEY, `${DIGIT}[a-z0-9]{62}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("PLANYO_API_KEY", make), `planyo:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("PLANYO_API_KEY", make), `PLANYO_SITE=${make(20)}\n`],
  references: ["https://www.planyo.com/api.php"],
  revoke: "https://www.planyo.com > Site settings > Advanced > API key > Change",
};
