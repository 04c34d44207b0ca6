import type { Ability, Guide } from "../guide.ts";

const MISUSE: Ability = {
  way: "api",
  steps: [
    "GET https://api.stripe.com/v1/events with created[gte]: 30 days of what happened; look for charges, refunds, payouts, transfers and changed accounts",
    "GET https://api.stripe.com/v1/webhook_endpoints: addresses that are not yours",
    "Request logs with key and address are in the dashboard only (Developers > Logs): export them by hand",
  ],
  note: "Events carry no address and no key; no log API was found.",
};

const ROTATE: Ability = {
  way: "console",
  steps: [
    "dashboard.stripe.com/apikeys > the key > Roll key, and choose when the old one ends",
    "Put the new key into your secret store and switch the users before that time",
  ],
  note: "No API for ordinary accounts: /v2/iam/api_keys is a private preview for installed Stripe Apps.",
};

const REVOKE: Ability = {
  way: "console",
  steps: ["dashboard.stripe.com/apikeys > the key > Roll key, with the old one to end now"],
  note: "No API for ordinary accounts ends a key.",
};

export const secretKey: Guide = {
  kinds: ["stripe-secret-key", "stripe-test-key"],
  name: "Stripe secret key",
  purpose: "Full access to a Stripe account's API: payments, customers, payouts.",
  uses: [
    "Authentication of your server at Stripe",
    "Charging, refunding and paying out",
    "Access control: none, a secret key may do everything (a restricted key less)",
  ],
  made: {
    steps: ["dashboard.stripe.com/apikeys > Create secret key", "A live key is shown once"],
    scopes: "Everything. A restricted key (rk_) has read or write for each resource.",
    expiry: "None; rolling gives the old one an end.",
  },
  places: ["STRIPE_SECRET_KEY in .env files", "code of payment back ends", "settings of hosting platforms"],
  acts: [
    { does: "Refund, transfer and pay out money; charge stored cards", harm: "financial loss", severity: "critical" },
    { does: "Read customers, addresses, the last digits of cards and invoices", harm: "data breach", severity: "critical" },
    { does: "Add webhook endpoints that get every event from now on", harm: "unauthorised access", severity: "high" },
    { does: "Test stolen cards on your account: disputes rise and Stripe may close it", harm: "loss of reputation", severity: "high" },
  ],
  misuse: MISUSE,
  rotate: ROTATE,
  revoke: REVOKE,
  overlap: { is: "yes", how: "Rolling in the dashboard asks when the old key ends, from now to days later." },
  stops: ["Every server and plugin with the old key when its time ends", "Not affected: webhook signing secrets, publishable keys"],
  narrow: "Restricted keys with the few resources a service needs, one a service.",
  links: [
    "https://docs.stripe.com/keys",
    "https://docs.stripe.com/keys-best-practices",
    "https://support.stripe.com/questions/how-do-i-roll-change-update-my-stripe-api-key",
  ],
};

export const restrictedKey: Guide = {
  ...secretKey,
  kinds: ["stripe-restricted-key"],
  name: "Stripe restricted key",
  purpose: "Access to chosen resources of a Stripe account.",
  made: {
    steps: ["dashboard.stripe.com/apikeys > Create restricted key", "Choose none, read or write for each resource"],
    scopes: "What was chosen. A 403 from Stripe means that the key lives and may not do that one thing.",
    expiry: "None; rolling gives the old one an end.",
  },
};

export const webhookSecret: Guide = {
  kinds: ["stripe-webhook-secret"],
  name: "Stripe webhook signing secret",
  purpose: "Proves to your server that an event comes from Stripe. It cannot call the API.",
  uses: [
    "Secure communication: key of the Stripe-Signature header",
    "Authentication of Stripe to your server",
    "Access control: one endpoint",
  ],
  made: {
    steps: [
      "dashboard.stripe.com/webhooks > the endpoint > Signing secret",
      "or POST https://api.stripe.com/v1/webhook_endpoints: secret is answered once",
    ],
    scopes: "Events of one endpoint.",
    expiry: "None.",
  },
  places: ["STRIPE_WEBHOOK_SECRET in .env files", "code of webhook handlers"],
  acts: [
    { does: "Forge events: your server then believes that something was paid", harm: "financial loss", severity: "high" },
    { does: "Have goods and access handed out without payment", harm: "unauthorised access", severity: "medium" },
  ],
  misuse: {
    way: "api",
    steps: [
      "Compare the events that your server took with GET https://api.stripe.com/v1/events: an id that Stripe does not know was forged",
    ],
  },
  rotate: {
    way: "api",
    steps: [
      "dashboard.stripe.com/webhooks > the endpoint > Roll secret",
      "or by API: POST https://api.stripe.com/v1/webhook_endpoints makes a second endpoint with its own secret; delete the old one after the switch",
    ],
  },
  revoke: { way: "api", steps: ["DELETE https://api.stripe.com/v1/webhook_endpoints/{id} after another endpoint takes the events"] },
  overlap: { is: "yes", how: "Two endpoints work side by side." },
  stops: ["The handler refuses events until it has the new secret; Stripe sends them again for a while"],
  narrow: "Fetch the event by its id before you act on it: then a forged one does nothing.",
  links: ["https://docs.stripe.com/webhooks"],
};
