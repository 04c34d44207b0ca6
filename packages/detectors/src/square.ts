import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const squareToken = (seed: number): string => fake("EAAA[A-Za-z0-9_-]{59}[A-Za-z0-9]", seed);
export const squareAccessToken: Detector = {
  id: "square-access-token",
  title: "Square access token",
  provider: "square",
  category: "payment",
  severity: "critical",
  opens: "Takes payments, refunds and reads the merchant's customers, as its permissions allow.",
  rules: [
    { prefixes: ["EAAA"], pattern: alone("EAAA[A-Za-z0-9_-]{60}"), entropy: 4, confidence: 0.88 },
    { id: "old", prefixes: ["sq0atp-"], pattern: alone("sq0atp-[A-Za-z0-9_-]{22}"), entropy: 3.5, confidence: 0.96 },
  ],
  examples: [
    ...shown("SQUARE_ACCESS_TOKEN", squareToken),
    ...sent(squareToken),
    `access_token: "${fake("sq0atp-[A-Za-z0-9_-]{21}[A-Za-z0-9]", 13)}"\n`,
  ],
  counterExamples: [
    ...unlike("SQUARE_ACCESS_TOKEN", "EAAA", squareToken),
    `integrity: ${fake("[A-Za-z0-9+/]{6}EAAA[A-Za-z0-9]{60}", 20)}`, // inside base64
    `SQUARE_APP_ID=${fake("sq0idp-[A-Za-z0-9_-]{22}", 21)}`, // public
  ],
  references: ["https://developer.squareup.com/docs/build-basics/access-tokens"],
  revoke: "https://developer.squareup.com/apps > the app > Replace token, or POST https://connect.squareup.com/oauth2/revoke",
};

const squareSecret = (seed: number): string => fake("sq0csp-[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const squareAppSecret: Detector = {
  id: "square-application-secret",
  title: "Square OAuth application secret",
  provider: "square",
  category: "payment",
  severity: "critical",
  opens: "Poses as the application: trades merchants' codes for access tokens and revokes theirs.",
  prefixes: ["sq0csp-"],
  pattern: alone("sq0csp-[A-Za-z0-9_-]{40,50}"),
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("SQUARE_APP_SECRET", squareSecret), `curl -H "Authorization: Client ${squareSecret(13)}" $URL`],
  counterExamples: [
    ...unlike("SQUARE_APP_SECRET", "sq0csp-", squareSecret, 8),
    `SQUARE_APP_SECRET=sq0csp-secret`,
    `SQUARE_APP_SECRET=${fake("sandbox-sq0csb-[A-Za-z0-9_-]{43}", 20)}`, // the sandbox's
  ],
  references: ["https://developer.squareup.com/docs/oauth-api/overview"],
  revoke: "https://developer.squareup.com/apps > the app > OAuth > Replace secret",
};

const squareSandbox = (seed: number): string => fake("sandbox-sq0csb-[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const squareSandboxSecret: Detector = {
  id: "square-sandbox-secret",
  title: "Square sandbox application secret",
  provider: "square",
  category: "payment",
  severity: "low",
  opens: "Works in the sandbox only: no real money and no real customers.",
  prefixes: ["sandbox-sq0csb-"],
  pattern: alone("sandbox-sq0csb-[A-Za-z0-9_-]{40,50}"),
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("SQUARE_SANDBOX_SECRET", squareSandbox), `secret: ${squareSandbox(13)}\n`],
  counterExamples: [
    ...unlike("SQUARE_SANDBOX_SECRET", "sandbox-sq0csb-", squareSandbox, 8),
    `SQUARE_SANDBOX_ID=${fake("sandbox-sq0idb-[A-Za-z0-9_-]{22}", 20)}`,
    `SQUARE_SANDBOX_SECRET=sandbox-sq0csb-secret`,
  ],
  references: ["https://developer.squareup.com/docs/oauth-api/overview"],
  revoke: "https://developer.squareup.com/apps > the app > Sandbox > Replace secret",
};
