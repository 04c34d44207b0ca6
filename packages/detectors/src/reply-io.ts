import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{22}x7", seed);
export const replyIoApiKey: Detector = {
  id: "reply-io-api-key",
  title: "Reply.io API key",
  provider: "reply-io",
  category: "email",
  severity: "high",
  opens: "Reads and adds the owner's contacts and sends mail to them through campaigns.",
  keywords: ["replyio", "reply_io", "reply.io"],
  pattern: named("reply[_.]?io", KEY, "(?=[A-Za-z]{0,23}[0-9])[A-Za-z0-9]{24}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("REPLYIO_API_KEY", make),
    `REPLY_IO_KEY=${make(13)}\n`,
    `curl https://api.reply.io/v1/people # reply.io_api_key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("REPLYIO_API_KEY", make), `REPLYIO_CAMPAIGN=${make(20)}\n`],
  references: ["https://docs.reply.io/api-reference/authentication"],
  revoke: "https://run.reply.io > Settings > API key > Regenerate",
};
