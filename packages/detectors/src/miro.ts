import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, named, sent, shown, unlike } from "./_token.ts";
import { unnamed } from "./_unnamed.ts";
import { toBase64 } from "./_words.ts";

const access = (seed: number): string =>
  `${toBase64('{"miro.origin":"eu01"}').replace(/=+$/, "")}_${fake("[A-Za-z0-9_-]{26}[A-Za-z0-9]", seed)}`;
export const miroAccessToken: Detector = {
  id: "miro-access-token",
  title: "Miro access token",
  provider: "miro",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes the boards of the team that installed the app, within its scopes.",
  prefixes: ["eyJtaXJv"],
  pattern: alone("eyJtaXJv[A-Za-z0-9-]{10,64}_[A-Za-z0-9_-]{20,64}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("MIRO_ACCESS_TOKEN", access), ...sent(access)],
  counterExamples: [
    ...unlike("MIRO_ACCESS_TOKEN", "eyJtaXJv", access, 12),
    `MIRO_CONFIG=${toBase64('{"miro.origin":"eu01","board":"all"}')}\n`, // no secret behind it
  ],
  references: ["https://developers.miro.com/docs/getting-started-with-oauth"],
  revoke: "POST https://api.miro.com/v2/oauth/revoke with the token, or uninstall the app",
  lifetime: "1 hour where it expires, else until it is revoked",
};

const secret = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);
export const miroClientSecret: Detector = {
  id: "miro-client-secret",
  title: "Miro app client secret",
  provider: "miro",
  category: "productivity",
  severity: "high",
  opens: "Poses as the app when it turns codes and refresh tokens into access to teams' boards.",
  keywords: ["miro_client", "miro-client", "miroclient", "miro.com"],
  pattern: named("miro", "(?:client|app)[_.-]?secret", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.8,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![0-9])34[0-9]{13,19}(?![0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("MIRO_CLIENT_SECRET", secret),
    `miro:\n  url: https://api.miro.com\n  client_secret: ${secret(13)}\n`,
    `MIRO-CLIENT-SECRET: ${secret(14)}\n`,
  ],
  counterExamples: [...unnamed("MIRO_CLIENT_SECRET", secret), `MIRO_CLIENT_ID=${fake("34[0-9]{17}", 20)}\n`],
  references: ["https://developers.miro.com/docs/getting-started-with-oauth"],
  revoke: "https://miro.com/app/settings/user-profile/apps > the app > Regenerate client secret",
};
