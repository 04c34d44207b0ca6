import { type Detector, fake } from "@stanch/model";
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
