import { type Detector, fake } from "@stanch/model";
import { sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}", seed);

export const resendApiKey: Detector = {
  id: "resend-api-key",
  title: "Resend API key",
  provider: "resend",
  category: "email",
  severity: "high",
  opens: "Sends mail from the account's domains; with full access it also administers domains and keys.",
  // The three letters alone end many a word: what stands before them is asked for too.
  prefixes: ['"re_', "'re_", "=re_", " re_", ":re_", "`re_"],
  pattern: /(?<![A-Za-z0-9_-])re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?![A-Za-z0-9_-])/,
  entropy: 3.8,
  confidence: 0.9,
  examples: [...shown("RESEND_API_KEY", make), ...sent(make), `const resend = new Resend("${make(13)}");`],
  counterExamples: [
    ...unlike("RESEND_API_KEY", "re_", make),
    `RESEND_API_KEY=re_${"x".repeat(8)}_${"x".repeat(24)}`,
    `re_${fake("[a-z]{8}", 20)} = compile(pattern)`,
    `sto${fake("re_[a-z]{8}_[a-z]{24}", 21)}`,
  ],
  references: ["https://resend.com/docs/api-reference/api-keys/delete-api-key"],
  revoke: "DELETE https://api.resend.com/api-keys/{id}, or https://resend.com/api-keys > Delete",
};
