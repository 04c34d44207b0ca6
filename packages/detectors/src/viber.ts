import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{16}-[0-9a-f]{16}-[0-9a-f]{16}", seed);

export const viberBotToken: Detector = {
  id: "viber-bot-token",
  title: "Viber bot authentication token",
  provider: "viber",
  category: "messaging",
  severity: "high",
  opens: "Sends messages as the bot and receives what its users write.",
  keywords: ["viber"],
  pattern: named("viber", KEY, "[0-9a-f]{16}-[0-9a-f]{16}-[0-9a-f]{16}"),
  entropy: 3,
  confidence: 0.9,
  examples: [...shown("VIBER_AUTH_TOKEN", make), `viber = Api(BotConfiguration(name="b", viber_token="${make(13)}"))`],
  counterExamples: [
    ...unlike("VIBER_AUTH_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `viber checksum ${make(21)}`,
  ],
  references: ["https://developers.viber.com/docs/api/rest-bot-api/#authentication-token"],
  revoke: "https://partners.viber.com > the bot > Edit info",
};
