import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("k_[A-Za-z0-9]{40}", seed);
export const mailsacApiKey: Detector = {
  id: "mailsac-api-key",
  title: "Mailsac API key",
  provider: "mailsac",
  category: "email",
  severity: "high",
  opens: "Reads and deletes the mail of the account's private inboxes, which hold test users' confirmation links.",
  keywords: ["mailsac"],
  pattern: named("mailsac", KEY, "k_[A-Za-z0-9]{36,64}"),
  entropy: 3.7,
  confidence: 0.8,
  examples: [
    ...shown("MAILSAC_KEY", make),
    `mailsac:\n  key: ${make(31)}\n`,
    `curl -H "Mailsac-Key: ${make(13)}" https://mailsac.com/api/me`,
  ],
  counterExamples: [...unnamed("MAILSAC_KEY", make, 10), `MAILSAC_KEY=${fake("j_[A-Za-z0-9]{40}", 20)}`],
  references: ["https://docs.mailsac.com/en/latest/manage/api_keys/api_keys.html"],
  revoke: "https://mailsac.com/api-keys > Revoke",
};
