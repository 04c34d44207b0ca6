import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
const VALUE = "(?:[0-9a-f]{40}|[A-Za-z0-9]{32})";
export const helpscoutApiKey: Detector = {
  id: "helpscout-api-key",
  title: "Help Scout API key or app secret",
  provider: "helpscout",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the help desk's conversations, customers or articles, as the key's user or app may.",
  keywords: ["helpscout", "help_scout"],
  pattern: named("help_?scout", "(?:(?:api|app|docs|client)[_.-]?)?(?:key|secret|token)(?:[_.-]?key)?", VALUE),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("HELPSCOUT_API_KEY", make), `HELP_SCOUT_APP_SECRET=${fake("[A-Za-z0-9]{32}", 13)}`],
  counterExamples: [...nearMisses("HELPSCOUT_API_KEY", make), `HELPSCOUT_APP_ID=${make(20)}`],
  references: ["https://developer.helpscout.com/docs-api/"],
  revoke: "https://secure.helpscout.net/users/ > the profile > Authentication > API keys > Delete",
};
