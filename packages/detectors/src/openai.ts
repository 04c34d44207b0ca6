import { type Detector, fake } from "@stanch/model";
import { sent, shown, unlike } from "./_token.ts";

// Base64 of «OpenAI» in the middle of each key.
const MARK = "T3BlbkFJ";
const REFERENCE = "https://platform.openai.com/docs/api-reference/authentication";
const project = (seed: number): string => fake(`sk-proj-[A-Za-z0-9_-]{74}${MARK}[A-Za-z0-9_-]{73}[A-Za-z0-9]`, seed);
const old = (seed: number): string => fake(`sk-[A-Za-z0-9]{20}${MARK}[A-Za-z0-9]{20}`, seed);
const admin = (seed: number): string => fake(`sk-admin-[A-Za-z0-9_-]{58}${MARK}[A-Za-z0-9_-]{57}[A-Za-z0-9]`, seed);

export const openaiApiKey: Detector = {
  id: "openai-api-key",
  title: "OpenAI API key",
  provider: "openai",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost and reads the project's files, assistants and fine-tunings.",
  prefixes: [MARK],
  pattern: new RegExp(
    `(?<![A-Za-z0-9_-])sk-(?!admin-)(?:[A-Za-z0-9]{20}${MARK}[A-Za-z0-9]{20}|(?:[A-Za-z]{2,16}-)?[A-Za-z0-9_-]{40,80}${MARK}[A-Za-z0-9_-]{40,80})(?![A-Za-z0-9_-])`,
  ),
  window: { before: 112, after: 96 },
  entropy: 3.8,
  confidence: 0.98,
  examples: [
    ...shown("OPENAI_API_KEY", project),
    ...shown("OPENAI_API_KEY", old),
    ...sent(project),
    `openai.api_key = "${fake(`sk-svcacct-[A-Za-z0-9_-]{58}${MARK}[A-Za-z0-9_-]{57}[A-Za-z0-9]`, 13)}"`,
    `OPENAI_KEY=${fake(`sk-None-[A-Za-z0-9]{58}${MARK}[A-Za-z0-9]{58}`, 14)}\n`,
  ],
  counterExamples: [
    ...unlike("OPENAI_API_KEY", "sk-", old),
    `OPENAI_API_KEY=${fake("sk-proj-[A-Za-z0-9_-]{156}", 20)}`, // without the mark
    `OPENAI_API_KEY=${admin(21)}`, // the other kind
    `OPENAI_API_KEY=sk-proj-${"x".repeat(74)}${MARK}${"x".repeat(74)}`,
  ],
  references: [REFERENCE],
  revoke: "https://platform.openai.com/api-keys > Revoke",
};

export const openaiAdminKey: Detector = {
  id: "openai-admin-key",
  title: "OpenAI admin API key",
  provider: "openai",
  category: "ai",
  severity: "critical",
  opens: "Administers the organisation: its members, projects and keys.",
  prefixes: ["sk-admin-"],
  pattern: new RegExp(`(?<![A-Za-z0-9_-])sk-admin-[A-Za-z0-9_-]{40,80}${MARK}[A-Za-z0-9_-]{40,80}(?![A-Za-z0-9_-])`),
  entropy: 3.8,
  confidence: 0.98,
  examples: [...shown("OPENAI_ADMIN_KEY", admin), ...sent(admin)],
  counterExamples: [
    ...unlike("OPENAI_ADMIN_KEY", "sk-admin-", admin, 30),
    `OPENAI_ADMIN_KEY=${fake("sk-admin-[A-Za-z0-9]{124}", 20)}`,
    `OPENAI_ADMIN_KEY=sk-admin-your-key`,
  ],
  references: ["https://platform.openai.com/docs/api-reference/admin-api-keys"],
  revoke: "https://platform.openai.com/settings/organization/admin-keys > Revoke",
};
