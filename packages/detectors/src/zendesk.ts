import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{37}[A-Z][a-z]7", seed);

export const zendeskApiToken: Detector = {
  id: "zendesk-api-token",
  title: "Zendesk API token",
  provider: "zendesk",
  category: "crm",
  severity: "critical",
  opens: "With an agent's address it reads and changes the tickets, users and settings that this agent may, an administrator's mostly.",
  keywords: ["zendesk"],
  pattern: named(
    "zendesk",
    "(?:api|access|auth|secret|oauth|client|private)?[_.-]?(?:api[_.-]?)?(?:token|key|secret)",
    `${MIXED}[A-Za-z0-9]{40}`,
  ),
  entropy: 4,
  confidence: 0.65,
  companions: [
    { name: "host", pattern: /(?<![A-Za-z0-9-])[a-z0-9-]{2,63}\.zendesk\.com/, withinBytes: 320 },
    { name: "email", pattern: /[A-Za-z0-9._%+-]{1,64}@[a-z0-9.-]{3,80}(?=\/token|[^A-Za-z0-9])/, withinBytes: 192 },
  ],
  examples: [
    ...shown("ZENDESK_API_TOKEN", make),
    `ZENDESK_URL=https://acme.zendesk.com\nZENDESK_EMAIL=ops@acme.io\nZENDESK_TOKEN=${make(13)}\n`,
  ],
  counterExamples: [
    ...unlike("ZENDESK_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zendesk checksum ${make(21)}`,
  ],
  references: ["https://developer.zendesk.com/api-reference/introduction/security-and-auth/"],
  revoke: "Zendesk admin center > Apps and integrations > APIs > Zendesk API > Delete token",
};
