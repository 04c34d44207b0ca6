import type { Ability, Guide } from "../guide.ts";

const MISUSE: Ability = {
  way: "api",
  steps: [
    "GET https://monitor.twilio.com/v1/Events with StartDate, EndDate, SourceIpAddress, ActorSid: event_type, source_ip_address",
    "GET https://api.twilio.com/2010-04-01/Accounts/{sid}/Calls.json and …/Messages.json: new countries, bursts, price",
    "GET https://monitor.twilio.com/v1/Alerts",
  ],
};

export const authToken: Guide = {
  kinds: ["twilio-auth-token"],
  name: "Twilio Auth Token",
  purpose: "Password of the whole Twilio account, and the key that signs its webhooks.",
  uses: [
    "Authentication: account SID and Auth Token as HTTP Basic",
    "Secure communication: X-Twilio-Signature of webhooks is made with it",
    "Access control: none, it is the whole account",
  ],
  made: {
    steps: [
      "Twilio console > Account > API keys & tokens shows it",
      "POST https://accounts.twilio.com/v1/AuthTokens/Secondary makes a second one",
    ],
    scopes: "None: the whole account and its subaccounts.",
    expiry: "None.",
  },
  places: ["TWILIO_AUTH_TOKEN in .env files", "code of bots and notifiers"],
  acts: [
    {
      does: "Send messages and place calls at the owner's cost, most often to ranges that pay the attacker",
      harm: "financial loss",
      severity: "critical",
    },
    { does: "Read messages, recordings and call records, one-time codes among them", harm: "data breach", severity: "critical" },
    { does: "Point numbers at another server, make API keys to stay", harm: "unauthorised access", severity: "critical" },
    { does: "Send fraud from your numbers", harm: "loss of reputation", severity: "high" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "api",
    steps: [
      "POST https://accounts.twilio.com/v1/AuthTokens/Secondary: secondary_auth_token is valid beside the first",
      "Put it into your secret store, switch clients and webhook checks",
      "POST https://accounts.twilio.com/v1/AuthTokens/Promote: it becomes the primary, the old one ends",
    ],
    note: "DELETE …/AuthTokens/Secondary goes back before the promotion.",
  },
  revoke: {
    way: "api",
    steps: ["Make a secondary token and promote it: that deletes the old primary"],
    note: "There is no way to have no token at all.",
  },
  overlap: { is: "yes", how: "Primary and secondary are valid together." },
  stops: ["Clients with the old token", "Webhook signatures: they are made with the primary token from the promotion on"],
  narrow: "API keys (restricted ones where they suffice) for services, the Auth Token for nothing but webhook checks; geo permissions.",
  links: ["https://www.twilio.com/docs/iam/api/authtoken"],
};

export const apiKey: Guide = {
  ...authToken,
  kinds: ["twilio-api-key-secret"],
  name: "Secret of a Twilio API key",
  purpose: "Signs in to Twilio's API beside the account's token, and mints access tokens for client SDKs.",
  uses: [
    "Authentication: key SID (SK…) and secret as HTTP Basic",
    "Signing of access tokens for Voice, Video and Conversations SDKs",
    "Access control: standard, main or restricted",
  ],
  made: {
    steps: [
      "Twilio console > Account > API keys & tokens > Create API key",
      "or POST https://iam.twilio.com/v1/Keys: the secret is answered once",
    ],
    scopes: "Restricted keys carry a policy; others reach nearly all of the account.",
    expiry: "None.",
  },
  places: ["TWILIO_API_SECRET in .env files", "back ends that mint access tokens"],
  rotate: {
    way: "api",
    steps: ["POST https://iam.twilio.com/v1/Keys", "Switch the users", "DELETE https://iam.twilio.com/v1/Keys/{old sid}"],
  },
  revoke: { way: "api", steps: ["DELETE https://iam.twilio.com/v1/Keys/{sid}"], note: "It cannot be undone." },
  overlap: { is: "yes", how: "An account has many keys." },
  stops: ["Services with that key", "Access tokens that it signed"],
  links: ["https://www.twilio.com/docs/iam/api-keys"],
};
