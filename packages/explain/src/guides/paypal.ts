import type { Guide } from "../guide.ts";

export const clientSecret: Guide = {
  kinds: ["paypal-client-secret"],
  name: "PayPal client secret",
  purpose: "Password of a PayPal REST app: gets access tokens for payments.",
  uses: [
    "Authentication: client id and secret as HTTP Basic at /v1/oauth2/token",
    "Orders, captures, refunds, payouts",
    "Access control: features that are switched on for the app",
  ],
  made: {
    steps: ["developer.paypal.com > Apps & credentials > the app (Live) > Secret"],
    scopes: "The features of the app; payouts only where PayPal allowed them.",
    expiry: "None.",
  },
  places: ["PAYPAL_CLIENT_SECRET in .env files", "plugins and settings of shops"],
  acts: [
    { does: "Refund and, where allowed, pay out the balance", harm: "financial loss", severity: "critical" },
    { does: "Read transactions with names and addresses", harm: "data breach", severity: "critical" },
    { does: "Add webhooks that get every payment event", harm: "unauthorised access", severity: "high" },
    { does: "Take payments under your name", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "GET https://api-m.paypal.com/v1/reporting/transactions with start_date and end_date, where the app has the feature: refunds and payouts that nobody made",
      "Developer dashboard > API logs, if it is there",
    ],
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: ["developer.paypal.com > the app > generate a second secret", "Switch the users", "Disable, then delete the first"],
    isUnconfirmed: true,
  },
  revoke: {
    way: "console",
    steps: ["developer.paypal.com > the app > disable the secret, then delete it"],
    note: "Access tokens that it got live on until they end.",
    isUnconfirmed: true,
  },
  overlap: { is: "yes", how: "An app may have two secrets for the change." },
  stops: ["Shops and services with that secret"],
  narrow: "Switch off features that the app does not need; one app a shop.",
  links: ["https://developer.paypal.com/api/rest/authentication/"],
};
