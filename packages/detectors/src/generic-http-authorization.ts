import { type Detector, fake } from "@stanch/model";
import { fromBase64, toBase64 } from "./_words.ts";

/** Pairs that everybody writes where a pair is wanted, and the one of RFC 7617. */
const SAMPLE =
  /^(?:(?:user(?:name)?|usr|name|login|foo|bar|test|example|admin|root|me|my-?user|client(?:_?id)?|key|id):(?:pass(?:word|wd)?|pwd|secret|foo|bar|test|example|client_?secret|admin|root|token|123456?)?|Aladdin:open sesame)$/i;

/** The base64 text of a Basic header is a name, a colon and a password, all of printable characters. */
export function isBasicPair(text: string): boolean {
  const pair = fromBase64(text);
  if (pair === undefined || !/^[\x20-\x7e\x80-\xff]{1,128}:[\x20-\x7e\x80-\xff]{3,256}$/.test(pair)) return false;
  return !SAMPLE.test(pair) && !/\$\{|\{\{|<[^>]{1,40}>|\*{3}|x{5}/.test(pair);
}

const header = (pair: string): string => `Basic ${toBase64(pair)}`;

export const httpBasicAuthorization: Detector = {
  id: "http-basic-authorization",
  title: "Basic authorization header",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Signs in with the name and the password that the header holds in plain sight.",
  keywords: ["basic "],
  pattern: /\bbasic {1,4}(?<secret>[A-Za-z0-9+/_-]{8,512}={0,2})(?![A-Za-z0-9+/_=-])/i,
  window: { before: 1, after: 540 },
  humanChosen: true,
  checksum: { name: "it decodes to a name and a password", verify: isBasicPair },
  examples: [
    `curl -H "Authorization: ${header(`deploy:${fake("[A-Za-z0-9]{16}", 1)}`)}" https://acme.io`,
    `request.headers["Proxy-Authorization"] = '${header(`ci-bot:${fake("[A-Za-z0-9]{12}", 2)}`)}'`,
  ],
  counterExamples: [
    `Authorization: ${header("user:pass")}`,
    `Authorization: ${header("Aladdin:open sesame")}`, // RFC 7617
    "a basic introduction to configuration",
    `Authorization: Basic ${fake("[A-Za-z0-9]{32}", 3)}`, // decodes to no pair
    "Authorization: Basic <credentials>",
    `Authorization: ${header("example:example")}`,
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc7617"],
};

export const httpBearerAuthorization: Detector = {
  id: "http-bearer-authorization",
  title: "Bearer authorization header",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Acts as whoever got the token, until it expires.",
  keywords: ["bearer ", "authorization: token ", "authorization: api-token ", "authorization: apikey "],
  pattern:
    /(?:\bbearer|authorization: (?:token|api-token|apikey)) {1,4}(?<secret>(?=[A-Za-z0-9._~+/|-]{0,256}\d)(?=[A-Za-z0-9._~+/|-]{0,256}[A-Za-z])[A-Za-z0-9_][A-Za-z0-9._~+/|-]{14,2047}={0,2})(?![A-Za-z0-9+/_=-])/i,
  window: { before: 24, after: 540 },
  entropy: 3.2,
  confidence: 0.7,
  // Words with a number (`token-1`, `access_token_123`), names of files and hosts are no tokens.
  notSecret: [/^[A-Za-z]+(?:[-_.][A-Za-z]+)*[-_.]?\d{0,6}$/, /^\d[\d.-]*$/, /abcdef|12345678|deadbeef/i, /^mF_9\.B5f-/],
  examples: [
    `Authorization: Bearer ${fake("[A-Za-z0-9]{12}", 4)}7${fake("[A-Za-z0-9]{19}", 4)}`,
    `curl -H "Authorization: Token ${fake("[0-9a-f]{38}", 11)}a7" https://acme.io/api`,
    `curl -H "Authorization: Api-Token ${fake("[0-9a-f]{38}", 12)}a7" https://acme.io/api`,
    `Authorization: ApiKey ${fake("[A-Za-z0-9]{38}", 13)}a7\n`,
    `headers: { Authorization: "Bearer ${fake("[A-Za-z0-9]{20}", 5)}9_${fake("[A-Za-z0-9]{20}", 6)}" }`,
  ],
  counterExamples: [
    "Authorization: Bearer <token>",
    "Authorization: Bearer $" + "{ACCESS_TOKEN}",
    "the bearer authentication-scheme-2 is described below",
    "Authorization: Bearer my-access-token-123",
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc6750"],
};

/** A type 3 message: `NTLMSSP`, a zero byte, and the number 3, least byte first. */
const NTLM = "TlRMTVNTUAADAAAA";

export const httpNtlmAuthorization: Detector = {
  id: "http-ntlm-authorization",
  title: "NTLM authorization header",
  provider: "generic",
  category: "generic",
  severity: "medium",
  opens: "Names user and domain, and holds the answer to a challenge from which the password can be guessed offline.",
  prefixes: [NTLM],
  pattern: /(?<![A-Za-z0-9+/])TlRMTVNTUAADAAAA(?:[A-Za-z0-9+/]{4}){20,1000}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?![A-Za-z0-9+/=])/,
  window: { before: 1, after: 4096 },
  // Zero bytes fill it: its first bytes say what it is.
  humanChosen: true,
  confidence: 0.9,
  examples: [`Authorization: NTLM ${NTLM}${fake("[A-Za-z0-9]{120}", 7)}`, `"value": "NTLM ${NTLM}${fake("[A-Za-z0-9]{162}", 8)}=="`],
  counterExamples: [
    `WWW-Authenticate: NTLM TlRMTVNTUAACAAAA${fake("[A-Za-z0-9]{120}", 9)}`, // the server's challenge
    `Authorization: NTLM TlRMTVNTUAABAAAA${fake("[A-Za-z0-9]{40}", 10)}`, // the client's greeting
    `Authorization: NTLM ${NTLM}`,
  ],
  references: ["https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/033d32cc-88f9-4483-9bf2-b273055038ce"],
};
