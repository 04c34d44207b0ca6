import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const logzIoApiToken: Detector = {
  id: "logz-io-api-token",
  title: "Logz.io API token",
  provider: "logz-io",
  category: "monitoring",
  severity: "high",
  opens: "Searches the account's logs and changes its users, alerts and settings; a shared one reads dashboards.",
  keywords: ["logzio", "logz_io", "logz.io", "logz-io"],
  pattern: named("logz[_.-]?io", "(?:shared|api|account)?[_.-]?(?:token|key)", UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [
    ...shown("LOGZIO_API_TOKEN", make),
    `logz_io_api_key: ${make(13)}\n`,
    `provider "logzio" {\n  api_token = "${make(14)}"  # logz.io\n}`,
    `logz-io-api-token=${make(15)}\n`,
  ],
  counterExamples: [...unnamed("LOGZIO_API_TOKEN", make), `LOGZIO_ACCOUNT=${make(20)}\n`],
  references: ["https://docs.logz.io/docs/user-guide/admin/authentication-tokens/api-tokens/"],
  revoke: "https://app.logz.io > Settings > Manage tokens > API tokens > Delete",
};
