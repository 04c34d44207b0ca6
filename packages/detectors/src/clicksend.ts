import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-F][0-9A-F]{7}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}", seed);
export const clicksendApiKey: Detector = {
  id: "clicksend-api-key",
  title: "ClickSend API key",
  provider: "clicksend",
  category: "messaging",
  severity: "high",
  opens: "With the user name it sends text messages, calls and letters at the account's cost and reads its contacts.",
  keywords: ["clicksend", "click_send"],
  pattern: named(
    "click_?send",
    "(?:api|auth|access|account|service)?[_.-]?(?:token|key|password)",
    "(?=[0-9-]{0,30}[A-Fa-f])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
  ),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("CLICKSEND_API_KEY", make),
    `CLICKSEND_USERNAME=acme\nCLICKSEND_PASSWORD=${make(13)}\n`,
    `click_send_key: ${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CLICKSEND_API_KEY", make), `CLICKSEND_LIST_ID=${make(31)}`],
  references: ["https://developers.clicksend.com/docs/"],
  revoke: "https://dashboard.clicksend.com/account/subaccounts > API credentials > Regenerate",
};
