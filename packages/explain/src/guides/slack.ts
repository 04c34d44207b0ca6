import type { Ability, Guide } from "../guide.ts";

const MISUSE: Ability = {
  way: "api",
  steps: [
    "Enterprise: GET https://api.slack.com/audit/v1/logs (scope auditlogs:read): action, actor, context.ip_address, context.ua",
    "Other paid plans: team.accessLogs",
    "Messages and files that the app posted and nobody of you asked for",
  ],
  note: "Which of these you have depends on your plan.",
};

export const token: Guide = {
  kinds: ["slack-bot-token", "slack-user-token", "slack-legacy-workspace-token"],
  name: "Slack bot or user token",
  purpose: "Lets an app read and write in a Slack workspace, as itself or as a person.",
  uses: [
    "Authentication at Slack's Web API",
    "Bots, alerts and integrations that post and read",
    "Access control: OAuth scopes of the app",
  ],
  made: {
    steps: ["api.slack.com/apps > the app > OAuth & Permissions > Install to workspace", "or the OAuth flow: oauth.v2.access"],
    scopes: "The app's scopes: the answer of auth.test carries them in x-oauth-scopes.",
    expiry: "None, unless token rotation is on: then 12 hours, with a refresh token.",
  },
  places: ["SLACK_BOT_TOKEN in .env files", "settings of CI jobs and alerting tools", "code of small bots"],
  acts: [
    {
      does: "Read channels, direct messages and files that the scopes reach, with the secrets that people paste there",
      harm: "data breach",
      severity: "critical",
    },
    {
      does: "Write to your people as a trusted app, with links that ask for their password",
      harm: "unauthorised access",
      severity: "high",
    },
    { does: "Write to customers in shared channels", harm: "loss of reputation", severity: "high" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "console",
    steps: [
      "Revoke the token, then reinstall the app (OAuth & Permissions): a new token is made",
      "Better for the next time: switch token rotation on; oauth.v2.access with the refresh token then renews it",
    ],
    note: "Without token rotation there is no API that makes a second token beside the first.",
  },
  revoke: {
    way: "api",
    steps: [
      "POST https://slack.com/api/auth.revoke with the token as Bearer; test=1 tries without doing it",
      "apps.uninstall takes the whole app out",
    ],
    note: "It cannot be undone.",
  },
  overlap: { is: "no", how: "A bot token is one per installation. Only with token rotation switched on do old and new overlap." },
  stops: ["The bot or integration in that workspace until it is reinstalled and has the new token"],
  narrow: "Fewest scopes; limit the token to your addresses in the app's OAuth settings; switch token rotation on.",
  links: ["https://docs.slack.dev/reference/methods/auth.revoke", "https://api.slack.com/authentication/token-types"],
};

export const webhook: Guide = {
  kinds: ["slack-webhook-url"],
  name: "Slack incoming webhook",
  purpose: "An address that posts messages into one channel; whoever knows it can post.",
  uses: ["Alerts of pipelines and monitoring", "Forms and small scripts that report", "Access control: none but the address itself"],
  made: {
    steps: ["api.slack.com/apps > the app > Incoming webhooks > Add new webhook to workspace"],
    scopes: "Writes to one channel, reads nothing.",
    expiry: "None.",
  },
  places: ["CI files, alerting configurations, shell scripts", "SLACK_WEBHOOK_URL in .env files"],
  acts: [
    {
      does: "Post messages that look like your alerts, with links that ask for a password",
      harm: "unauthorised access",
      severity: "medium",
    },
    { does: "Flood or mislead a channel during an incident", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: {
    way: "none",
    steps: ["Read the channel: all that it can do is visible there"],
    note: "Slack keeps no list of callers for a webhook.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: ["Add a new webhook for the same channel", "Switch the senders", "Remove the old one"],
    isUnconfirmed: true,
  },
  revoke: { way: "console", steps: ["api.slack.com/apps > the app > Incoming webhooks > Remove"], isUnconfirmed: true },
  overlap: { is: "yes", how: "Several webhooks of a channel work together." },
  stops: ["Alerts and scripts that post to the old address"],
  narrow: "One webhook a sender; a channel in which nobody believes a link.",
  links: ["https://api.slack.com/messaging/webhooks"],
};
