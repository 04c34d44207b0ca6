import type { Guide } from "../guide.ts";

export const apiKey: Guide = {
  kinds: ["sendgrid-api-key"],
  name: "SendGrid API key",
  purpose: "Sends mail from your verified domains and, with full access, manages the account.",
  uses: [
    "Authentication at the Web API and as the SMTP password (user apikey)",
    "Transactional and marketing mail",
    "Access control: scopes of the key",
  ],
  made: {
    steps: [
      "Settings > API keys > Create API key",
      "or POST https://api.sendgrid.com/v3/api_keys with name and scopes; the key is answered once",
    ],
    scopes: "A list; GET /v3/scopes with the key shows them.",
    expiry: "None. At most 100 keys an account.",
  },
  places: ["SENDGRID_API_KEY in .env files", "SMTP settings of frameworks", "code of contact forms"],
  acts: [
    { does: "Send phishing that passes SPF and DKIM of your domain", harm: "loss of reputation", severity: "critical" },
    { does: "Read contacts, templates and statistics", harm: "data breach", severity: "high" },
    { does: "Use up the plan's mails", harm: "financial loss", severity: "medium" },
    { does: "Make further keys and sender identities, with full access", harm: "unauthorised access", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "GET https://api.sendgrid.com/v3/access_settings/activity: recent addresses, seven days",
      "GET https://api.sendgrid.com/v3/messages (paid add-on): from_email, subject, status",
    ],
  },
  rotate: {
    way: "api",
    steps: [
      "POST https://api.sendgrid.com/v3/api_keys with the same scopes or fewer",
      "Switch the users",
      "DELETE https://api.sendgrid.com/v3/api_keys/{old id}",
    ],
    note: "With 100 keys the call is refused with 403.",
  },
  revoke: {
    way: "api",
    steps: ["DELETE https://api.sendgrid.com/v3/api_keys/{id}: the id is the 22 characters after SG."],
    note: "It cannot be undone.",
  },
  overlap: { is: "yes", how: "Many keys are valid together." },
  stops: ["Services and SMTP clients with that key"],
  narrow: "mail.send only; an IP access list for the account.",
  links: ["https://twilio.com/docs/sendgrid/api-reference/api-keys/create-api-keys"],
};
