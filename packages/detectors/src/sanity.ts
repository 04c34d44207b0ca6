import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk[A-Za-z0-9]{178}", seed);
export const sanityToken: Detector = {
  id: "sanity-token",
  title: "Sanity API token",
  provider: "sanity",
  category: "media",
  severity: "high",
  opens: "Reads the project's unpublished content and, with write permission, changes or deletes it.",
  keywords: ["sanity_", "sanity-token", "sanitytoken", "sanityapi", "sanity.io"],
  pattern: alone("sk(?=[A-Za-z]{0,60}[0-9])[A-Za-z0-9]{78,180}"),
  window: { before: 192, after: 320 },
  requires: /sk[A-Za-z0-9]{70}/,
  entropy: 4.3,
  confidence: 0.93,
  examples: [
    ...shown("SANITY_API_TOKEN", make),
    `createClient({ useCdn: false, token: "${fake("sk[A-Za-z0-9]{78}", 13)}" }) // sanity.io`,
    `const sanityToken = "${make(14)}";`,
    `sanity-token: ${make(15)}\n`,
  ],
  counterExamples: [...unlike("SANITY_API_TOKEN", "sk", make, 110), `SANITY_PROJECT_ID=${fake("[a-z0-9]{8}", 20)}`],
  references: ["https://www.sanity.io/docs/content-lake/http-auth"],
  revoke: "https://www.sanity.io/manage > the project > API > Tokens > Delete",
};
