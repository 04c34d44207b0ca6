import { type Checksum, type Detector, type Rule, base62, crc32, fake } from "@stanch/model";
import { alone, altered, sent, shown, unlike, withChecksum } from "./_token.ts";

// 37 letters and digits and their CRC-32 in base 62, as server/polar/kit/crypto.py of the provider's open sources makes them.
const checksum: Checksum = {
  name: "CRC-32",
  verify: (secret) => base62(crc32(secret.slice(-43, -6)), 6) === secret.slice(-6),
};
const rule = (prefix: string): Rule => ({ prefixes: [prefix], pattern: alone(`${prefix}[A-Za-z0-9]{43}`), checksum });
const maker =
  (prefix: string) =>
  (seed: number): string =>
    withChecksum(prefix, fake("[A-Za-z0-9]{37}", seed));
const near = (name: string, prefix: string): string[] => [
  ...unlike(name, prefix, maker(prefix)),
  `${name}=${altered(maker(prefix)(20))}\n`, // a wrong checksum
];
const REFERENCES = ["https://docs.polar.sh/api-reference/introduction", "https://github.com/polarsource/polar"];

const organization = maker("polar_oat_");
export const polarOrganizationToken: Detector = {
  id: "polar-organization-access-token",
  title: "Polar organization access token",
  provider: "polar",
  category: "payment",
  severity: "critical",
  opens: "Acts for the organisation within its scopes: reads customers and orders, refunds, and changes products and prices.",
  ...rule("polar_oat_"),
  examples: [...shown("POLAR_ACCESS_TOKEN", organization), ...sent(organization)],
  counterExamples: near("POLAR_ACCESS_TOKEN", "polar_oat_"),
  references: REFERENCES,
  revoke: "https://polar.sh > Settings > Developers > Organization access tokens > Delete",
};

const personal = maker("polar_pat_");
export const polarPersonalToken: Detector = {
  id: "polar-personal-access-token",
  title: "Polar personal access token",
  provider: "polar",
  category: "payment",
  severity: "critical",
  opens: "Acts as its owner within its scopes in all organisations that the owner belongs to.",
  ...rule("polar_pat_"),
  examples: [...shown("POLAR_TOKEN", personal), ...sent(personal)],
  counterExamples: near("POLAR_TOKEN", "polar_pat_"),
  references: REFERENCES,
  revoke: "https://polar.sh/settings > Personal access tokens > Delete",
};

const access = maker("polar_at_");
export const polarOauthToken: Detector = {
  id: "polar-oauth-access-token",
  title: "Polar OAuth access token",
  provider: "polar",
  category: "payment",
  severity: "high",
  opens: "Acts for the user or organisation that authorised the app, within the scopes granted.",
  rules: [rule("polar_at_"), { ...rule("polar_at_u_"), id: "user" }, { ...rule("polar_at_o_"), id: "organization" }],
  examples: [
    ...shown("POLAR_ACCESS_TOKEN", access),
    `{"access_token": "${maker("polar_at_u_")(13)}"}`,
    `{"access_token": "${maker("polar_at_o_")(14)}"}`,
  ],
  counterExamples: [...near("POLAR_ACCESS_TOKEN", "polar_at_"), `TOKEN=${altered(maker("polar_at_u_")(21))}\n`],
  references: REFERENCES,
  revoke: "POST https://api.polar.sh/v1/oauth2/revoke with the token",
};

const refresh = maker("polar_rt_");
export const polarRefreshToken: Detector = {
  id: "polar-refresh-token",
  title: "Polar OAuth refresh token",
  provider: "polar",
  category: "payment",
  severity: "high",
  opens: "With the app's client secret it makes new access tokens for whoever authorised the app.",
  rules: [rule("polar_rt_"), { ...rule("polar_rt_u_"), id: "user" }, { ...rule("polar_rt_o_"), id: "organization" }],
  examples: [
    ...shown("POLAR_REFRESH_TOKEN", refresh),
    `{"refresh_token": "${maker("polar_rt_u_")(13)}"}`,
    `{"refresh_token": "${maker("polar_rt_o_")(14)}"}`,
  ],
  counterExamples: near("POLAR_REFRESH_TOKEN", "polar_rt_"),
  references: REFERENCES,
  revoke: "POST https://api.polar.sh/v1/oauth2/revoke with the token",
};

const secret = maker("polar_cs_");
export const polarClientSecret: Detector = {
  id: "polar-client-secret",
  title: "Polar OAuth client secret",
  provider: "polar",
  category: "payment",
  severity: "high",
  opens: "Poses as the app when it turns codes and refresh tokens into access to its users' organisations.",
  ...rule("polar_cs_"),
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])polar_ci_[A-Za-z0-9]{20,64}(?![A-Za-z0-9])/, withinBytes: 512 }],
  examples: [...shown("POLAR_CLIENT_SECRET", secret), `POLAR_CLIENT_ID=${maker("polar_ci_")(13)}\nPOLAR_CLIENT_SECRET=${secret(14)}\n`],
  counterExamples: [...near("POLAR_CLIENT_SECRET", "polar_cs_"), `POLAR_CLIENT_ID=${maker("polar_ci_")(21)}\n`],
  references: REFERENCES,
  revoke: "https://polar.sh > Settings > Developers > OAuth applications > the app > Delete",
};

const registration = maker("polar_crt_");
export const polarRegistrationToken: Detector = {
  id: "polar-client-registration-token",
  title: "Polar client registration token",
  provider: "polar",
  category: "payment",
  severity: "high",
  opens: "Reads, changes and deletes one OAuth app, its redirect addresses and its client secret among them.",
  ...rule("polar_crt_"),
  examples: [...shown("POLAR_REGISTRATION_TOKEN", registration), ...sent(registration)],
  counterExamples: near("POLAR_REGISTRATION_TOKEN", "polar_crt_"),
  references: REFERENCES,
  revoke: "https://polar.sh > Settings > Developers > OAuth applications > the app > Delete",
};

const customer = maker("polar_cst_");
export const polarCustomerSession: Detector = {
  id: "polar-customer-session-token",
  title: "Polar customer session token",
  provider: "polar",
  category: "payment",
  severity: "medium",
  opens: "Opens one customer's portal: orders, subscriptions and licence keys of that customer, for an hour or so.",
  ...rule("polar_cst_"),
  examples: [...shown("CUSTOMER_SESSION", customer), `https://polar.sh/acme/portal?customer_session_token=${customer(13)}`],
  counterExamples: near("CUSTOMER_SESSION", "polar_cst_"),
  references: REFERENCES,
  revoke: "It expires by itself",
};

const webhook = maker("polar_whs_");
export const polarWebhookSecret: Detector = {
  id: "polar-webhook-secret",
  title: "Polar webhook secret",
  provider: "polar",
  category: "payment",
  severity: "medium",
  opens: "Forges webhooks that the receiver takes for Polar's own, such as an order that nobody paid.",
  ...rule("polar_whs_"),
  examples: [...shown("POLAR_WEBHOOK_SECRET", webhook), `validateEvent(body, headers, "${webhook(13)}");`],
  counterExamples: near("POLAR_WEBHOOK_SECRET", "polar_whs_"),
  references: ["https://docs.polar.sh/integrate/webhooks/endpoints", "https://github.com/polarsource/polar"],
  revoke: "https://polar.sh > Settings > Webhooks > the endpoint > Reset secret",
};
