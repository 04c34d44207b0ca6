import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{22}[A-Z][a-z]7", seed);
export const messagebirdAccessKey: Detector = {
  id: "messagebird-access-key",
  title: "MessageBird (Bird) live access key",
  provider: "messagebird",
  category: "messaging",
  severity: "high",
  opens: "Sends messages, places calls and reads contacts and conversations at the owner's cost.",
  keywords: ["messagebird", "message_bird", "message-bird"],
  pattern: named("message[_-]?bird", "(?:live|api|access|auth)?[_.-]?(?:access|api)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{25}`),
  entropy: 3.5,
  confidence: 0.65,
  examples: [
    ...shown("MESSAGEBIRD_ACCESS_KEY", make),
    `messagebird:\n  access_key: ${make(31)}\n`,
    `message_bird_api_key = "${make(13)}"\n`,
    `message-bird-key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("MESSAGEBIRD_ACCESS_KEY", make), `MESSAGEBIRD_ORIGINATOR=${make(20)}\n`],
  references: ["https://developers.messagebird.com/api/#authentication"],
  revoke: "https://dashboard.messagebird.com/en/developers/access > Delete",
};
