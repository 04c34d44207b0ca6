import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{125}", seed);
export const chatfuelApiToken: Detector = {
  id: "chatfuel-api-token",
  title: "Chatfuel API token",
  provider: "chatfuel",
  category: "messaging",
  severity: "high",
  opens: "Sends messages to the bot's users in its name.",
  keywords: ["chatfuel"],
  pattern: named("chatfuel", "(?:api|broadcast|access|auth|bot)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{128}`),
  entropy: 4.3,
  confidence: 0.72,
  examples: [
    ...shown("CHATFUEL_API_TOKEN", make),
    `https://api.chatfuel.com/bots/1/users/2/send?chatfuel_token=${make(13)}&chatfuel_block_id=3`,
  ],
  counterExamples: [...nearMisses("CHATFUEL_API_TOKEN", make), `CHATFUEL_BOT=${make(31)}`],
  references: ["https://docs.chatfuel.com/"],
  revoke: "https://dashboard.chatfuel.com > the bot > Configure > Broadcasting API > Reset token",
};
