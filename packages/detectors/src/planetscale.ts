import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const pscale =
  (kind: string) =>
  (seed: number): string =>
    fake(`pscale_${kind}_[A-Za-z0-9_-]{42}[A-Za-z0-9]`, seed);
const pscaleDetector = (kind: string) => ({
  prefixes: [`pscale_${kind}_`],
  pattern: alone(`pscale_${kind}_[A-Za-z0-9_.-]{32,64}`),
  entropy: 3.8,
  confidence: 0.96,
});
export const planetscalePassword: Detector = {
  id: "planetscale-password",
  title: "PlanetScale database password",
  provider: "planetscale",
  category: "database",
  severity: "critical",
  opens: "With its user name, which is often beside it, it reads and changes the database branch.",
  ...pscaleDetector("pw"),
  examples: [...shown("DATABASE_PASSWORD", pscale("pw")), `DATABASE_URL=mysql://abc123:${pscale("pw")(13)}@aws.connect.psdb.cloud/app`],
  counterExamples: [
    ...unlike("DATABASE_PASSWORD", "pscale_pw_", pscale("pw"), 20),
    `pscale_pw_rotation_job`,
    `password=${pscale("px")(20)}`,
  ],
  references: ["https://planetscale.com/docs/concepts/connection-strings"],
  revoke: "https://app.planetscale.com > the database > Settings > Passwords > Delete",
};

export const planetscaleServiceToken: Detector = {
  id: "planetscale-service-token",
  title: "PlanetScale service token",
  provider: "planetscale",
  category: "database",
  severity: "critical",
  opens: "With its id it administers databases, branches and passwords as its permissions allow.",
  ...pscaleDetector("tkn"),
  examples: [...shown("PLANETSCALE_SERVICE_TOKEN", pscale("tkn")), `curl -H "Authorization: id123:${pscale("tkn")(13)}" $URL`],
  counterExamples: [
    ...unlike("PLANETSCALE_SERVICE_TOKEN", "pscale_tkn_", pscale("tkn"), 20),
    `token=${fake("pscale_tkn_[A-Za-z0-9]{16}", 20)}`,
    `pscale_tkn_id: abc`,
  ],
  references: ["https://planetscale.com/docs/concepts/service-tokens"],
  revoke: "https://app.planetscale.com > Settings > Service tokens > Delete",
};

export const planetscaleOauthToken: Detector = {
  id: "planetscale-oauth-token",
  title: "PlanetScale OAuth token",
  provider: "planetscale",
  category: "database",
  severity: "critical",
  opens: "Acts on the databases of the user who authorised the application, within the scopes granted.",
  ...pscaleDetector("oauth"),
  examples: [...shown("PLANETSCALE_TOKEN", pscale("oauth")), ...sent(pscale("oauth"))],
  counterExamples: [
    ...unlike("PLANETSCALE_TOKEN", "pscale_oauth_", pscale("oauth"), 20),
    `token=${fake("pscale_oauth_[A-Za-z0-9]{16}", 20)}`,
    `pscale_oauth_callback_url: https://acme.io`,
  ],
  references: ["https://planetscale.com/docs"],
  revoke: "https://app.planetscale.com > Settings > OAuth applications > revoke",
};
