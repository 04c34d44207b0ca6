import type { Guide } from "../guide.ts";

export const apiKey: Guide = {
  kinds: ["mailgun-api-key"],
  name: "Mailgun API key",
  purpose: "Sends mail from your domains and, by its role, manages the account.",
  uses: [
    "Authentication at the API: HTTP Basic user api",
    "Sending, routing and reading mail events",
    "Access control: roles admin, developer, basic, sending",
  ],
  made: {
    steps: [
      "Mailgun > Settings > API security > Add key",
      "or POST https://api.mailgun.net/v1/keys with role, kind, expiration; the secret is answered once",
    ],
    scopes: "One role; a domain's sending key may only send for that domain.",
    expiry: "expiration in seconds, when it was given.",
  },
  places: ["MAILGUN_API_KEY in .env files", "configuration of frameworks"],
  acts: [
    { does: "Send phishing that passes SPF and DKIM of your domain", harm: "loss of reputation", severity: "critical" },
    { does: "Read stored mail, events and mailing lists", harm: "data breach", severity: "critical" },
    {
      does: "Change routes: incoming mail goes to the attacker, password resets among it",
      harm: "unauthorised access",
      severity: "critical",
    },
    { does: "Send at the owner's cost", harm: "financial loss", severity: "medium" },
  ],
  misuse: {
    way: "api",
    steps: ["GET https://api.mailgun.net/v3/{domain}/events: timestamp, event, ip, client-info", "Account logs in the panel"],
    note: "Domains in the EU answer at api.eu.mailgun.net.",
  },
  rotate: {
    way: "api",
    steps: [
      "POST https://api.mailgun.net/v1/keys with the smallest role",
      "Switch the users",
      "DELETE https://api.mailgun.net/v1/keys/{old id}",
    ],
  },
  revoke: {
    way: "api",
    steps: ["DELETE https://api.mailgun.net/v1/keys/{id}"],
    note: "Others report that a reset key may stay valid for up to 48 hours: check that it is refused.",
  },
  overlap: { is: "yes", how: "Several keys are valid together." },
  stops: ["Services with that key"],
  narrow: "A sending key of one domain; the IP allowlist of the account.",
  links: ["https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/keys/post-v1-keys"],
};
