import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const HEX32 = "[0-9a-f]{32}";
const old = (seed: number): string => fake("key-[0-9a-f]{32}", seed);
const recent = (seed: number): string => fake("[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}", seed);
const signing = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const mailgunApiKey: Detector = {
  id: "mailgun-api-key",
  title: "Mailgun API key",
  provider: "mailgun",
  category: "email",
  severity: "critical",
  opens: "Sends mail from the account's domains, reads its logs, stored mail and lists, and changes its routes.",
  rules: [
    {
      // Both shapes are rare enough alone, but others use them too: the word must be near.
      keywords: ["mailgun"],
      pattern: new RegExp(`(?<![A-Za-z0-9_-])(?:key-${HEX32}|${HEX32}-[0-9a-f]{8}-[0-9a-f]{8})(?![A-Za-z0-9_-])`),
      window: { before: 160, after: 256 },
      confidence: 0.85,
    },
  ],
  entropy: 3,
  examples: [
    ...shown("MAILGUN_API_KEY", old),
    ...shown("MAILGUN_API_KEY", recent),
    `curl -s --user 'api:${old(13)}' https://api.mailgun.net/v3/acme.io/messages`,
    `mailgun:\n  domain: acme.io\n  password: ${recent(14)}\n`,
  ],
  counterExamples: [
    `MAILGUN_API_KEY=key-${"x".repeat(32)}`,
    `MAILGUN_API_KEY=\${MAILGUN_API_KEY}`,
    `MAILGUN_API_KEY=${old(20).slice(0, -1)}`,
    `API_KEY=${old(21)}`, // nothing says Mailgun
    `mailgun.tgz sha1 ${fake("[0-9a-f]{40}", 22)}`,
    `mailgun pub${old(23)}`, // the public key
  ],
  references: ["https://documentation.mailgun.com/docs/mailgun/api-reference/authentication"],
  revoke: "DELETE https://api.mailgun.net/v1/keys/{id}, or Settings > API security > Delete",
};

export const mailgunSigningKey: Detector = {
  id: "mailgun-signing-key",
  title: "Mailgun webhook signing key",
  provider: "mailgun",
  category: "email",
  severity: "medium",
  opens: "Forges webhooks that the receiver takes for Mailgun's own.",
  keywords: ["mailgun"],
  pattern: named("mailgun", "(?:webhook[_.-]?)?signing[_.-]?key", HEX32),
  entropy: 3,
  confidence: 0.6,
  examples: [
    ...shown("MAILGUN_SIGNING_KEY", signing),
    `MAILGUN_WEBHOOK_SIGNING_KEY="${signing(13)}"`,
    `mailgun:\n  signing_key: ${signing(14)}\n`,
  ],
  counterExamples: [
    `MAILGUN_SIGNING_KEY=${signing(20).slice(1)}`,
    `MAILGUN_SIGNING_KEY=<signing key>`,
    `mailgun etag ${signing(21)}`,
    `# mailgun\nSLACK_SIGNING_KEY=${signing(22)}`,
  ],
  references: ["https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/"],
  revoke: "Settings > API security > HTTP webhook signing key > Reset",
};

const publicKey = (seed: number): string => fake("pubkey-[0-9a-f]{32}", seed);
export const mailgunPublicKey: Detector = {
  id: "mailgun-public-validation-key",
  title: "Mailgun public validation key",
  provider: "mailgun",
  category: "email",
  severity: "low",
  nature: "public",
  opens: "Public by design: it only checks addresses, at the account's cost.",
  prefixes: ["pubkey-"],
  pattern: new RegExp(`(?<![A-Za-z0-9_-])pubkey-${HEX32}(?![A-Za-z0-9_-])`),
  confidence: 0.9,
  examples: [...shown("MAILGUN_PUBLIC_KEY", publicKey), `$validator = new Mailgun("${publicKey(13)}");`],
  counterExamples: [
    `MAILGUN_PUBLIC_KEY=pubkey-${"x".repeat(32)}`,
    `MAILGUN_PUBLIC_KEY=${publicKey(20).slice(0, -1)}`,
    `ssh-pubkey-${fake("[0-9a-f]{32}", 21)}.pem`,
  ],
  references: ["https://documentation.mailgun.com/"],
  revoke: "Not needed: it may be public; Settings > API security resets it",
};
