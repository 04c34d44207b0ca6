import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, shown, unlike } from "./_token.ts";

const heroku = (seed: number): string => fake("HRKU-AA[A-Za-z0-9_-]{57}[A-Za-z0-9]", seed);
const herokuOld = (seed: number): string => fake(UUID, seed);
export const herokuApiKey: Detector = {
  id: "heroku-api-key",
  title: "Heroku API key",
  provider: "heroku",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: deploys apps, reads their configuration with its secrets and their databases' addresses.",
  rules: [
    { prefixes: ["HRKU-"], pattern: alone("HRKU-[A-Za-z0-9_-]{60}"), entropy: 4, confidence: 0.97 },
    {
      id: "uuid",
      keywords: ["heroku"],
      pattern: named("heroku", "(?:api|auth|oauth|access)?[_.-]?(?:key|token)", UUID),
      entropy: 2.8,
      confidence: 0.6,
    },
  ],
  examples: [
    ...shown("HEROKU_API_KEY", heroku),
    ...shown("HEROKU_API_KEY", herokuOld),
    `machine api.heroku.com\n  login jane@acme.io\n  password ${heroku(13)}\n`,
  ],
  counterExamples: [
    ...unlike("HEROKU_API_KEY", "HRKU-", heroku),
    `HEROKU_API_KEY=${herokuOld(20).slice(0, -1)}`,
    `HEROKU_API_KEY=00000000-0000-0000-0000-000000000000`,
    `heroku request_id=${herokuOld(21)}`, // a log line
    `# heroku\nPOSTMARK_API_TOKEN=${herokuOld(22)}`,
  ],
  references: ["https://devcenter.heroku.com/articles/platform-api-reference#oauth-authorization"],
  revoke: "heroku authorizations:revoke <id>, or https://dashboard.heroku.com/account > API key > Regenerate",
};
