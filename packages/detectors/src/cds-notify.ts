import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string =>
  fake(
    "gcntfy-app_live-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}",
    seed,
  );
export const gcNotifyApiKey: Detector = {
  id: "gc-notify-api-key",
  title: "GC Notify API key",
  provider: "cds-notify",
  category: "messaging",
  severity: "high",
  opens: "Sends e-mails and text messages in the name of a Canadian government service and reads those sent.",
  prefixes: ["gcntfy-"],
  pattern:
    /(?<![A-Za-z0-9_-])gcntfy-[A-Za-z0-9_-]{1,100}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9_-])/,
  entropy: 3.3,
  confidence: 0.98,
  examples: [
    ...shown("NOTIFY_API_KEY", make),
    `curl https://api.notification.canada.ca/v2/notifications -H "Authorization: ApiKey-v1 ${make(13)}"`,
  ],
  counterExamples: [
    ...unlike("NOTIFY_API_KEY", "gcntfy-", make),
    `NOTIFY_API_KEY=gcntfy-app-${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 31)}`,
  ],
  references: ["https://documentation.notification.canada.ca/en/start.html#api-keys"],
  revoke: "https://notification.canada.ca > API integration > API keys > Revoke",
};
