import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `IST.${toBase64(`{"kid":"${fake("[A-Za-z0-9]{8}", seed)}","alg":"RS256"} `).replace(/=+$/, "")}.${toBase64(`{"data":"{\\"id\\":\\"${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed)}\\"}","iat":1767225600}`).replace(/=+$/, "")}.${fake("[A-Za-z0-9_-]{341}k", seed)}`;

export const wixApiKey: Detector = {
  id: "wix-api-key",
  title: "Wix API key",
  provider: "wix",
  category: "ecommerce",
  severity: "critical",
  opens: "Reads and changes the sites of the account, their orders, contacts and content, as its permissions allow.",
  prefixes: ["IST.eyJ"],
  // What follows `IST.` is a JWT: of the two claims, the longer one stays.
  pattern: /(?<![A-Za-z0-9_.-])IST\.eyJ[A-Za-z0-9_-]{20,200}\.eyJ[A-Za-z0-9_-]{60,1200}\.[A-Za-z0-9_-]{300,700}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 2200 },
  entropy: 4,
  confidence: 0.97,
  humanChosen: true,
  examples: [...shown("WIX_API_KEY", make)],
  counterExamples: [
    `WIX_API_KEY=\${WIX_API_KEY}`,
    `WIX_API_KEY=IST.eyJraWQi...`,
    `WIX_API_KEY=IST.${fake("[a-z]{80}", 20)}`,
    `WIX_API_KEY=${make(21).slice(0, 120)}`,
  ],
  references: ["https://dev.wix.com/docs/rest/articles/get-started/api-keys"],
  revoke: "https://manage.wix.com/account/api-keys > Delete",
};
