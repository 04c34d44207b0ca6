import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{6}-[A-Z0-9]{8}K7", seed);

export const wolframAlphaAppid: Detector = {
  id: "wolfram-alpha-appid",
  title: "Wolfram|Alpha AppID",
  provider: "wolfram-alpha",
  category: "data",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["wolfram"],
  pattern: named("wolfram(?:[_-]?alpha)?", "(?:app[_.-]?id|(?:app[_.-]?|api[_.-]?)?(?:key|token))", "[A-Z0-9]{6}-[A-Z0-9]{10}"),
  entropy: 2.8,
  confidence: 0.85,
  examples: [...shown("WOLFRAM_ALPHA_APPID", make), `url = "https://api.wolframalpha.com/v2/query?appid=${make(13)}&input=x"`],
  counterExamples: [
    ...unlike("WOLFRAM_ALPHA_APPID", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `wolfram checksum ${make(21)}`,
  ],
  references: ["https://products.wolframalpha.com/api/documentation"],
  revoke: "https://developer.wolframalpha.com > the app > Delete",
};
