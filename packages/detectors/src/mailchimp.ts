import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}-us[1-9][0-9]", seed);
export const mailchimpApiKey: Detector = {
  id: "mailchimp-api-key",
  title: "Mailchimp API key",
  provider: "mailchimp",
  category: "email",
  severity: "high",
  opens: "Reads and changes the account's audiences, that is its customers' addresses, and sends campaigns to them.",
  // The end names the data centre; the digit is there so that «en-us» is no candidate.
  prefixes: ["-us1", "-us2", "-us3", "-us4", "-us5", "-us6", "-us7", "-us8", "-us9"],
  pattern: /(?<![A-Za-z0-9_-])[0-9a-f]{32}-us[1-9][0-9]?(?![A-Za-z0-9_-]|\.[A-Za-z0-9])/,
  window: { before: 48, after: 16 },
  entropy: 3,
  confidence: 0.85,
  examples: [
    ...shown("MAILCHIMP_API_KEY", make),
    `curl -u any:${make(13)} https://us21.api.mailchimp.com/3.0/ping`,
    `mailchimp.setConfig({ apiKey: "${fake("[0-9a-f]{32}-us[1-9]", 14)}", server: "us6" });`,
  ],
  counterExamples: [
    `MAILCHIMP_API_KEY=\${MAILCHIMP_API_KEY}`,
    `MAILCHIMP_API_KEY=${"0".repeat(32)}-us21`,
    `MAILCHIMP_API_KEY=${make(20).slice(1)}`,
    `MAILCHIMP_API_KEY=${fake("[0-9a-f]{32}-eu1", 21)}`,
    `img/${fake("[0-9a-f]{32}-us1", 22)}.png`, // a file's name
    `MAILCHIMP_API_KEY=your-key-us21`,
  ],
  references: ["https://mailchimp.com/developer/marketing/docs/fundamentals/"],
  revoke: "Account > Extras > API keys > Revoke",
};

const mandrill = (seed: number): string => fake("md-[A-Za-z0-9_-]{21}[A-Za-z0-9]", seed);
export const mandrillApiKey: Detector = {
  id: "mandrill-api-key",
  title: "Mailchimp Transactional (Mandrill) API key",
  provider: "mailchimp",
  category: "email",
  severity: "high",
  opens: "Sends mail from the account's domains and reads what it sent.",
  keywords: ["mandrill"],
  pattern: named(
    "mandrill",
    "(?:api[_.-]?key|api[_.-]?token|smtp[_.-]?password|password|secret|key)",
    "(?:md-)?(?=[A-Za-z0-9_-]{0,21}[0-9])(?=[A-Za-z0-9_-]{0,21}[A-Z])[A-Za-z0-9_-]{22}",
  ),
  entropy: 3.5,
  confidence: 0.6,
  examples: [
    ...shown("MANDRILL_API_KEY", mandrill),
    `MANDRILL_APIKEY=${fake("[A-Z][A-Za-z0-9_-]{19}7[A-Za-z0-9]", 13)}\n`, // the older form
    `mandrill:\n  api_key: ${mandrill(14)}\n`,
  ],
  counterExamples: [
    ...unlike("MANDRILL_API_KEY", "md-", mandrill),
    `MANDRILL_API_KEY=mandrill_key_from_vault`,
    `# mandrill\nSENTRY_KEY=${fake("[A-Za-z0-9]{21}7", 20)}`,
    `mandrill-${fake("[0-9a-f]{22}", 21)}.tgz`,
  ],
  references: ["https://mailchimp.com/developer/transactional/docs/authentication-delegation/"],
  revoke: "Mandrill > Settings > SMTP & API info > API keys > delete",
};
