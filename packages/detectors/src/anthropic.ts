import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}[A-Za-z0-9_-]{93}AA`, seed);
const oauth = (seed: number): string => fake("sk-ant-oat01-[A-Za-z0-9_-]{84}[A-Za-z0-9]AA", seed);

export const anthropicApiKey: Detector = {
  id: "anthropic-api-key",
  title: "Anthropic API key",
  provider: "anthropic",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost and reads the workspace's files and batches.",
  prefixes: ["sk-ant-api"],
  pattern: alone("sk-ant-api[0-9]{2}-[A-Za-z0-9_-]{93}AA"),
  entropy: 4,
  confidence: 0.98,
  examples: [...shown("ANTHROPIC_API_KEY", make("sk-ant-api03-")), `curl -H "x-api-key: ${make("sk-ant-api03-")(13)}" $URL`],
  counterExamples: [
    ...unlike("ANTHROPIC_API_KEY", "sk-ant-api03-", make("sk-ant-api03-")),
    `ANTHROPIC_API_KEY=${fake("sk-ant-api03-[A-Za-z0-9_-]{93}BB", 20)}`,
    `ANTHROPIC_API_KEY=sk-ant-api03-...`,
    `ANTHROPIC_API_KEY=${make("sk-ant-admin01-")(21)}`, // the other kind
  ],
  references: ["https://docs.anthropic.com/en/api/getting-started"],
  revoke: "https://console.anthropic.com/settings/keys > Delete",
};

export const anthropicAdminKey: Detector = {
  id: "anthropic-admin-key",
  title: "Anthropic admin API key",
  provider: "anthropic",
  category: "ai",
  severity: "critical",
  opens: "Administers the organisation: its members, workspaces and keys.",
  prefixes: ["sk-ant-admin"],
  pattern: alone("sk-ant-admin[0-9]{2}-[A-Za-z0-9_-]{93}AA"),
  entropy: 4,
  confidence: 0.98,
  examples: [...shown("ANTHROPIC_ADMIN_KEY", make("sk-ant-admin01-")), ...sent(make("sk-ant-admin01-"))],
  counterExamples: [
    ...unlike("ANTHROPIC_ADMIN_KEY", "sk-ant-admin01-", make("sk-ant-admin01-")),
    `ANTHROPIC_ADMIN_KEY=${fake("sk-ant-admin01-[A-Za-z0-9_-]{60}AA", 20)}`,
    `ANTHROPIC_ADMIN_KEY=${make("sk-ant-api03-")(21)}`,
  ],
  references: ["https://docs.anthropic.com/en/api/admin-api"],
  revoke: "https://console.anthropic.com/settings/admin-keys > Delete",
};

export const anthropicOauthToken: Detector = {
  id: "anthropic-oauth-token",
  title: "Anthropic OAuth or session token",
  provider: "anthropic",
  category: "ai",
  severity: "high",
  opens: "Is a person's sign-in: uses that person's subscription and, with the session form, reads the chats.",
  prefixes: ["sk-ant-oat", "sk-ant-ort", "sk-ant-sid"],
  pattern: alone("sk-ant-(?:oat|ort|sid)[0-9]{2}-[A-Za-z0-9_-]{78,120}"),
  window: { before: 8, after: 160 },
  entropy: 4,
  confidence: 0.95,
  examples: [
    ...shown("CLAUDE_CODE_OAUTH_TOKEN", oauth),
    `{"accessToken":"${oauth(13)}","expiresAt":1}`,
    `Cookie: sessionKey=${fake("sk-ant-sid01-[A-Za-z0-9_-]{85}[A-Za-z0-9]AA", 14)}; x=1`,
    `{"refreshToken":"${fake("sk-ant-ort01-[A-Za-z0-9_-]{85}[A-Za-z0-9]AA", 15)}"}`,
  ],
  counterExamples: [
    ...unlike("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-", oauth, 20),
    `TOKEN=${fake("sk-ant-oat01-[A-Za-z0-9_-]{40}", 20)}`,
    `TOKEN=sk-ant-oat01-your-token`,
  ],
  references: ["https://docs.anthropic.com/"],
  revoke: "Sign out of all devices at https://claude.ai/settings/account",
};
