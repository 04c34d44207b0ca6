import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const oauthToken = (seed: number): string => fake("1000.[0-9a-f]{32}.[0-9a-f]{32}", seed);

export const zohoOauthToken: Detector = {
  id: "zoho-oauth-token",
  title: "Zoho OAuth access or refresh token",
  provider: "zoho",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the CRM, mail or other Zoho data that its scopes name; a refresh token does so until it is revoked.",
  keywords: ["zoho"],
  // `1000.` opens too many numbers to be searched for.
  pattern: /(?<![A-Za-z0-9_.-])100[0-9]\.[0-9a-f]{32}\.[0-9a-f]{32}(?![A-Za-z0-9_-])/,
  window: { before: 320, after: 320 },
  entropy: 3.4,
  confidence: 0.9,
  examples: [
    ...shown("ZOHO_REFRESH_TOKEN", oauthToken),
    `curl -H "Authorization: Zoho-oauthtoken ${oauthToken(13)}" https://www.zohoapis.com/crm/v7/Leads`,
  ],
  counterExamples: [
    ...unlike("ZOHO_REFRESH_TOKEN", "", oauthToken),
    `ZOHO_CLIENT_ID=${fake("1000.[A-Z0-9]{30}", 20)}`, // the id
    `total: 1000.${fake("[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html"],
  revoke: "POST https://accounts.zoho.com/oauth/v2/token/revoke?token={refresh token}",
  lifetime: "1 hour (access token), until it is revoked (refresh token)",
};

const clientSecret = (seed: number): string => fake("[0-9a-f]{42}", seed);

export const zohoClientSecret: Detector = {
  id: "zoho-client-secret",
  title: "Zoho OAuth client secret",
  provider: "zoho",
  category: "crm",
  severity: "high",
  opens: "Poses as the client: trades users' codes and refresh tokens for access tokens.",
  keywords: ["zoho"],
  pattern: named("zoho", "client[_.-]?secret", "[0-9a-f]{42}"),
  entropy: 3.2,
  confidence: 0.75,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9.])1000\.[A-Z0-9]{30,35}(?![A-Za-z0-9])/, withinBytes: 320 }],
  examples: [
    ...shown("ZOHO_CLIENT_SECRET", clientSecret),
    `ZOHO_CLIENT_ID=${fake("1000.[A-Z0-9]{30}", 13)}\nZOHO_CLIENT_SECRET=${clientSecret(14)}\n`,
  ],
  counterExamples: [
    ...unlike("ZOHO_CLIENT_SECRET", "", clientSecret),
    `BACKUP_KEY=${clientSecret(20)}\n`, // nothing names the provider
    `zoho checksum ${clientSecret(21)}`,
    `ZOHO_CLIENT_ID=${fake("1000.[A-Z0-9]{30}", 22)}`, // the id
  ],
  references: ["https://www.zoho.com/accounts/protocol/oauth-setup.html"],
  revoke: "https://api-console.zoho.com > the client > Client secret > Regenerate",
};
