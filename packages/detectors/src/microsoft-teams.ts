import { type Detector, fake } from "@stanch/model";
import { UUID, shown } from "./_token.ts";

const webhook = (seed: number): string =>
  fake(`https://acme.webhook.office.com/webhookb2/${UUID}@${UUID}/IncomingWebhook/[0-9a-f]{32}/${UUID}`, seed);
export const microsoftTeamsWebhook: Detector = {
  id: "microsoft-teams-webhook-url",
  title: "Microsoft Teams incoming webhook URL",
  provider: "microsoft-teams",
  category: "messaging",
  severity: "medium",
  opens: "Posts cards into one channel in the connector's name, as a lure too; it reads nothing.",
  prefixes: [".webhook.office.com/", "outlook.office.com/webhook/"],
  pattern: new RegExp(
    `https://(?:[a-z0-9-]{1,60}\\.webhook\\.office\\.com/webhookb2|outlook\\.office\\.com/webhook)/${UUID}@${UUID}/IncomingWebhook/[0-9a-f]{32}/${UUID}(?:/[A-Za-z0-9_-]{20,64})?(?![A-Za-z0-9])`,
  ),
  window: { before: 80, after: 320 },
  entropy: 3,
  confidence: 0.97,
  examples: [
    ...shown("TEAMS_WEBHOOK_URL", webhook),
    `curl -d '{"text": "done"}' ${fake(`https://outlook.office.com/webhook/${UUID}@${UUID}/IncomingWebhook/[0-9a-f]{32}/${UUID}`, 13)}`,
    `url: ${fake(`https://acme.webhook.office.com/webhookb2/${UUID}@${UUID}/IncomingWebhook/[0-9a-f]{32}/${UUID}/V2[A-Za-z0-9_-]{42}`, 14)}\n`,
  ],
  counterExamples: [
    `TEAMS_WEBHOOK_URL=\${TEAMS_WEBHOOK_URL}`,
    `TEAMS_WEBHOOK_URL=https://acme.webhook.office.com/webhookb2/xxxx@xxxx/IncomingWebhook/xxxx/xxxx`,
    `TEAMS_WEBHOOK_URL=${webhook(20).slice(0, -1)}`,
    `TEAMS_WEBHOOK_URL=${webhook(21).replace("office.com", "acme.com")}`,
    `https://acme.webhook.office.com/webhookb2/${fake(UUID, 22)}`,
  ],
  references: ["https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook"],
  revoke: "Teams > the channel > Connectors > Incoming webhook > Configured > Remove",
};
