import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-F]{96}", seed);
export const elasticemailApiKey: Detector = {
  id: "elasticemail-api-key",
  title: "Elastic Email API key",
  provider: "elasticemail",
  category: "email",
  severity: "high",
  opens: "Sends mail from the owner's domains and, as its permissions allow, reads contacts and campaigns.",
  keywords: ["elasticemail", "elastic_email", "elastic-email"],
  pattern: named("elastic[_-]?e?mail", KEY, "(?:[0-9A-F]{96}|[0-9a-f]{96})"),
  entropy: 3.2,
  confidence: 0.85,
  examples: [
    ...shown("ELASTICEMAIL_API_KEY", make),
    `curl -H "X-ElasticEmail-ApiKey: ${make(13)}" https://api.elasticemail.com/v4/lists`,
    `ELASTIC_EMAIL_KEY=${make(14)}`,
    `elastic-email:\n  api_key: ${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("ELASTICEMAIL_API_KEY", make)],
  references: ["https://elasticemail.com/developers/api-documentation/rest-api"],
  revoke: "https://app.elasticemail.com > Settings > Manage API keys > Delete",
};
