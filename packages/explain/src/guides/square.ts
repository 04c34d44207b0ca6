import type { Guide } from "../guide.ts";

export const accessToken: Guide = {
  kinds: ["square-access-token"],
  name: "Square access token",
  purpose: "Uses a seller's Square account: payments, orders, customers.",
  uses: [
    "Authentication at Square's API",
    "Taking and refunding payments",
    "Access control: all of the own account (personal), or what a seller granted (OAuth)",
  ],
  made: {
    steps: [
      "Personal: developer.squareup.com > the app > Credentials",
      "OAuth: the seller authorises the app, POST https://connect.squareup.com/oauth2/token",
    ],
    scopes: "Personal: everything. OAuth: the permissions that the seller granted.",
    expiry: "Personal: none. OAuth: 30 days, renewed with the refresh token.",
  },
  places: ["SQUARE_ACCESS_TOKEN in .env files", "code of shops and tills"],
  acts: [
    { does: "Refund payments and change bank and payout settings that the API reaches", harm: "financial loss", severity: "critical" },
    { does: "Read customers, orders and stored cards' last digits", harm: "data breach", severity: "critical" },
    { does: "Charge stored cards", harm: "unauthorised access", severity: "critical" },
    { does: "Leave your customers with charges that they did not make", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "console",
    steps: ["Developer console > the app > API logs", "Payments, refunds and customers that nobody made"],
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: [
      "Personal: developer.squareup.com > the app > Replace token",
      "OAuth: POST https://connect.squareup.com/oauth2/token with the refresh token",
    ],
    isUnconfirmed: true,
  },
  revoke: {
    way: "api",
    steps: [
      "OAuth: POST https://connect.squareup.com/oauth2/revoke with the header Authorization: Client {application secret}",
      "Personal: replace it in the developer console; no call ends it",
    ],
    note: "The call ends all tokens of that seller for the app, whichever is named.",
  },
  overlap: {
    is: "depends",
    how: "OAuth tokens overlap until they end; whether a replaced personal token lives on for a while, the console says.",
  },
  stops: ["Tills, shops and jobs with that token"],
  narrow: "OAuth with few permissions in place of the personal token.",
  links: [
    "https://developer.squareup.com/docs/build-basics/access-tokens",
    "https://developer.squareup.com/docs/oauth-api/refresh-revoke-limit-scope",
  ],
};
