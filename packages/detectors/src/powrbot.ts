import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{38}x7", seed);
export const powrbotApiKey: Detector = {
  id: "powrbot-api-key",
  title: "Powrbot API key",
  provider: "powrbot",
  category: "crm",
  severity: "low",
  opens: "Looks up companies with the owner's credits; it reads nothing of the account.",
  keywords: ["powrbot"],
  pattern: named("powrbot", KEY, "(?=[A-Za-z]{0,39}[0-9])[A-Za-z0-9]{40}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("POWRBOT_API_KEY", make), `powrbot:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("POWRBOT_API_KEY", make), `POWRBOT_JOB=${make(20)}\n`],
  references: ["https://powrbot.com/companies/list-of-apis/"],
  revoke: "https://powrbot.com > Account > API > Regenerate",
};
