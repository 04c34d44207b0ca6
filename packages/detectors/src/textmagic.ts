import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{27}[A-Z][a-z]7", seed);

export const textmagicApiKey: Detector = {
  id: "textmagic-api-key",
  title: "TextMagic API key",
  provider: "textmagic",
  category: "messaging",
  severity: "high",
  opens: "With the user name it sends text messages at the owner's cost and reads contacts.",
  keywords: ["textmagic"],
  pattern: named("textmagic", KEY, `${MIXED}[A-Za-z0-9]{30}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("TEXTMAGIC_API_KEY", make)],
  counterExamples: [
    ...unlike("TEXTMAGIC_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `textmagic checksum ${make(21)}`,
  ],
  references: ["https://docs.textmagic.com/"],
  revoke: "https://my.textmagic.com/online/api/rest-api/keys > Delete",
};
