import type { Guide } from "../guide.ts";

export const adminToken: Guide = {
  kinds: ["shopify-admin-access-token", "shopify-custom-app-access-token", "shopify-private-app-password"],
  name: "Shopify Admin API access token",
  purpose: "Manages one shop through the Admin API: products, orders, customers.",
  uses: [
    "Authentication of an app (header X-Shopify-Access-Token)",
    "Orders, stock, customers, themes",
    "Access control: access scopes of the app",
  ],
  made: {
    steps: [
      "The shop installs the app and the app exchanges a code, or its client credentials, for a token",
      "Custom apps made in the shop's admin show it once; new ones can no longer be made there",
    ],
    scopes: "Access scopes such as read_orders and write_products.",
    expiry: "Depends on the kind of app; tokens of custom apps in the admin have none.",
  },
  places: [".env files of apps and themes", "shopify.app.toml neighbours and CI settings"],
  acts: [
    { does: "Read customers, addresses and orders", harm: "data breach", severity: "critical" },
    { does: "Change prices, discounts, gift cards and payment details, refund orders", harm: "financial loss", severity: "critical" },
    { does: "Put scripts into the theme that read what customers type", harm: "unauthorised access", severity: "critical" },
    { does: "Write to your customers and change your shop", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "console",
    steps: [
      "Shop admin > Settings > Users and permissions > activity, and the app's own request history",
      "Orders, discounts, gift cards and webhooks that nobody made",
    ],
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: [
      "Dev Dashboard > the app > Settings > Credentials: make a new client secret",
      "Get new access tokens with it, accept webhooks signed with either",
      "Revoke the old client secret: tokens made with it end",
    ],
    note: "For apps made in the shop's admin there is no rotation beside the old one: uninstall and install again.",
  },
  revoke: {
    way: "console",
    steps: ["Shop admin > Settings > Apps > the app > Uninstall: all its tokens for the shop end"],
    isUnconfirmed: true,
  },
  overlap: {
    is: "depends",
    how: "Yes for apps with client credentials (old and new secret side by side); not for apps made in the shop's admin.",
  },
  stops: ["The app in that shop until it has a new token", "Webhook checks with the old client secret"],
  narrow: "Fewest access scopes; one app a purpose.",
  links: [
    "https://shopify.dev/docs/apps/build/authentication-authorization/manage-credentials",
    "https://shopify.dev/docs/apps/build/authentication-authorization/legacy/admin-custom-apps",
  ],
};
