import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{30}x7", seed);
export const pastebinDeveloperKey: Detector = {
  id: "pastebin-developer-key",
  title: "Pastebin developer API key",
  provider: "pastebin",
  category: "saas",
  severity: "low",
  opens: "Makes pastes in the developer's name; the developer's own pastes need the user's password too.",
  keywords: ["pastebin"],
  pattern: named("pastebin", "(?:api)?[_.-]?(?:dev(?:eloper)?)?[_.-]?(?:api)?[_.-]?key", "(?=[A-Za-z_-]{0,31}[0-9])[A-Za-z0-9_-]{32}"),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("PASTEBIN_API_DEV_KEY", make), `pastebin:\n  api_dev_key: ${make(31)}\n`],
  counterExamples: [...unnamed("PASTEBIN_API_DEV_KEY", make), `PASTEBIN_PASTE=${make(20)}\n`],
  references: ["https://pastebin.com/doc_api"],
  revoke: "It cannot be changed by its owner: write to https://pastebin.com/contact",
};
