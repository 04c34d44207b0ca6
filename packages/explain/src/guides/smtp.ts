import type { Guide } from "../guide.ts";

export const password: Guide = {
  kinds: ["smtp-uri"],
  name: "SMTP password",
  purpose: "Sends mail through a mail server as one user.",
  uses: [
    "Authentication of programs at the mail server",
    "Sending of notices and password resets",
    "Access control: the sender addresses that the server allows the user",
  ],
  made: {
    steps: ["The mail server's or provider's page for users, app passwords or SMTP credentials"],
    scopes: "Sending; the same password often opens the mailbox by IMAP too.",
    expiry: "None, as a rule.",
  },
  places: ["MAIL_PASSWORD and SMTP_URL in .env files", "settings of frameworks, shops and printers"],
  acts: [
    { does: "Send phishing that passes SPF and DKIM of your domain", harm: "loss of reputation", severity: "high" },
    {
      does: "Read the mailbox where the password opens it: password resets of other services arrive there",
      harm: "unauthorised access",
      severity: "critical",
    },
    { does: "Read customers' mail", harm: "data breach", severity: "high" },
    { does: "Have invoices paid to another account", harm: "financial loss", severity: "high" },
  ],
  misuse: {
    way: "console",
    steps: [
      "The mail server's log: log-ins of the user with address and time, mails per hour",
      "Bounces and complaints that nobody can explain; forwarding rules in the mailbox",
    ],
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: ["Make a second user or app password for the program", "Switch the program, send a test mail", "Delete the first"],
    isUnconfirmed: true,
  },
  revoke: {
    way: "console",
    steps: ["Delete the app password or SMTP credential, or change the user's password", "End open sessions and look for forwarding rules"],
    isUnconfirmed: true,
  },
  overlap: { is: "depends", how: "Yes where the server has app passwords or several credentials a sender; else by a second user." },
  stops: ["Programs, printers and forms that send with it: mails are lost or wait"],
  narrow: "A user that may only send, from one address; limits per hour; two-factor log-in for people.",
  links: ["https://www.rfc-editor.org/rfc/rfc4954"],
};
