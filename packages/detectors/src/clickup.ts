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
  rules: [
    {
      keywords: ["clickup", "click_up"],
      pattern: alone("pk_[0-9]{5,10}_[0-9A-Z]{32}"),
      window: { before: 160, after: 256 },
      entropy: 3.4,
      confidence: 0.96,
    },
    {
      // «pk_» stands in names of database keys, but not before the number of a user.
      id: "alone",
      prefixes: ["pk_1", "pk_2", "pk_3", "pk_4", "pk_5", "pk_6", "pk_7", "pk_8", "pk_9"],
      pattern: alone("pk_[1-9][0-9]{6,9}_(?=[0-9A-Z]{0,31}[A-Z])(?=[0-9A-Z]{0,31}[0-9])[0-9A-Z]{32}"),
      entropy: 3.6,
      confidence: 0.9,
    },
  ],
  examples: [
    ...shown("CLICKUP_API_TOKEN", make),
    `curl https://api.clickup.com/api/v2/user -H "Authorization: ${make(13)}"`,
    `CLICK_UP_KEY=${make(15)}\n`,
    ...Array.from({ length: 9 }, (_, i) => `headers = {"Authorization": "${fake(`pk_${i + 1}[0-9]{7}_[0-9A-Z]{30}7Q`, 40 + i)}"}`),
  ],
  counterExamples: [
    `CLICKUP_API_TOKEN=\${CLICKUP_API_TOKEN}`,
    `CLICKUP_API_TOKEN=pk_${fake("[0-9]{8}_[0-9A-Z]{20}", 33)}`,
    `TOKEN=${fake("pk_[1-9][0-9]{3}_[0-9A-Z]{32}", 35)}`, // no user has so short a number
    `TOKEN=${fake("pk_[1-9][0-9]{7}_[0-9A-Z]{33}", 36)}`,
    `clickup pk_12345678_ABC123`,
    `clickup pk_${fake("[a-z]{32}", 39)}`,
  ],
  references: ["https://developer.clickup.com/docs/authentication"],
  revoke: "https://app.clickup.com/settings/apps > API token > Regenerate",
  lifetime: "until it is regenerated",
};
