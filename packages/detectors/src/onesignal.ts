import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("os_v2_app_[a-z2-7]{103}", seed);

export const onesignalApiKey: Detector = {
  id: "onesignal-api-key",
  title: "OneSignal API key",
  provider: "onesignal",
  category: "messaging",
  severity: "high",
  opens: "Sends notifications to all users of the app or of the organisation's apps.",
  prefixes: ["os_v2_app_", "os_v2_org_"],
  pattern: alone("os_v2_(?:app|org)_[a-z2-7]{103}"),
  entropy: 4.0,
  confidence: 0.97,
  examples: [...shown("ONESIGNAL_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("ONESIGNAL_API_KEY", "os_v2_app_", make),
    `ONESIGNAL_API_KEY=${fake("os_v2_app_[a-z2-7]{60}", 20)}`,
    `ONESIGNAL_API_KEY=${fake("os_v2_xxx_[a-z2-7]{103}", 21)}`,
  ],
  references: ["https://documentation.onesignal.com/docs/keys-and-ids"],
  revoke: "https://dashboard.onesignal.com > Settings > Keys & IDs > Delete",
};
