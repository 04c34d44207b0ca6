import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";
import { anyCase, fromBase64, toBase64 } from "./_words.ts";

// Plivo's pairs have their own detector.
const PLIVO = /^[MS]A[A-Z0-9]{18}:/;

const RFC_SAMPLE = "Aladdin:open sesame";

const isLogin = (value: string): boolean => {
  const text = fromBase64(value) ?? "";
  const split = text.indexOf(":");
  if (split < 0 || !/^[\x20-\x7e]{8,1024}$/.test(text) || PLIVO.test(text) || text === RFC_SAMPLE) return false;
  const [user, password] = [text.slice(0, split), text.slice(split + 1)];
  // An API key may stand in either half: the other is then empty or a single letter.
  const secret = password.length >= 4 ? password : user;
  return secret.length >= 5 && !NOT_PASSWORD.some((none) => none.test(secret));
};

export const httpBasicAuthorization: Detector = {
  id: "http-basic-authorization",
  title: "HTTP Basic credentials in a header",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Signs in at the called service as this user: base64 hides nothing.",
  keywords: ["basic "],
  pattern: new RegExp(String.raw`(?<![A-Za-z])${anyCase("basic")} {1,3}(?<secret>[A-Za-z0-9+/_-]{10,1400}={0,2})(?![A-Za-z0-9+/=_-])`),
  window: { before: 64, after: 256 },
  humanChosen: true,
  checksum: { name: "decodes to user:password", verify: isLogin },
  examples: [
    `Authorization: Basic ${toBase64(`deploy:${fake("[A-Za-z0-9]{14}7", 1)}`)}`,
    `headers: { "authorization": "Basic ${toBase64(`${fake("[0-9a-f]{32}", 2)}:`)}" }`, // an API key as the user
    `curl -H 'Authorization: Basic ${toBase64(`ci@acme.io:${fake("[A-Za-z0-9]{20}", 3)}`)}' https://acme.io`,
  ],
  counterExamples: [
    "Authorization: Basic ${TOKEN}",
    `Authorization: Basic ${toBase64("user:password")}`,
    `Authorization: Basic ${toBase64("Aladdin:open sesame")}`, // the RFC's own
    "basic understanding of cryptography and internationalization",
    `Authorization: Basic ${toBase64(`${fake("MA[A-Z0-9]{18}", 4)}:${fake("[A-Za-z0-9]{40}", 5)}`)}`, // Plivo's: that detector's
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc7617"],
  revoke: "Change the user's password, or revoke the key, at the called service",
};
