import { type Detector, fake } from "@stanch/model";
import { HEADER_ENDS, decodeJwt } from "./_jwt.ts";
import { named, shown } from "./_token.ts";

const auth0 = (seed: number): string => fake("[A-Za-z0-9_-]{61}[A-Z][a-z]7", seed);
export const auth0ClientSecret: Detector = {
  id: "auth0-client-secret",
  title: "Auth0 client secret",
  provider: "auth0",
  category: "identity",
  severity: "critical",
  opens: "Poses as the application; where that one may use the management API, it reads and changes all users.",
  keywords: ["auth0"],
  pattern: named(
    "auth0",
    "(?:client|app)?[_.-]?secret",
    "(?=[A-Za-z0-9_-]{0,63}[0-9])(?=[A-Za-z0-9_-]{0,63}[A-Z])(?=[A-Za-z0-9_-]{0,63}[a-z])[A-Za-z0-9_-]{64}",
  ),
  window: { before: 96, after: 400 },
  entropy: 4.3,
  confidence: 0.75,
  companions: [
    { name: "domain", pattern: /[a-z0-9-]{1,60}\.(?:[a-z]{2}\.)?auth0\.com/, withinBytes: 512 },
    { name: "clientId", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/, withinBytes: 256 },
  ],
  examples: [
    ...shown("AUTH0_CLIENT_SECRET", auth0),
    `AUTH0_DOMAIN=acme.eu.auth0.com\nAUTH0_CLIENT_ID=${fake("[A-Za-z0-9]{32}", 13)}\nAUTH0_CLIENT_SECRET=${auth0(14)}\n`,
    `auth0:\n  domain: acme.auth0.com\n  client_secret: ${auth0(15)}\n`,
  ],
  counterExamples: [
    `AUTH0_CLIENT_SECRET=\${AUTH0_CLIENT_SECRET}`,
    `AUTH0_CLIENT_SECRET=${auth0(20).slice(1)}`,
    `AUTH0_CLIENT_SECRET=YOUR_CLIENT_SECRET`,
    `auth0.js sha256 ${fake("[0-9a-f]{64}", 21)}`,
    `AUTH0_SECRET=${fake("[0-9a-f]{64}", 22)}`, // the session's own, made by openssl
  ],
  references: ["https://auth0.com/docs/get-started/applications"],
  revoke: "Dashboard > Applications > the application > Rotate secret, or POST /api/v2/clients/{id}/rotate-secret",
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const management = (seed: number, audience = "https://acme.eu.auth0.com/api/v2/"): string =>
  `${part({ alg: "RS256", typ: "JWT", kid: fake("[A-Za-z0-9]{21}", seed) })}.${part({ iss: "https://acme.eu.auth0.com/", sub: `${fake("[A-Za-z0-9]{32}", seed)}@clients`, aud: audience, exp: 1_798_761_600, scope: "read:users update:users" })}.${fake("[A-Za-z0-9_-]{342}", seed)}`;
export const auth0ManagementToken: Detector = {
  id: "auth0-management-token",
  title: "Auth0 management API token",
  provider: "auth0",
  category: "identity",
  severity: "critical",
  opens: "Reads and changes the tenant's users, applications and rules, as its scopes allow, until it ends.",
  prefixes: ["eyJ"],
  ahead: HEADER_ENDS,
  pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{20,300}\.eyJ[A-Za-z0-9_-]{100,6000}\.[A-Za-z0-9_-]{342}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 6700 },
  confidence: 0.97,
  humanChosen: true,
  checksum: {
    name: "a tenant of Auth0 made it for its management API",
    verify: (text) => {
      const payload = decodeJwt(text)?.payload;
      const [issuer, audience] = [payload?.["iss"], JSON.stringify(payload?.["aud"] ?? "")];
      return typeof issuer === "string" && issuer.endsWith(".auth0.com/") && audience.includes(".auth0.com/api/v2/");
    },
  },
  examples: [...shown("AUTH0_MGMT_TOKEN", management), `curl -H "Authorization: Bearer ${management(13)}" $BASE/users`],
  counterExamples: [
    `AUTH0_MGMT_TOKEN=\${AUTH0_MGMT_TOKEN}`,
    `TOKEN=${management(20, "https://api.acme.io/")}`, // for another API
    `TOKEN=${management(21).slice(0, -1)}`,
  ],
  references: ["https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens"],
  revoke: "It ends within 24 hours; change the secret of the application that asked for it, so that no other is made",
  lifetime: "24 hours, unless the tenant says otherwise",
};
