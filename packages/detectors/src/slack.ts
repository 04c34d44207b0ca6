import { type Detector, type Rule, fake } from "@stanch/model";
import { alone, named, sent, shown, unlike } from "./_token.ts";

const TYPES = "https://api.slack.com/authentication/token-types";
const REVOKE = "POST https://slack.com/api/auth.revoke with the token, or https://api.slack.com/apps > the app > OAuth & Permissions";
const prefixed = (prefix: string, source: string, confidence = 0.95): Rule => ({
  prefixes: [prefix],
  pattern: alone(source),
  entropy: 3,
  confidence,
});

const bot = (seed: number): string => fake("xoxb-[1-9][0-9]{11}-[1-9][0-9]{12}-[A-Za-z0-9]{24}", seed);
export const slackBotToken: Detector = {
  id: "slack-bot-token",
  title: "Slack bot token",
  provider: "slack",
  category: "messaging",
  severity: "critical",
  opens: "Acts as the bot: reads the channels it is in, posts in them and reads the workspace's members, as its scopes allow.",
  rules: [
    prefixed("xoxb-", "xoxb-[0-9]{10,13}-[0-9]{10,13}-[A-Za-z0-9]{24}"),
    { ...prefixed("xoxb-", "xoxb-[0-9]{8,14}-[A-Za-z0-9]{18,26}", 0.85), id: "legacy" },
  ],
  examples: [
    ...shown("SLACK_BOT_TOKEN", bot),
    ...sent(bot),
    `app = App(token="${bot(13)}")`,
    `token: ${fake("xoxb-[1-9][0-9]{10}-[A-Za-z0-9]{24}", 14)}\n`, // the older form
  ],
  counterExamples: [
    ...unlike("SLACK_BOT_TOKEN", "xoxb-", bot),
    `SLACK_BOT_TOKEN=xoxb-${"1".repeat(12)}-${"2".repeat(12)}-${"x".repeat(24)}`,
    `SLACK_BOT_TOKEN=xoxb-your-bot-token`,
    `SLACK_BOT_TOKEN=${fake("XOXB-[0-9]{12}-[0-9]{12}-[A-Za-z0-9]{24}", 20)}`, // small letters only
    `xoxb-123456789012-123456789012-…`,
  ],
  references: [TYPES],
  revoke: REVOKE,
};

const user = (seed: number): string => fake("xoxp-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[0-9a-f]{32}", seed);
export const slackUserToken: Detector = {
  id: "slack-user-token",
  title: "Slack user token",
  provider: "slack",
  category: "messaging",
  severity: "critical",
  opens: "Acts as a person: reads that person's channels, messages and files and writes in that name, as its scopes allow.",
  ...prefixed("xoxp-", "xoxp-(?:[0-9]{10,13}-){3}[0-9a-f]{28,34}"),
  examples: [...shown("SLACK_USER_TOKEN", user), ...sent(user), `https://slack.com/api/auth.test?token=${user(13)}&pretty=1`],
  counterExamples: [
    ...unlike("SLACK_USER_TOKEN", "xoxp-", user, 6),
    `token=${fake("xoxp-[1-9][0-9]{11}-[1-9][0-9]{11}-[0-9a-f]{32}", 20)}`,
    `token=${fake("xoxp-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[g-z]{32}", 21)}`,
  ],
  references: [TYPES],
  revoke: REVOKE,
};

const app = (seed: number): string => fake("xapp-1-A[A-Z0-9]{10}-[1-9][0-9]{12}-[0-9a-f]{64}", seed);
export const slackAppToken: Detector = {
  id: "slack-app-level-token",
  title: "Slack app-level token",
  provider: "slack",
  category: "messaging",
  severity: "high",
  opens: "Opens the app's socket: receives its events, messages among them, in every workspace that installed it.",
  ...prefixed("xapp-", "xapp-[0-9]-A[A-Z0-9]{8,12}-[0-9]{10,14}-[0-9a-f]{64}"),
  examples: [...shown("SLACK_APP_TOKEN", app), ...sent(app)],
  counterExamples: [
    ...unlike("SLACK_APP_TOKEN", "xapp-", app),
    `SLACK_APP_TOKEN=xapp-1-your-app-token`,
    `SLACK_APP_TOKEN=${fake("xapp-1-B[A-Z0-9]{10}-[1-9][0-9]{12}-[0-9a-f]{64}", 20)}`,
  ],
  references: [TYPES],
  revoke: "https://api.slack.com/apps > the app > Basic information > App-level tokens > Revoke",
};

const config = (seed: number): string => fake("xoxe.xoxp-1-[A-Za-z0-9]{166}", seed);
export const slackConfigToken: Detector = {
  id: "slack-config-access-token",
  title: "Slack app configuration token",
  provider: "slack",
  category: "messaging",
  severity: "high",
  opens: "Creates and changes the owner's apps for twelve hours: new scopes, other event receivers.",
  ...prefixed("xoxe.xox", String.raw`xoxe\.xox[bp]-[0-9]-[A-Za-z0-9]{160,170}`),
  examples: [...shown("SLACK_CONFIG_TOKEN", config), ...sent(config)],
  counterExamples: [
    ...unlike("SLACK_CONFIG_TOKEN", "xoxe.xoxp-1-", config, 20),
    `token=${fake("xoxe.xoxp-1-[A-Za-z0-9]{140}", 20)}`,
    `token=${fake("xoxe.xoxq-1-[A-Za-z0-9]{166}", 21)}`,
  ],
  references: [TYPES],
  revoke: "https://api.slack.com/apps > Your app configuration tokens > Delete",
};

const refresh = (seed: number): string => fake("xoxe-1-[A-Za-z0-9]{147}", seed);
export const slackRefreshToken: Detector = {
  id: "slack-config-refresh-token",
  title: "Slack refresh token",
  provider: "slack",
  category: "messaging",
  severity: "high",
  opens: "Makes one new access token and the next refresh token.",
  ...prefixed("xoxe-", "xoxe-[0-9]-[A-Za-z0-9]{140,150}"),
  examples: [...shown("SLACK_REFRESH_TOKEN", refresh), `{"ok":true,"refresh_token":"${refresh(13)}"}`],
  counterExamples: [
    ...unlike("SLACK_REFRESH_TOKEN", "xoxe-1-", refresh, 20),
    `token=${fake("xoxe-1-[A-Za-z0-9]{100}", 20)}`,
    `token=${fake("xoxe-[A-Za-z0-9]{147}", 21)}`,
  ],
  references: [TYPES],
  revoke: "Use it up with https://slack.com/api/tooling.tokens.rotate and delete the token that comes",
};

const legacy = (seed: number): string => fake("xoxa-2-[1-9][0-9]{10}-[1-9][0-9]{10}-[1-9][0-9]{11}-[0-9a-f]{32}", seed);
export const slackLegacyToken: Detector = {
  id: "slack-legacy-workspace-token",
  title: "Slack legacy workspace or session token",
  provider: "slack",
  category: "messaging",
  severity: "medium",
  opens: "Acts as the app, person or session that it was made for; Slack makes no new ones of these kinds.",
  rules: [
    {
      prefixes: ["xoxa-", "xoxr-", "xoxo-", "xoxs-"],
      pattern: alone("xox[aros]-(?:[0-9]-)?(?:[0-9]{8,14}-){1,3}[0-9a-zA-Z]{10,64}"),
      entropy: 3,
      confidence: 0.85,
    },
    // The old API appended it to the addresses of private files (`url_private`).
    { ...prefixed("xoxe-", "xoxe-(?:[0-9]{9,14}-){3}[0-9a-f]{32}", 0.85), id: "file" },
  ],
  examples: [
    ...shown("SLACK_API_TOKEN", legacy),
    `token = "${fake("xoxs-[1-9][0-9]{10}-[1-9][0-9]{10}-[1-9][0-9]{10}-[0-9a-f]{10}", 13)}"`,
    `{"token":"${fake("xoxo-[1-9][0-9]{9}-[1-9][0-9]{9}-[1-9][0-9]{9}-[0-9a-f]{10}", 14)}"}`,
    `{"url_private": "https://files.slack.com/files-pri/T1-F1/a.png?t=${fake("xoxe-([1-9][0-9]{12}-){3}[0-9a-f]{32}", 15)}"}`,
  ],
  counterExamples: [
    `SLACK_API_TOKEN=\${SLACK_API_TOKEN}`,
    `SLACK_API_TOKEN=xoxa-your-token-here`,
    `SLACK_API_TOKEN=xoxa-2-${"1".repeat(11)}-${"1".repeat(11)}-${"x".repeat(32)}`,
    `SLACK_API_TOKEN=${fake("xoxz-[0-9]{10}-[0-9]{10}-[0-9a-f]{32}", 20)}`,
    `xoxo-love-from-${fake("[a-z]{12}", 21)}`,
  ],
  references: [TYPES],
  revoke: REVOKE,
};

const session = (seed: number): string => fake("xoxc-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[0-9a-f]{64}", seed);
export const slackSessionToken: Detector = {
  id: "slack-session-token",
  title: "Slack browser session token",
  provider: "slack",
  category: "messaging",
  severity: "high",
  opens: "With the session's cookie (xoxd-) it is the person signed in: all that person reads and writes.",
  ...prefixed("xoxc-", "xoxc-(?:[0-9]{9,15}-){3}[0-9a-f]{64}"),
  companions: [{ name: "cookie", pattern: /(?<![A-Za-z0-9])xoxd-[A-Za-z0-9%+/=-]{80,400}/, withinBytes: 2048 }],
  examples: [...shown("SLACK_MCP_XOXC_TOKEN", session), `xoxc = "${session(13)}"\nxoxd = "${fake("xoxd-[A-Za-z0-9%]{140}", 14)}"\n`],
  counterExamples: [
    ...unlike("SLACK_MCP_XOXC_TOKEN", "xoxc-", session),
    `token=${fake("xoxc-[1-9][0-9]{11}-[0-9a-f]{64}", 20)}`,
    `token=${fake("xoxc-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[g-z]{64}", 21)}`,
  ],
  references: [TYPES],
  revoke: "Slack > Account settings > Sign out of all other sessions",
};

const cookie = (seed: number): string => `xoxd-${fake("[A-Za-z0-9]{60}%2B[A-Za-z0-9]{60}%2F[A-Za-z0-9]{24}%3D", seed)}`;
export const slackSessionCookie: Detector = {
  id: "slack-session-cookie",
  title: "Slack browser session cookie",
  provider: "slack",
  category: "messaging",
  severity: "high",
  opens: "It is the signed-in browser: a session token for each of the person's workspaces can be had with it.",
  prefixes: ["xoxd-"],
  pattern: /(?<![A-Za-z0-9_-])xoxd-(?:[A-Za-z0-9+/-]|%[0-9A-F]{2}){90,400}={0,2}(?![A-Za-z0-9+/%=-])/,
  window: { before: 8, after: 640 },
  entropy: 4,
  confidence: 0.9,
  examples: [...shown("SLACK_MCP_XOXD_TOKEN", cookie), `curl -b "d=${cookie(13)}; x=1" https://acme.slack.com/`],
  counterExamples: [
    ...unlike("SLACK_MCP_XOXD_TOKEN", "xoxd-", cookie, 90),
    `cookie d=${fake("xoxd-[A-Za-z0-9]{40}", 20)}`,
    `cookie d=xoxd-your-cookie`,
  ],
  references: [TYPES],
  revoke: "Slack > Account settings > Sign out of all other sessions",
};

const webhook = (seed: number): string => fake("https://hooks.slack.com/services/T[A-Z0-9]{10}/B[A-Z0-9]{10}/[A-Za-z0-9]{24}", seed);
export const slackWebhookUrl: Detector = {
  id: "slack-webhook-url",
  title: "Slack webhook URL",
  provider: "slack",
  category: "messaging",
  severity: "medium",
  opens: "Posts into one channel in the app's name, or starts one workflow; it reads nothing.",
  prefixes: ["hooks.slack.com/", "hooks.slack-gov.com/"],
  pattern:
    /(?<![A-Za-z0-9.-])(?:https?:\/\/)?hooks\.slack(?:-gov)?\.com\/(?:services\/T[A-Z0-9]{7,12}\/B[A-Z0-9]{7,12}\/[A-Za-z0-9]{24}|workflows\/T[A-Z0-9]{7,12}\/A[A-Z0-9]{7,12}\/[0-9]{17,19}\/[A-Za-z0-9]{24}|triggers\/[TE][A-Z0-9]{7,12}\/[0-9]{10,14}\/[0-9a-f]{32})(?![A-Za-z0-9])/,
  window: { before: 16, after: 128 },
  confidence: 0.95,
  examples: [
    ...shown("SLACK_WEBHOOK_URL", webhook),
    `curl -X POST -d '{"text":"hi"}' ${webhook(13)}`,
    `url: ${fake("https://hooks.slack.com/workflows/T[A-Z0-9]{8}/A[A-Z0-9]{10}/[1-9][0-9]{17}/[A-Za-z0-9]{24}", 14)}\n`,
    `channel: ${webhook(16).slice("https://".length)}\n`,
    `url: ${webhook(17).replace("https", "http")}\n`,
    `url: ${fake("https://hooks.slack.com/triggers/T[A-Z0-9]{8}/[1-9][0-9]{12}/[0-9a-f]{32}", 15)}\n`,
  ],
  counterExamples: [
    `SLACK_WEBHOOK_URL=https://hooks.slack.com/services/T${"0".repeat(8)}/B${"0".repeat(8)}/${"X".repeat(24)}`, // the documents' own
    `SLACK_WEBHOOK_URL=https://hooks.slack.com/services/YOUR/WEBHOOK/URL`,
    `SLACK_WEBHOOK_URL=\${SLACK_WEBHOOK_URL}`,
    `SLACK_WEBHOOK_URL=${webhook(20).slice(0, -1)}`,
    `https://hooks.slack.com/services/${fake("[a-z0-9]{44}", 21)}`,
  ],
  references: ["https://api.slack.com/messaging/webhooks"],
  revoke: "https://api.slack.com/apps > the app > Incoming webhooks > Remove",
};

const hex32 = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const slackSigningSecret: Detector = {
  id: "slack-signing-secret",
  title: "Slack signing secret",
  provider: "slack",
  category: "messaging",
  severity: "medium",
  opens: "Forges requests that the app takes for Slack's own.",
  keywords: ["slack"],
  pattern: named("slack", "(?:signing[_.-]?secret|verification[_.-]?secret)", "[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("SLACK_SIGNING_SECRET", hex32),
    `slack:\n  bot: acme\n  signing_secret: ${hex32(13)}\n`,
    `app = slack_bolt.App(signing_secret="${hex32(14)}")`,
  ],
  counterExamples: [
    `SLACK_SIGNING_SECRET=${hex32(20).slice(1)}`,
    `SLACK_SIGNING_SECRET=\${SLACK_SIGNING_SECRET}`,
    `slack.tgz md5 ${hex32(21)}`,
    `# slack\nSTRIPE_SIGNING_SECRET=${hex32(22)}`,
    `SLACK_SIGNING_SECRET=${"0".repeat(32)}`,
  ],
  references: ["https://api.slack.com/authentication/verifying-requests-from-slack"],
  revoke: "https://api.slack.com/apps > the app > Basic information > Signing secret > Regenerate",
};

export const slackClientSecret: Detector = {
  id: "slack-client-secret",
  title: "Slack client secret",
  provider: "slack",
  category: "messaging",
  severity: "high",
  opens: "Poses as the app: trades the codes of people who install it for tokens.",
  keywords: ["slack"],
  pattern: named("slack", "client[_.-]?secret", "[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![0-9.])[0-9]{10,13}\.[0-9]{10,13}(?![0-9.])/, withinBytes: 512 }],
  examples: [
    ...shown("SLACK_CLIENT_SECRET", hex32),
    `SLACK_CLIENT_ID=${fake("[1-9][0-9]{11}.[1-9][0-9]{12}", 13)}\nSLACK_CLIENT_SECRET=${hex32(14)}\n`,
    `slack:\n  client_id: "${fake("[1-9][0-9]{11}.[1-9][0-9]{12}", 15)}"\n  client_secret: "${hex32(16)}"\n`,
  ],
  counterExamples: [
    `SLACK_CLIENT_SECRET=${hex32(20).slice(1)}`,
    `SLACK_CLIENT_SECRET=<client secret>`,
    `slack.tgz md5 ${hex32(21)}`,
    `# slack\nDISCORD_CLIENT_SECRET=${hex32(22)}`,
    `SLACK_CLIENT_SECRET=${"a".repeat(32)}`,
  ],
  references: ["https://api.slack.com/authentication/oauth-v2"],
  revoke: "https://api.slack.com/apps > the app > Basic information > Client secret > Regenerate",
};
