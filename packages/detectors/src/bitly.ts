import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const bitlyAccessToken: Detector = {
  id: "bitly-access-token",
  title: "Bitly access token",
  provider: "bitly",
  category: "marketing",
  severity: "medium",
  opens: "Acts as its owner: makes links, and points existing ones elsewhere where the plan allows it.",
  keywords: ["bitly", "bit.ly"],
  pattern: named(String.raw`bit\.?ly`, "(?:generic|api|access|oauth|auth)?[_.-]?(?:access[_.-]?)?(?:token|key)", "[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.75,
  examples: [
    ...shown("BITLY_ACCESS_TOKEN", make),
    `https://api-ssl.bitly.com/v3/shorten?access_token=${make(13)}&longUrl=x`,
    `# bit.ly\nBIT.LY_TOKEN: ${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("BITLY_ACCESS_TOKEN", make), `bitly commit ${make(31)}`],
  references: ["https://dev.bitly.com/docs/getting-started/authentication/"],
  revoke: "https://app.bitly.com/settings/api/ > Disconnect the token",
};
