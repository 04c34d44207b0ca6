import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string => fake("https://[a-z]{9}.tines.com/webhook/[0-9a-f]{32}/[0-9a-f]{32}", seed);

export const tinesWebhookUrl: Detector = {
  id: "tines-webhook-url",
  title: "Tines webhook URL",
  provider: "tines",
  category: "productivity",
  severity: "high",
  opens: "Starts a story of the tenant with any input; stories hold credentials and act on other systems.",
  prefixes: [".tines.com/webhook/", ".tines.io/webhook/"],
  pattern: /https:\/\/[a-z0-9-]{1,60}\.tines\.(?:com|io)\/webhook\/[a-f0-9]{32}\/[a-f0-9]{32}(?![A-Za-z0-9])/,
  window: { before: 80, after: 80 },
  entropy: 3.4,
  confidence: 0.95,
  examples: [
    ...shown("TINES_WEBHOOK_URL", make),
    `curl -X POST ${fake("https://[a-z]{9}.tines.io/webhook/[0-9a-f]{32}/[0-9a-f]{32}", 13)} -d @event.json\n`,
  ],
  counterExamples: [
    `TINES_WEBHOOK_URL=\${TINES_WEBHOOK_URL}`,
    `https://acme.tines.com/webhook/path/secret`,
    `TINES_WEBHOOK_URL=${make(20).slice(0, -1)}`,
    `https://acme.tines.com/webhook/${"0".repeat(32)}/${"0".repeat(32)}`,
  ],
  references: ["https://www.tines.com/docs/actions/types/webhook/"],
  revoke: "Tines > the story > the webhook action > regenerate its secret",
};
