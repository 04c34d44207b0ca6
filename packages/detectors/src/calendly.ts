import { type Detector, fake } from "@stanch/model";
import { HEADER_ENDS, decodeJwt } from "./_jwt.ts";
import { sent, shown } from "./_token.ts";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const token = (seed: number, iss = "https://auth.calendly.com"): string =>
  `${part({ kid: fake("[0-9a-f]{64}", seed), typ: "PAT", alg: "ES256" })}.${part({ iss, iat: 1_700_000_000, jti: fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed), user_uuid: fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed + 7) })}.${fake("[A-Za-z0-9_-]{86}", seed)}`;
export const calendlyPersonalAccessToken: Detector = {
  id: "calendly-personal-access-token",
  title: "Calendly personal access token",
  provider: "calendly",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and cancels meetings and reads invitees' names, addresses and answers.",
  prefixes: ["eyJraWQiOi"],
  ahead: HEADER_ENDS,
  pattern: /(?<![A-Za-z0-9_-])eyJraWQiOi[A-Za-z0-9_-]{60,300}\.eyJ[A-Za-z0-9_-]{60,1000}\.[A-Za-z0-9_-]{86}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 1400 },
  confidence: 0.97,
  checksum: {
    name: "its issuer is Calendly",
    verify: (text) => decodeJwt(text)?.payload["iss"] === "https://auth.calendly.com",
  },
  humanChosen: true,
  examples: [...shown("CALENDLY_API_KEY", token), ...sent(token)],
  counterExamples: [
    `CALENDLY_API_KEY=\${CALENDLY_API_KEY}`,
    `CALENDLY_API_KEY=eyJraWQiOi...`,
    `CALENDLY_API_KEY=${token(31, "https://auth.acme.io")}`, // of another issuer
  ],
  references: ["https://developer.calendly.com/how-to-authenticate-with-personal-access-tokens"],
  revoke: "https://calendly.com/integrations/api_webhooks > Your personal access tokens > Revoke",
  lifetime: "until it is revoked",
};
