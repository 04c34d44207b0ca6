import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";
import { unnamed } from "./_unnamed.ts";

// The server's own alphabet of base 32, 26 characters.
const ID = "[ybndrfg8ejkmcpqxot1uwisza345h769]{26}";
const DIGITED = "(?=[a-z]{0,25}[0-9])";
const token = (seed: number): string => fake("[ybndrfg8ejkmcpqxot1uwisza345h769]{25}8", seed);

export const mattermostAccessToken: Detector = {
  id: "mattermost-access-token",
  title: "Mattermost personal access or bot token",
  provider: "mattermost",
  category: "messaging",
  severity: "high",
  opens: "Acts as its user or bot on that server: reads the channels it is in and writes into them.",
  keywords: ["mattermost"],
  pattern: named("mattermost", "(?:personal|access|bot|api|auth|admin)?[_.-]?(?:access)?[_.-]?(?:token|secret)", `${DIGITED}${ID}`),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /https?:\/\/(?<value>[a-z0-9.-]{1,80}mattermost[a-z0-9.-]{0,80})/, withinBytes: 512 }],
  examples: [
    ...shown("MATTERMOST_ACCESS_TOKEN", token),
    `mattermost:\n  url: https://mattermost.acme.io\n  token: ${token(13)}\n`,
    `MattermostDriver.new(bot_token: "${token(14)}")`,
  ],
  counterExamples: [
    ...unnamed("MATTERMOST_ACCESS_TOKEN", token),
    `MATTERMOST_CHANNEL_ID=${token(20)}\n`, // ids have the same shape
    `MATTERMOST_TEAM=${token(21)}\n`,
  ],
  references: ["https://developers.mattermost.com/integrate/reference/personal-access-token/"],
  revoke: "POST https://{host}/api/v4/users/tokens/revoke with the token's id, or Profile > Security > Personal access tokens > Delete",
};

const hook = (seed: number): string => `https://mattermost.acme.io/hooks/${token(seed)}`;
export const mattermostWebhook: Detector = {
  id: "mattermost-webhook-url",
  title: "Mattermost incoming webhook URL",
  provider: "mattermost",
  category: "messaging",
  severity: "medium",
  opens: "Posts into the server's channels under any name; it reads nothing.",
  keywords: ["mattermost"],
  requires: /\/hooks\//,
  pattern: new RegExp(`https?://[A-Za-z0-9.-]{3,120}(?::[0-9]{2,5})?(?:/[A-Za-z0-9_-]{1,40}){0,2}/hooks/${DIGITED}${ID}(?![A-Za-z0-9])`),
  window: { before: 128, after: 256 },
  entropy: 3,
  confidence: 0.9,
  examples: [...shown("MATTERMOST_WEBHOOK_URL", hook), `mattermost_hook = https://chat.acme.io:8065/hooks/${token(13)}\n`],
  counterExamples: [
    `MATTERMOST_WEBHOOK_URL=\${MATTERMOST_WEBHOOK_URL}`,
    `MATTERMOST_WEBHOOK_URL=https://mattermost.acme.io/hooks/${"x".repeat(26)}`,
    `MATTERMOST_WEBHOOK_URL=${hook(20).slice(0, -1)}`,
    `WEBHOOK_URL=https://chat.acme.io/hooks/${token(21)}`, // nothing says Mattermost
    `https://mattermost.acme.io/plugins/${token(22)}`,
  ],
  references: ["https://developers.mattermost.com/integrate/webhooks/incoming/"],
  revoke: "Integrations > Incoming webhooks > Delete",
};
