import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const mailerliteApiKey: Detector = {
  id: "mailerlite-api-key",
  title: "MailerLite Classic API key",
  provider: "mailerlite",
  category: "email",
  severity: "high",
  opens: "Reads, adds and deletes the account's subscribers and makes campaigns.",
  keywords: ["mailerlite", "mailer_lite"],
  pattern: named("mailer_?lite", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("MAILERLITE_API_KEY", make),
    `mailerlite:\n  api_key: ${make(31)}\n`,
    `MAILER_LITE_KEY=${make(13)}\n`,
    `curl -H "X-MailerLite-ApiKey: ${make(14)}" https://api.mailerlite.com/api/v2/groups`,
  ],
  counterExamples: [...unnamed("MAILERLITE_API_KEY", make), `MAILERLITE_GROUP=${make(20)}\n`],
  references: ["https://developers-classic.mailerlite.com/docs/authentication"],
  revoke: "https://app.mailerlite.com/integrations/api > Regenerate",
};
