import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const doToken =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}[0-9a-f]{64}`, seed);
export const digitaloceanPat: Detector = {
  id: "digitalocean-personal-access-token",
  title: "DigitalOcean personal access token",
  provider: "digitalocean",
  category: "cloud",
  severity: "critical",
  opens: "Acts on the team's account as its scopes allow: machines, databases, DNS.",
  prefixes: ["dop_v1_"],
  pattern: alone("dop_v1_[0-9a-f]{64}"),
  confidence: 0.97,
  examples: [...shown("DIGITALOCEAN_TOKEN", doToken("dop_v1_")), ...sent(doToken("dop_v1_"))],
  counterExamples: [
    ...unlike("DIGITALOCEAN_TOKEN", "dop_v1_", doToken("dop_v1_")),
    `DIGITALOCEAN_TOKEN=${fake("dop_v1_[g-z]{64}", 20)}`,
    `DIGITALOCEAN_TOKEN=${doToken("doo_v1_")(21)}`,
  ],
  references: ["https://docs.digitalocean.com/reference/api/create-personal-access-token/"],
  revoke: "https://cloud.digitalocean.com/account/api/tokens > Delete",
};

export const digitaloceanOauthToken: Detector = {
  id: "digitalocean-oauth-token",
  title: "DigitalOcean OAuth token",
  provider: "digitalocean",
  category: "cloud",
  severity: "critical",
  opens: "Acts on the account of the user who authorised the application, within the scopes granted.",
  prefixes: ["doo_v1_"],
  pattern: alone("doo_v1_[0-9a-f]{64}"),
  confidence: 0.97,
  examples: [...shown("DO_OAUTH_TOKEN", doToken("doo_v1_")), `{"access_token":"${doToken("doo_v1_")(13)}"}`],
  counterExamples: [
    ...unlike("DO_OAUTH_TOKEN", "doo_v1_", doToken("doo_v1_")),
    `DO_OAUTH_TOKEN=${doToken("dor_v1_")(20)}`,
    `DO_OAUTH_TOKEN=${fake("doo_v1_[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://docs.digitalocean.com/reference/api/oauth/"],
  revoke: "POST https://cloud.digitalocean.com/v1/oauth/revoke with the token",
};

export const digitaloceanRefreshToken: Detector = {
  id: "digitalocean-refresh-token",
  title: "DigitalOcean refresh token",
  provider: "digitalocean",
  category: "cloud",
  severity: "high",
  opens: "With the application's client secret it makes a new OAuth token.",
  prefixes: ["dor_v1_"],
  pattern: alone("dor_v1_[0-9a-f]{64}"),
  confidence: 0.97,
  examples: [...shown("DO_REFRESH_TOKEN", doToken("dor_v1_")), `refresh_token=${doToken("dor_v1_")(13)}&grant_type=refresh_token`],
  counterExamples: [
    ...unlike("DO_REFRESH_TOKEN", "dor_v1_", doToken("dor_v1_")),
    `DO_REFRESH_TOKEN=${doToken("dop_v1_")(20)}`,
    `DO_REFRESH_TOKEN=${fake("dor_v1_[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://docs.digitalocean.com/reference/api/oauth/"],
  revoke: "POST https://cloud.digitalocean.com/v1/oauth/revoke with the token",
};

const spacesKey = (seed: number): string => fake("DO00[A-Z0-9]{16}", seed);
const spacesSecret = (seed: number): string => fake("[A-Za-z0-9+/]{40}[A-Z][a-z]7", seed);
export const digitaloceanSpacesSecret: Detector = {
  id: "digitalocean-spaces-secret",
  title: "DigitalOcean Spaces secret key",
  provider: "digitalocean",
  category: "storage",
  severity: "high",
  opens: "With the access key beside it, it reads, changes and deletes the stored files.",
  prefixes: ["DO00", "DO801"],
  // The key id beside it is what tells 43 characters of base64 from any others.
  pattern: new RegExp(
    String.raw`(?:(?<![A-Za-z0-9])(?:DO00[A-Z0-9]{16}|DO801[A-Z0-9]{15})(?![A-Za-z0-9])[^\n]{0,80}(?:\n[^\n]{0,80}){0,2}?)[\s"'=:,](?<secret>(?=[A-Za-z0-9+/]{0,42}[0-9])(?=[A-Za-z0-9+/]{0,42}[A-Z])[A-Za-z0-9+/]{43})(?![A-Za-z0-9+/=])`,
  ),
  entropy: 4.2,
  confidence: 0.85,
  companions: [{ name: "accessKey", pattern: /(?<![A-Za-z0-9])(?:DO00[A-Z0-9]{16}|DO801[A-Z0-9]{15})(?![A-Za-z0-9])/, withinBytes: 320 }],
  examples: [
    `SPACES_KEY=${spacesKey(1)}\nSPACES_SECRET=${spacesSecret(2)}\n`,
    `access_key = "${spacesKey(3)}"\nsecret_key = "${spacesSecret(4)}"\n`,
    `{"key": "${spacesKey(5)}", "secret": "${spacesSecret(6)}"}`,
  ],
  counterExamples: [
    `SPACES_KEY=${spacesKey(20)}\nSPACES_SECRET=\${SPACES_SECRET}\n`,
    `SPACES_SECRET=${spacesSecret(21)}`, // no key beside it
    `SPACES_KEY=${spacesKey(22)}\nSPACES_SECRET=${spacesSecret(23).slice(1)}\n`,
    `SPACES_KEY=${spacesKey(24)}\nsha256=${fake("[0-9a-f]{64}", 25)}\n`,
  ],
  references: ["https://docs.digitalocean.com/products/spaces/how-to/manage-access/"],
  revoke: "DELETE https://api.digitalocean.com/v2/spaces/keys/{access_key}, or API > Spaces keys > Delete",
};
