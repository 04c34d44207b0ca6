import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown } from "./_token.ts";

const infobip = (seed: number): string => fake(`[0-9a-f]{32}-${UUID}`, seed);
export const infobipApiKey: Detector = {
  id: "infobip-api-key",
  title: "Infobip API key",
  provider: "infobip",
  category: "messaging",
  severity: "high",
  opens: "Sends messages at the owner's cost, as its scopes allow.",
  keywords: ["infobip", "authorization: app", 'authorization": "app'],
  pattern: alone(`[0-9a-f]{32}-${UUID}`),
  window: { before: 160, after: 256 },
  entropy: 3,
  confidence: 0.9,
  examples: [
    ...shown("INFOBIP_API_KEY", infobip),
    `curl -H "Authorization: App ${infobip(13)}" https://abc.api.infobip.com/sms/3/messages`,
  ],
  counterExamples: [
    `INFOBIP_API_KEY=\${INFOBIP_API_KEY}`,
    `INFOBIP_API_KEY=${infobip(20).slice(1)}`,
    `KEY=${infobip(21)}`,
    `infobip message ${fake(UUID, 22)}`,
  ],
  references: ["https://www.infobip.com/docs/essentials/api-essentials/api-authentication"],
  revoke: "https://portal.infobip.com > Developer tools > API keys > Disable",
};
