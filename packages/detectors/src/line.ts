import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, sent, shown } from "./_token.ts";

const TAIL = "/1O/w1cDnyilFU=";
const long = (seed: number): string => fake(`[A-Za-z0-9+/]{153}[A-Za-z0-9]{4}${TAIL}`, seed);
const secret = (seed: number): string => fake("[0-9a-f]{32}", seed);
const WORD = "line(?=[_.-]?(?:bot|channel|messag|access|api|secret|token|login))";
// The word alone stands in every other line of code.
const KEYWORDS = [
  "line_channel",
  "line-channel",
  "linechannel",
  "line_bot",
  "linebot",
  "line-bot",
  "line_access",
  "line_secret",
  "line_login",
  "line_messag",
];
const DOCS = "https://developers.line.biz/en/docs/basics/channel-access-token/";
export const lineChannelAccessToken: Detector = {
  id: "line-channel-access-token",
  title: "LINE channel access token",
  provider: "line",
  category: "messaging",
  severity: "high",
  opens: "Sends messages to all followers of the official account and reads their profiles.",
  // Long-lived tokens of all channels end in the same encrypted block.
  prefixes: [TAIL],
  pattern: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{140,165}\/1O\/w1cDnyilFU=(?![A-Za-z0-9+/=_-])/,
  window: { before: 184, after: 8 },
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("LINE_CHANNEL_ACCESS_TOKEN", long), ...sent(long), `line_bot_api = LineBotApi('${long(13)}')`],
  counterExamples: [
    `LINE_CHANNEL_ACCESS_TOKEN=\${LINE_CHANNEL_ACCESS_TOKEN}`,
    `LINE_CHANNEL_ACCESS_TOKEN=${"x".repeat(157)}${TAIL}`,
    `LINE_CHANNEL_ACCESS_TOKEN=${long(20).slice(0, -4)}`,
    `LINE_CHANNEL_ACCESS_TOKEN=${long(21).slice(60)}`,
    `LINE_CHANNEL_SECRET=${secret(22)}`,
  ],
  references: [DOCS],
  revoke: "https://developers.line.biz/console > the channel > Messaging API > Channel access token > Reissue",
  lifetime: "long-lived tokens until they are reissued",
};

export const lineChannelSecret: Detector = {
  id: "line-channel-secret",
  title: "LINE channel secret",
  provider: "line",
  category: "messaging",
  severity: "high",
  opens: "Issues short-lived channel access tokens with the channel id, which send messages, and forges webhooks.",
  keywords: KEYWORDS,
  pattern: named(WORD, "(?:channel|client|bot)?[_.-]?secret", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.7,
  companions: [{ name: "channelId", pattern: /(?<![A-Za-z0-9])(?:1[56]|20)[0-9]{8}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("LINE_CHANNEL_SECRET", secret),
    `LINE_CHANNEL_ID=${fake("16[0-9]{8}", 13)}\nLINE_CHANNEL_SECRET=${secret(14)}\n`,
    `line-bot:\n  channel-secret: ${secret(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("LINE_CHANNEL_SECRET", secret),
    `first line: secret = ${secret(20)}`, // a line of text
    `LINE_COLOR=${secret(21)}`,
    `INLINE_CHANNEL_SECRET=${secret(22)}`,
  ],
  references: ["https://developers.line.biz/en/docs/line-developers-console/overview/"],
  revoke: "https://developers.line.biz/console > the channel > Basic settings > Channel secret > Issue",
};
