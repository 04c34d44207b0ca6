import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const api = (seed: number): string => fake("xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}", seed);
const smtp = (seed: number): string => fake("xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}", seed);
const REVOKE = "https://app.brevo.com/settings/keys/api > Delete";

export const brevoApiKey: Detector = {
  id: "brevo-api-key",
  title: "Brevo (Sendinblue) API key",
  provider: "brevo",
  category: "email",
  severity: "high",
  opens: "Sends mail and messages from the account and reads and changes its contacts.",
  prefixes: ["xkeysib-"],
  pattern: alone("xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
  confidence: 0.97,
  examples: [...shown("BREVO_API_KEY", api), `curl -H "api-key: ${api(13)}" https://api.brevo.com/v3/account`],
  counterExamples: [
    ...unlike("BREVO_API_KEY", "xkeysib-", api),
    `BREVO_API_KEY=${fake("xkeysib-[0-9a-f]{64}", 20)}`,
    `BREVO_API_KEY=${fake("xkeysib-[g-z]{64}-[A-Za-z0-9]{16}", 21)}`,
  ],
  references: ["https://developers.brevo.com/docs/getting-started"],
  revoke: REVOKE,
};

export const brevoSmtpKey: Detector = {
  id: "brevo-smtp-key",
  title: "Brevo (Sendinblue) SMTP key",
  provider: "brevo",
  category: "email",
  severity: "high",
  opens: "With the account's login it sends mail from the account's domains.",
  prefixes: ["xsmtpsib-"],
  pattern: alone("xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
  confidence: 0.97,
  examples: [...shown("SMTP_PASSWORD", smtp), `mail.password=${smtp(13)}\nmail.host=smtp-relay.brevo.com\n`],
  counterExamples: [
    ...unlike("SMTP_PASSWORD", "xsmtpsib-", smtp),
    `SMTP_PASSWORD=${fake("xsmtpsib-[0-9a-f]{64}", 20)}`,
    `SMTP_PASSWORD=${fake("xsmtpsib-[0-9a-f]{63}-[A-Za-z0-9]{16}", 21)}`,
  ],
  references: ["https://help.brevo.com/hc/en-us/articles/7959631848850"],
  revoke: "https://app.brevo.com/settings/keys/smtp > Delete",
};
