import { type Detector, fake } from "@stanch/model";
import { ASSIGN, anyCase } from "./_words.ts";

// An auth token is 32 hex digits and nothing else: what names it, or the account's SID beside it, is all there is.
const ACCOUNT = "(?<![A-Za-z0-9])AC[0-9a-f]{32}(?![A-Za-z0-9])";
const KEY_SID = "(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])";
const HEX = "[0-9a-f]{32}";
const BASE62 = "[A-Za-z0-9]{32}";
const EDGE = "(?![A-Za-z0-9_-])";
const between = String.raw`["'\x60]?\s{0,8}[,:]\s{0,16}["'\x60]?`;
const gap = String.raw`[\s\S]{0,256}`;
const TOKEN_NAME = anyCase("auth[_.-]?token");
const SECRET_NAME = anyCase("(?:secret|password|api[_.-]?key[_.-]?secret)");

const sid = (seed: number): string => fake("AC[0-9a-f]{32}", seed);
const keySid = (seed: number): string => fake("SK[0-9a-f]{32}", seed);
const token = (seed: number): string => fake(HEX, seed);
const secret = (seed: number): string => fake(BASE62, seed);

export const twilioAuthToken: Detector = {
  id: "twilio-auth-token",
  title: "Twilio auth token",
  provider: "twilio",
  category: "messaging",
  severity: "critical",
  opens: "With the account's SID, which is often beside it, the whole account: messages and calls at its cost, recordings and numbers.",
  keywords: ["twilio", "auth_token", "authtoken", "auth-token"],
  pattern: new RegExp(
    `(?<![A-Za-z0-9_-])(?=${HEX}${EDGE})(?:` +
      [
        `(?<=${anyCase("twilio")}[\\w.-]{0,24}?${anyCase("token")}${ASSIGN})`,
        `(?<=${TOKEN_NAME}${ASSIGN})(?:(?<=${ACCOUNT}${gap})|(?=${HEX}${gap}${ACCOUNT}))`,
        `(?<=${ACCOUNT}${between})`,
      ].join("|") +
      `)(?<secret>${HEX})`,
  ),
  window: { before: 192, after: 320 },
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "accountSid", pattern: new RegExp(ACCOUNT), withinBytes: 320 }],
  examples: [
    `TWILIO_ACCOUNT_SID=${sid(1)}\nTWILIO_AUTH_TOKEN=${token(2)}\n`,
    `TWILIO_AUTH_TOKEN="${token(3)}"\n`, // the SID lives elsewhere
    `twilio:\n  account_sid: ${sid(4)}\n  auth_token: ${token(5)}\n`,
    `{"twilio": {"accountSid": "${sid(6)}", "authToken": "${token(7)}"}}`,
    `const client = require("twilio")("${sid(8)}", "${token(9)}");`,
    `client = Client("${sid(10)}", "${token(11)}")  # twilio`,
    `$sid = "${sid(12)}";\n$auth_token = "${token(13)}";\n`,
    `curl -u ${sid(14)}:${token(15)} https://api.twilio.com/2010-04-01/Accounts.json`,
    `TwilioAuthToken: '${token(16)}'`,
  ],
  counterExamples: [
    `TWILIO_AUTH_TOKEN=${token(20).slice(1)}`,
    `TWILIO_AUTH_TOKEN=your_auth_token`,
    `TWILIO_AUTH_TOKEN=\${TWILIO_AUTH_TOKEN}`,
    `TWILIO_AUTH_TOKEN=${"0".repeat(32)}`,
    `# twilio\nmd5: ${token(21)}`, // a hash near the word
    `AUTH_TOKEN=${token(22)}`, // neither the word nor a SID
    `TWILIO_ACCOUNT_SID=${sid(23)}\nDATADOG_API_KEY=${token(24)}`, // another provider's
    `{"sid": "${fake("MG[0-9a-f]{32}", 25)}", "etag": "${token(26)}"}`,
  ],
  references: ["https://www.twilio.com/docs/iam/api/authtoken"],
  revoke: "Console > Account > API keys & tokens: make a secondary token, replace, then promote it",
};

export const twilioApiKeySecret: Detector = {
  id: "twilio-api-key-secret",
  title: "Twilio API key secret",
  provider: "twilio",
  category: "messaging",
  severity: "critical",
  opens: "With the key's SID beside it nearly the whole account: messages and calls at its cost, recordings and numbers.",
  keywords: ["twilio", "api_secret", "apisecret", "api-secret", "key_secret", "keysecret", "key-secret"],
  pattern: new RegExp(
    `(?<![A-Za-z0-9_-])(?=${BASE62}${EDGE})(?!(?:AC|SK)?${HEX}${EDGE})(?:` +
      [
        `(?<=${SECRET_NAME}${ASSIGN})(?:(?<=${KEY_SID}${gap})|(?=${BASE62}${gap}${KEY_SID}))`,
        `(?<=${anyCase("twilio[\\w.-]{0,24}?secret")}${ASSIGN})`,
        `(?<=${KEY_SID}${between})`,
      ].join("|") +
      `)(?<secret>${BASE62})`,
  ),
  window: { before: 192, after: 320 },
  entropy: 3.8,
  confidence: 0.65,
  companions: [{ name: "keySid", pattern: new RegExp(KEY_SID), withinBytes: 320 }],
  examples: [
    `TWILIO_API_KEY=${keySid(1)}\nTWILIO_API_SECRET=${secret(2)}\n`,
    `TWILIO_API_KEY_SECRET=${secret(3)}\n`,
    `twilio:\n  api_key: ${keySid(4)}\n  api_secret: ${secret(5)}\n`,
    `const client = twilio("${keySid(6)}", "${secret(7)}", { accountSid });`,
    `{"apiKeySid": "${keySid(8)}", "apiKeySecret": "${secret(9)}"}`,
    `curl -u ${keySid(10)}:${secret(11)} https://video.twilio.com/v1/Rooms`,
  ],
  counterExamples: [
    `TWILIO_API_SECRET=${secret(20).slice(1)}`,
    `TWILIO_API_SECRET=\${TWILIO_API_SECRET}`,
    `TWILIO_API_SECRET=${"X".repeat(32)}`,
    `TWILIO_API_KEY=${keySid(21)}`, // the SID alone opens nothing
    `TWILIO_API_KEY=${keySid(22)}\nbuild: ${secret(23)}`,
    `API_SECRET=${secret(24)}`, // nothing says Twilio
    `twilio.js ${fake("[0-9a-f]{32}", 25)}`,
  ],
  references: ["https://www.twilio.com/docs/iam/api-keys"],
  revoke: "DELETE https://api.twilio.com/2010-04-01/Accounts/{sid}/Keys/{key_sid}.json, or Console > API keys & tokens > Delete",
};
