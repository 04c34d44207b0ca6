import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";
import { ASSIGN, anyCase } from "./_words.ts";

const okta = (seed: number): string => fake("00[A-Za-z0-9_-]{37}[A-Z][a-z]7", seed);
const OKTA_NAME = anyCase("(?:okta|ssws)");
export const oktaApiToken: Detector = {
  id: "okta-api-token",
  title: "Okta API token",
  provider: "okta",
  category: "identity",
  severity: "critical",
  opens: "Has its owner's admin rights over the organisation: users, groups, apps and their sign-in.",
  keywords: ["okta", "ssws"],
  pattern: new RegExp(
    String.raw`(?<![A-Za-z])${OKTA_NAME}(?:[\w.-]{0,24}?${anyCase("(?:token|key|secret)")}${ASSIGN}|["' \t:=]{0,4}[ \t]{1,4}["']?|[^\n]{0,80}?(?:\n[^\n]{0,80}?){0,4}?(?<![\w.-])${anyCase("(?:api[_.-]?)?token")}${ASSIGN})(?<secret>00(?=[A-Za-z0-9_-]{0,39}[A-Z])(?=[A-Za-z0-9_-]{0,39}[a-z])[A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])`,
  ),
  entropy: 4,
  confidence: 0.75,
  companions: [{ name: "domain", pattern: /[a-z0-9-]{1,60}\.(?:okta|oktapreview|okta-emea)\.com/, withinBytes: 512 }],
  examples: [
    ...shown("OKTA_API_TOKEN", okta),
    `curl -H "Authorization: SSWS ${okta(13)}" https://acme.okta.com/api/v1/users/me`,
    `provider "okta" {\n  org_name  = "acme"\n  api_token = "${okta(14)}"\n}`,
  ],
  counterExamples: [
    `OKTA_API_TOKEN=\${OKTA_API_TOKEN}`,
    `OKTA_API_TOKEN=${okta(20).slice(0, -1)}`,
    `OKTA_API_TOKEN=00${"x".repeat(40)}`,
    `OKTA_CLIENT_ID=${fake("0oa[A-Za-z0-9]{17}", 21)}`, // public
    `okta sha256 00${fake("[0-9a-f]{62}", 22)}`,
    `API_TOKEN=${okta(23)}`,
  ],
  references: ["https://developer.okta.com/docs/guides/create-an-api-token/main/"],
  revoke: "DELETE https://{domain}/api/v1/api-tokens/current with the token, or Security > API > Tokens > Revoke",
};
