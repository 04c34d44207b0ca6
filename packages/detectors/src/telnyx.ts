import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("KEY0[0-9A-F]{31}_[A-Za-z0-9]{22}", seed);

export const telnyxApiKey: Detector = {
  id: "telnyx-api-key",
  title: "Telnyx API key",
  provider: "telnyx",
  category: "messaging",
  severity: "critical",
  opens: "Sends messages and places calls at the owner's cost and reads their records.",
  prefixes: ["KEY0"],
  pattern: alone("KEY0[0-9A-F]{31}_[A-Za-z0-9]{22}"),
  entropy: 3.9,
  confidence: 0.97,
  examples: [...shown("TELNYX_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("TELNYX_API_KEY", "KEY0", make),
    `TELNYX_API_KEY=${fake("KEY0[0-9A-F]{31}", 20)}`,
    `TELNYX_API_KEY=${fake("KEY0[G-Z]{31}_[A-Za-z0-9]{22}", 21)}`,
  ],
  references: ["https://developers.telnyx.com/api/authentication"],
  revoke: "https://portal.telnyx.com/#/api-keys > Delete",
};
