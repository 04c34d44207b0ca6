import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const mailjet = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const mailjetApiSecret: Detector = {
  id: "mailjet-api-secret",
  title: "Mailjet API secret",
  provider: "mailjet",
  category: "email",
  severity: "high",
  opens: "With the API key, which is often beside it, it sends mail from the account's domains and reads contacts.",
  keywords: ["mailjet", "mj_apikey_private"],
  pattern: named(
    "mailjet|mj(?=_apikey)",
    "(?:(?:api[_.-]?)?secret(?:[_.-]?key)?|(?:api[_.-]?key[_.-]?)?private(?:[_.-]?key)?|password)",
    "[0-9a-f]{32}",
  ),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("MAILJET_SECRET_KEY", mailjet),
    `MJ_APIKEY_PUBLIC=${mailjet(13)}\nMJ_APIKEY_PRIVATE=${mailjet(14)}\n`,
    `mailjet:\n  api_key: ${mailjet(15)}\n  api_secret: ${mailjet(16)}\n`,
  ],
  counterExamples: [
    `MAILJET_SECRET_KEY=\${MAILJET_SECRET_KEY}`,
    `MAILJET_SECRET_KEY=${mailjet(20).slice(1)}`,
    `MJ_APIKEY_PUBLIC=${mailjet(21)}`, // the public half
    `mailjet md5 ${mailjet(22)}`,
  ],
  references: ["https://dev.mailjet.com/email/guides/getting-started/"],
  revoke: "https://app.mailjet.com/account/apikeys > Reset secret",
};
