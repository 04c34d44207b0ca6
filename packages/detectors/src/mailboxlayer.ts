import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const mailboxlayerAccessKey: Detector = {
  id: "mailboxlayer-access-key",
  title: "mailboxlayer access key",
  provider: "mailboxlayer",
  category: "email",
  severity: "low",
  opens: "Spends the owner's quota of address checks; it reads nothing of the account.",
  keywords: ["mailboxlayer"],
  pattern: named("mailboxlayer", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("MAILBOXLAYER_ACCESS_KEY", make),
    `mailboxlayer:\n  access_key: ${make(31)}\n`,
    `MAILBOXLAYER_TOKEN=${make(32)}\n`,
    `MAILBOXLAYER_SECRET=${make(33)}\n`,
  ],
  counterExamples: [...unnamed("MAILBOXLAYER_ACCESS_KEY", make), `MAILBOXLAYER_REQUEST=${make(20)}\n`],
  references: ["https://mailboxlayer.com/documentation"],
  revoke: "https://mailboxlayer.com/dashboard > Reset API key",
};
