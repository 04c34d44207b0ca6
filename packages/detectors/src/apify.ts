import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("apify_api_[A-Za-z0-9]{36}", seed);

export const apifyApiToken: Detector = {
  id: "apify-api-token",
  title: "Apify API token",
  provider: "apify",
  category: "saas",
  severity: "high",
  opens: "Runs scrapers at the owner's cost and reads their results.",
  prefixes: ["apify_api_"],
  pattern: alone("apify_api_[A-Za-z0-9]{34,38}"),
  entropy: 4.0,
  confidence: 0.97,
  examples: [...shown("APIFY_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("APIFY_TOKEN", "apify_api_", make, 4),
    `APIFY_TOKEN=${fake("apify_api_[A-Za-z0-9]{20}", 20)}`,
    `APIFY_TOKEN=${fake("apify_api_[a-z]{10}_[a-z]{10}", 21)}`,
  ],
  references: ["https://docs.apify.com/platform/integrations/api"],
  revoke: "https://console.apify.com/settings/integrations > Delete",
};

const proxy = (seed: number): string => fake("apify_proxy_[A-Za-z0-9]{36}", seed);
export const apifyProxyPassword: Detector = {
  id: "apify-proxy-password",
  title: "Apify proxy password",
  provider: "apify",
  category: "data",
  severity: "medium",
  opens: "Sends traffic through the account's proxies, at its cost and in its name.",
  prefixes: ["apify_proxy_"],
  // The length is not documented; names such as APIFY_PROXY_HOSTNAME have no digit and capital in so long a run.
  pattern: /(?<![A-Za-z0-9_-])apify_proxy_(?=[A-Za-z]{0,35}[0-9])(?=[a-z0-9]{0,35}[A-Z])[A-Za-z0-9]{25,45}(?![A-Za-z0-9_-])/,
  entropy: 3.5,
  confidence: 0.9,
  examples: [...shown("APIFY_PROXY_PASSWORD", proxy), `http://auto:${proxy(13)}@proxy.apify.com:8000`],
  counterExamples: [
    ...unlike("APIFY_PROXY_PASSWORD", "apify_proxy_", proxy, 14),
    `apify_proxy_${fake("[a-z]{36}", 20)}: true`,
    `const apify_proxy_configuration = await Actor.createProxyConfiguration();`,
  ],
  references: ["https://docs.apify.com/platform/proxy/usage"],
  revoke: "https://console.apify.com/proxy > Password > Reset",
};
