import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("SG.[A-Za-z0-9_-]{21}[A-Za-z0-9].[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);

export const sendgridApiKey: Detector = {
  id: "sendgrid-api-key",
  title: "SendGrid API key",
  provider: "sendgrid",
  category: "email",
  severity: "critical",
  opens: "Sends mail from the owner's domains and, as its scopes allow, reads contacts and makes further keys.",
  prefixes: ["SG."],
  pattern: alone(String.raw`SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("SENDGRID_API_KEY", make), ...sent(make), `sgMail.setApiKey("${make(13)}");`],
  counterExamples: [
    ...unlike("SENDGRID_API_KEY", "SG.", make),
    `SENDGRID_API_KEY=SG.${"x".repeat(22)}.${"x".repeat(43)}`,
    `SG.${fake("[A-Za-z0-9]{40}", 20)}`,
    `MSG.${fake("[a-z]{22}.[a-z]{43}", 21)}`,
  ],
  references: ["https://docs.sendgrid.com/ui/account-and-settings/api-keys"],
  revoke: "DELETE https://api.sendgrid.com/v3/api_keys/{the 22 characters after SG.}, or Settings > API keys > Delete",
};
