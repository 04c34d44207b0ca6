import { type Detector, fake } from "@stanch/model";
import { alone, shown } from "./_token.ts";

const make = (seed: number): string => fake("pk_[1-9][0-9]{7}_[0-9A-Z]{32}", seed);
export const clickupPersonalApiToken: Detector = {
  id: "clickup-personal-api-token",
  title: "ClickUp personal API token",
  provider: "clickup",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes all tasks, documents and comments that the owner sees.",
  // «pk_» alone stands in names of database keys: the provider's word is near.
  keywords: ["clickup", "click_up"],
  pattern: alone("pk_[0-9]{5,10}_[0-9A-Z]{32}"),
  window: { before: 160, after: 256 },
  entropy: 3.4,
  confidence: 0.96,
  examples: [
    ...shown("CLICKUP_API_TOKEN", make),
    `curl https://api.clickup.com/api/v2/user -H "Authorization: ${make(13)}"`,
    `CLICK_UP_KEY=${make(15)}\n`,
  ],
  counterExamples: [
    `CLICKUP_API_TOKEN=\${CLICKUP_API_TOKEN}`,
    `CLICKUP_API_TOKEN=pk_${fake("[0-9]{8}_[0-9A-Z]{20}", 33)}`,
    `TOKEN=${make(35)}`, // no provider's word
    `clickup pk_12345678_ABC123`,
    `clickup pk_${fake("[a-z]{32}", 39)}`,
  ],
  references: ["https://developer.clickup.com/docs/authentication"],
  revoke: "https://app.clickup.com/settings/apps > API token > Regenerate",
  lifetime: "until it is regenerated",
};
