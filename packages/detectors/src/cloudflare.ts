import { type Detector, fake } from "@stanch/model";
import { alone, named, sent, shown, unlike } from "./_token.ts";

const cfToken =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}[A-Za-z0-9]{40}[0-9a-f]{8}`, seed);
const cfOld = (seed: number): string => fake("[A-Za-z0-9_-]{37}[A-Z][a-z]7", seed);
const cfGlobal = (seed: number): string => fake("[0-9a-f]{37}", seed);
const CF_FORMATS = "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/";
export const cloudflareApiToken: Detector = {
  id: "cloudflare-api-token",
  title: "Cloudflare API token",
  provider: "cloudflare",
  category: "cdn",
  severity: "critical",
  opens: "What its permissions name: often DNS records, so traffic and mail can be led elsewhere, and Workers' code and secrets.",
  rules: [
    // Its end is a checksum whose making is not published: only the shape is asked for.
    { prefixes: ["cfut_", "cfat_"], pattern: alone("cf[ua]t_[A-Za-z0-9]{40}[0-9a-f]{8}"), entropy: 3.8, confidence: 0.96 },
    {
      id: "old",
      keywords: ["cloudflare", "cf_api_token", "cf_token", "cf_dns"],
      pattern: named(
        "cloudflare|cf(?=_)",
        "(?:api|auth|access|dns|dns_api|zone)?[_.-]?token",
        "(?=[A-Za-z0-9_-]{0,39}[0-9])(?=[A-Za-z0-9_-]{0,39}[A-Z])(?=[A-Za-z0-9_-]{0,39}[a-z])[A-Za-z0-9_-]{40}",
      ),
      entropy: 4,
      confidence: 0.7,
    },
  ],
  examples: [
    ...shown("CLOUDFLARE_API_TOKEN", cfToken("cfut_")),
    ...shown("CLOUDFLARE_API_TOKEN", cfOld),
    ...sent(cfToken("cfat_")),
    `CF_DNS_API_TOKEN=${cfOld(13)}\n`,
    `provider "cloudflare" {\n  api_token = "${cfOld(14)}"\n}`,
  ],
  counterExamples: [
    ...unlike("CLOUDFLARE_API_TOKEN", "cfut_", cfToken("cfut_")),
    `CLOUDFLARE_API_TOKEN=${fake("[0-9a-f]{40}", 20)}`, // a commit
    `CLOUDFLARE_ACCOUNT_ID=${fake("[0-9a-f]{32}", 21)}`,
    `CF_TUNNEL=${cfOld(22)}`,
    `# cloudflare\nSTRIPE_TOKEN=${cfOld(23)}`,
  ],
  references: [CF_FORMATS, "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/"],
  revoke: "https://dash.cloudflare.com/profile/api-tokens > Roll or Delete",
};

export const cloudflareGlobalKey: Detector = {
  id: "cloudflare-global-api-key",
  title: "Cloudflare global API key",
  provider: "cloudflare",
  category: "cdn",
  severity: "critical",
  opens: "With its owner's mail address everything that the owner may do in all accounts; it has no scopes.",
  rules: [
    { prefixes: ["cfk_"], pattern: alone("cfk_[A-Za-z0-9]{40}[0-9a-f]{8}"), entropy: 3.8, confidence: 0.96 },
    {
      id: "old",
      keywords: ["cloudflare", "x-auth-key", "cf_api_key", "cf_key", "cf_global"],
      pattern: named("cloudflare|cf(?=_)|x-auth(?=-key)", "(?:global|auth)?[_.-]?(?:api)?[_.-]?key", "[0-9a-f]{37}"),
      entropy: 3.3,
      confidence: 0.65,
      companions: [
        { name: "email", pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,12}(?![A-Za-z0-9])/, withinBytes: 256 },
      ],
    },
  ],
  examples: [
    ...shown("CLOUDFLARE_API_KEY", cfToken("cfk_")),
    ...shown("CLOUDFLARE_API_KEY", cfGlobal),
    `curl -H "X-Auth-Email: jane@acme.io" -H "X-Auth-Key: ${cfGlobal(13)}" $URL`,
    `CF_API_EMAIL=jane@acme.io\nCF_API_KEY=${cfGlobal(14)}\n`,
  ],
  counterExamples: [
    ...unlike("CLOUDFLARE_API_KEY", "cfk_", cfToken("cfk_")),
    `CLOUDFLARE_API_KEY=${cfGlobal(20).slice(1)}`,
    `CLOUDFLARE_ZONE_ID=${fake("[0-9a-f]{32}", 21)}`,
    `cloudflare commit ${fake("[0-9a-f]{40}", 22)}`,
    `CLOUDFLARE_API_KEY=${"0".repeat(37)}`,
  ],
  references: [CF_FORMATS, "https://developers.cloudflare.com/fundamentals/api/get-started/keys/"],
  revoke: "https://dash.cloudflare.com/profile/api-tokens > Global API key > Change",
};

const originCa = (seed: number): string => fake("v1.0-[0-9a-f]{24}-[0-9a-f]{146}", seed);
export const cloudflareOriginCaKey: Detector = {
  id: "cloudflare-origin-ca-key",
  title: "Cloudflare origin CA key",
  provider: "cloudflare",
  category: "cdn",
  severity: "high",
  opens: "Issues and revokes origin certificates for the account's domains.",
  prefixes: ["v1.0-"],
  pattern: alone(String.raw`v1\.0-[0-9a-f]{24}-[0-9a-f]{146}`),
  confidence: 0.96,
  examples: [...shown("CLOUDFLARE_API_USER_SERVICE_KEY", originCa), `curl -H "X-Auth-User-Service-Key: ${originCa(13)}" $URL`],
  counterExamples: [
    ...unlike("CLOUDFLARE_API_USER_SERVICE_KEY", "v1.0-", originCa),
    `tag: v1.0-${fake("[0-9a-f]{24}", 20)}`,
    `release v1.0-${fake("[0-9a-f]{40}", 21)}.tgz`,
  ],
  references: ["https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/"],
  revoke: "https://dash.cloudflare.com/profile/api-tokens > Origin CA key > Change",
};
