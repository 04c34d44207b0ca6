import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { MIXED, named, shown, unlike } from "./_token.ts";

const clientSecret = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const zoomClientSecret: Detector = {
  id: "zoom-client-secret",
  title: "Zoom app client secret",
  provider: "zoom",
  category: "messaging",
  severity: "high",
  opens:
    "With the client id (and, for server-to-server apps, the account id) it makes tokens that read and change meetings, users and recordings within the app's scopes.",
  keywords: ["zoom_client", "zoomclient", "zoom_sdk", "zoom_api", "zoom_oauth", "zoom_meeting", "zoom.us"],
  // The word alone stands in every map and every camera.
  pattern: named("zoom", "(?:oauth[_.-]?|s2s[_.-]?|app[_.-]?|meeting[_.-]?)?(?:client|sdk|api|app)[_.-]?secret", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9_]{20,22}(?![A-Za-z0-9_-])/, withinBytes: 160 }],
  examples: [
    ...shown("ZOOM_CLIENT_SECRET", clientSecret),
    `ZOOM_CLIENT_ID=${fake("[A-Za-z0-9]{22}", 13)}\nZOOM_CLIENT_SECRET=${clientSecret(14)}\n`,
    `ZOOM_SDK_SECRET=${clientSecret(15)}\n`,
    `ZOOM_API_SECRET=${clientSecret(16)}\n`,
    `ZOOM_OAUTH_CLIENT_SECRET=${clientSecret(17)}\n`,
    `ZOOM_MEETING_SDK_SECRET=${clientSecret(18)}\n`,
    `# https://zoom.us/oauth/token\nZOOM_CLIENT_SECRET=${clientSecret(19)}\n`,
  ],
  counterExamples: [
    ...unlike("ZOOM_CLIENT_SECRET", "", clientSecret),
    `BACKUP_KEY=${clientSecret(20)}\n`, // nothing names the provider
    `zoom checksum ${clientSecret(21)}`,
    `ZOOM_ACCOUNT_ID=${fake("[A-Za-z0-9]{22}", 22)}`, // the id
  ],
  references: ["https://developers.zoom.us/docs/internal-apps/s2s-oauth/"],
  revoke: "https://marketplace.zoom.us/user/build > the app > App credentials > Regenerate",
};

const webhookSecret = (seed: number): string => fake("[A-Za-z0-9_-]{19}[A-Z][a-z]7", seed);

export const zoomWebhookSecret: Detector = {
  id: "zoom-webhook-secret",
  title: "Zoom webhook secret token",
  provider: "zoom",
  category: "messaging",
  severity: "medium",
  opens: "Forges events that the receiver takes for Zoom's own.",
  keywords: ["zoom_webhook", "zoomwebhook", "zoom_secret"],
  pattern: named("zoom", "(?:webhook[_.-]?)?secret[_.-]?token", `${URL_MIXED}[A-Za-z0-9_-]{22}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("ZOOM_WEBHOOK_SECRET_TOKEN", webhookSecret), `ZOOM_SECRET_TOKEN=${webhookSecret(13)}\n`],
  counterExamples: [
    ...unlike("ZOOM_WEBHOOK_SECRET_TOKEN", "", webhookSecret),
    `BACKUP_KEY=${webhookSecret(20)}\n`, // nothing names the provider
    `zoom checksum ${webhookSecret(21)}`,
  ],
  references: ["https://developers.zoom.us/docs/api/webhooks/"],
  revoke: "https://marketplace.zoom.us/user/build > the app > Features > Token > Regenerate",
};
