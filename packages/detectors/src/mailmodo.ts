import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{7}-[A-Z0-9]{7}", seed);
export const mailmodoApiKey: Detector = {
  id: "mailmodo-api-key",
  title: "Mailmodo API key",
  provider: "mailmodo",
  category: "email",
  severity: "high",
  opens: "Reads and adds contacts and triggers the account's campaigns.",
  keywords: ["mailmodo"],
  pattern: named("mailmodo", KEY, "[A-Z0-9]{7}(?:-[A-Z0-9]{7}){3}"),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("MAILMODO_API_KEY", make), `mailmodo:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("MAILMODO_API_KEY", make), `MAILMODO_API_KEY=${fake("[a-z]{7}-[a-z]{7}-[a-z]{7}-[a-z]{7}", 20)}`],
  references: ["https://www.mailmodo.com/developers/"],
  revoke: "https://manage.mailmodo.com > Settings > API keys > Delete",
};
