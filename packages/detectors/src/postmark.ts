import { type Detector, fake } from "@stanch/model";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
const REFERENCES = ["https://postmarkapp.com/developer/api/overview"];

export const postmarkServerToken: Detector = {
  id: "postmark-server-token",
  title: "Postmark server token",
  provider: "postmark",
  category: "email",
  severity: "high",
  opens: "Sends mail from the server's domains and reads what it sent and received.",
  keywords: ["postmark"],
  pattern: named("postmark", "(?<!account[_.-]?(?:api[_.-]?)?)(?:server|api)?[_.-]?(?:api[_.-]?)?(?:token|key)", UUID),
  entropy: 2.8,
  confidence: 0.6,
  examples: [
    ...shown("POSTMARK_API_TOKEN", make),
    `curl -H "X-Postmark-Server-Token: ${make(13)}" https://api.postmarkapp.com/email`,
    `postmark:\n  token: ${make(14)}\n`,
    `client = PostmarkClient(server_token="${make(15)}")`,
  ],
  counterExamples: [
    `POSTMARK_API_TOKEN=\${POSTMARK_API_TOKEN}`,
    `POSTMARK_API_TOKEN=00000000-0000-0000-0000-000000000000`,
    `POSTMARK_API_TOKEN=${make(20).slice(0, -1)}`,
    `postmark message id ${make(21)}`,
    `POSTMARK_ACCOUNT_TOKEN=${make(22)}`, // the other kind
    `# postmark\nHEROKU_API_KEY=${make(23)}`,
  ],
  references: REFERENCES,
  revoke: "Servers > the server > API tokens > regenerate",
};

export const postmarkAccountToken: Detector = {
  id: "postmark-account-token",
  title: "Postmark account token",
  provider: "postmark",
  category: "email",
  severity: "high",
  opens: "Administers the account: its servers, sender addresses and domains, and so the tokens that send mail.",
  keywords: ["postmark"],
  pattern: named("postmark", "account[_.-]?(?:api[_.-]?)?(?:token|key)", UUID),
  entropy: 2.8,
  confidence: 0.65,
  examples: [
    ...shown("POSTMARK_ACCOUNT_TOKEN", make),
    `curl -H "X-Postmark-Account-Token: ${make(13)}" https://api.postmarkapp.com/servers`,
  ],
  counterExamples: [
    `POSTMARK_ACCOUNT_TOKEN=<account token>`,
    `POSTMARK_ACCOUNT_TOKEN=${make(20).slice(0, -1)}`,
    `POSTMARK_SERVER_TOKEN=${make(21)}`, // the other kind
    `postmark account ${make(22)}`,
  ],
  references: REFERENCES,
  revoke: "Account > API tokens > regenerate",
};
