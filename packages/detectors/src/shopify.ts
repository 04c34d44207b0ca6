import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const shopify =
  (prefix: string) =>
  (seed: number): string =>
    fake(`${prefix}[0-9a-f]{32}`, seed);
const SHOP = [{ name: "shop", pattern: /[a-z0-9-]{1,60}\.myshopify\.com/, withinBytes: 512 }];
const SHOPIFY = ["https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens"];
const shopifyToken = (prefix: string) => ({
  prefixes: [prefix],
  pattern: alone(`${prefix}[0-9a-fA-F]{32}`),
  entropy: 2.8,
  confidence: 0.96,
  companions: SHOP,
});
export const shopifyAdminToken: Detector = {
  id: "shopify-admin-access-token",
  title: "Shopify admin API access token",
  provider: "shopify",
  category: "ecommerce",
  severity: "critical",
  opens: "Reads and changes the shop's orders, customers and products, as its scopes allow.",
  ...shopifyToken("shpat_"),
  examples: [
    ...shown("SHOPIFY_ACCESS_TOKEN", shopify("shpat_")),
    `curl -H "X-Shopify-Access-Token: ${shopify("shpat_")(13)}" https://acme.myshopify.com/admin/api/2026-01/shop.json`,
  ],
  counterExamples: [
    ...unlike("SHOPIFY_ACCESS_TOKEN", "shpat_", shopify("shpat_")),
    `SHOPIFY_ACCESS_TOKEN=${fake("shpat_[g-z]{32}", 20)}`,
    `SHOPIFY_ACCESS_TOKEN=${shopify("shpss_")(21)}`,
  ],
  references: SHOPIFY,
  revoke: "Shop admin > Settings > Apps > the app > Uninstall, or rotate its credentials",
};

export const shopifyCustomAppToken: Detector = {
  id: "shopify-custom-app-access-token",
  title: "Shopify custom app access token",
  provider: "shopify",
  category: "ecommerce",
  severity: "critical",
  opens: "Reads and changes the shop's orders, customers and products, as the app's scopes allow.",
  ...shopifyToken("shpca_"),
  examples: [...shown("SHOPIFY_TOKEN", shopify("shpca_")), `{"shop":"acme.myshopify.com","token":"${shopify("shpca_")(13)}"}`],
  counterExamples: [
    ...unlike("SHOPIFY_TOKEN", "shpca_", shopify("shpca_")),
    `SHOPIFY_TOKEN=${fake("shpca_[g-z]{32}", 20)}`,
    `SHOPIFY_TOKEN=${fake("shpca_[0-9a-f]{20}", 21)}`,
  ],
  references: SHOPIFY,
  revoke: "Shop admin > Settings > Apps > Develop apps > the app > Uninstall",
};

export const shopifyPrivateAppPassword: Detector = {
  id: "shopify-private-app-password",
  title: "Shopify private app password",
  provider: "shopify",
  category: "ecommerce",
  severity: "critical",
  opens: "Reads and changes the shop's orders, customers and products, as the app's permissions allow.",
  ...shopifyToken("shppa_"),
  examples: [...shown("SHOPIFY_PASSWORD", shopify("shppa_")), `https://abc:${shopify("shppa_")(13)}@acme.myshopify.com/admin/shop.json`],
  counterExamples: [
    ...unlike("SHOPIFY_PASSWORD", "shppa_", shopify("shppa_")),
    `SHOPIFY_PASSWORD=${fake("shppa_[g-z]{32}", 20)}`,
    `SHOPIFY_PASSWORD=${fake("shppa_[0-9a-f]{20}", 21)}`,
  ],
  references: SHOPIFY,
  revoke: "Shop admin > Settings > Apps > the private app > Delete",
};

export const shopifySharedSecret: Detector = {
  id: "shopify-shared-secret",
  title: "Shopify app client secret",
  provider: "shopify",
  category: "ecommerce",
  severity: "critical",
  opens: "Poses as the app in every shop that has it: trades codes for tokens and forges webhooks.",
  ...shopifyToken("shpss_"),
  examples: [...shown("SHOPIFY_API_SECRET", shopify("shpss_")), `client_secret: "${shopify("shpss_")(13)}"\n`],
  counterExamples: [
    ...unlike("SHOPIFY_API_SECRET", "shpss_", shopify("shpss_")),
    `SHOPIFY_API_SECRET=${fake("shpss_[g-z]{32}", 20)}`,
    `SHOPIFY_API_KEY=${fake("[0-9a-f]{32}", 21)}`, // the public half
  ],
  references: ["https://shopify.dev/docs/apps/build/authentication-authorization/client-secrets"],
  revoke: "Partner dashboard > the app > Client credentials > Rotate",
};

export const shopifyPartnerToken: Detector = {
  id: "shopify-partner-api-token",
  title: "Shopify partner API token",
  provider: "shopify",
  category: "ecommerce",
  severity: "high",
  opens: "Reads the partner's apps, shops and earnings.",
  ...shopifyToken("prtapi_"),
  examples: [...shown("SHOPIFY_PARTNER_TOKEN", shopify("prtapi_")), `curl -H "X-Shopify-Access-Token: ${shopify("prtapi_")(13)}" $URL`],
  counterExamples: [
    ...unlike("SHOPIFY_PARTNER_TOKEN", "prtapi_", shopify("prtapi_")),
    `SHOPIFY_PARTNER_TOKEN=${fake("prtapi_[g-z]{32}", 20)}`,
    `SHOPIFY_PARTNER_TOKEN=${fake("prtapi_[0-9a-f]{20}", 21)}`,
  ],
  references: ["https://shopify.dev/docs/api/partner"],
  revoke: "Partner dashboard > Settings > Partner API clients > Delete",
};
