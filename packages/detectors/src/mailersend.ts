import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("mlsn.[0-9a-f]{64}", seed);

export const mailersendApiToken: Detector = {
  id: "mailersend-api-token",
  title: "MailerSend API token",
  provider: "mailersend",
  category: "email",
  severity: "high",
  opens: "Sends mail from the account's domains and reads what it sent, as its scopes allow.",
  prefixes: ["mlsn."],
  pattern: alone(String.raw`mlsn\.[0-9a-f]{64}`),
  entropy: 3.3,
  confidence: 0.97,
  examples: [...shown("MAILERSEND_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("MAILERSEND_API_KEY", "mlsn.", make),
    `MAILERSEND_API_KEY=${fake("mlsn.[g-z]{64}", 20)}`,
    `MAILERSEND_API_KEY=${fake("mlsn.[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://developers.mailersend.com/"],
  revoke: "https://app.mailersend.com/api-tokens > Delete",
};
