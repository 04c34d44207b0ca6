import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9_-]{28}[A-Za-z0-9]", seed);
export const blynkDeviceToken: Detector = {
  id: "blynk-device-token",
  title: "Blynk device auth token",
  provider: "blynk",
  category: "cloud",
  severity: "high",
  opens: "Acts as the device: reads its values and switches whatever is wired to it.",
  keywords: ["blynk"],
  pattern: named(
    "blynk",
    "(?:device|auth|access|api|org(?:anization)?)?[_.-]?(?:access[_.-]?)?(?:token|key)",
    `${WIDE_MIXED}(?:[A-Za-z0-9_-]{32}|[A-Za-z0-9_-]{40})`,
  ),
  entropy: 3.6,
  confidence: 0.85,
  examples: [
    ...shown("BLYNK_AUTH_TOKEN", make),
    `#define BLYNK_TEMPLATE_ID "TMPL"\n#define BLYNK_AUTH_TOKEN "${make(13)}"\n`,
    `https://blynk.cloud/external/api/get?token=${make(15)}&v1`,
    `BLYNK_ORG_ACCESS_TOKEN=${fake("[a-z][A-Z][0-9][A-Za-z0-9]{37}", 17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("BLYNK_AUTH_TOKEN", make),
    `BLYNK_TEMPLATE_ID=${make(31)}`, // public
  ],
  references: ["https://docs.blynk.io/en/getting-started/activating-devices/manual-device-activation"],
  revoke: "https://blynk.cloud > the device > Device info > Auth token > Refresh",
};
