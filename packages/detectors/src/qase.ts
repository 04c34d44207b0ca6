import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const qaseApiToken: Detector = {
  id: "qase-api-token",
  title: "Qase API token",
  provider: "qase",
  category: "ci",
  severity: "high",
  opens: "Acts as its owner: reads and changes the test cases and runs of all projects that the owner sees.",
  keywords: ["qase_api", "qase_testops", "qaseapi", "qasetoken", "qase_token", "qase.io", "qase-api"],
  pattern: named("qase", "(?:testops)?[_.-]?(?:api|access)?[_.-]?(?:api)?[_.-]?token", "(?:[0-9a-f]{64}|[0-9a-f]{40})"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("QASE_API_TOKEN", make),
    `QASE_TESTOPS_API_TOKEN=${fake("[0-9a-f]{40}", 13)}\n`,
    `QASE_TOKEN=${make(14)}\n`,
    `const qaseToken = "${make(15)}"; // https://api.qase.io`,
    `qase-api-token: ${make(16)}\n`,
  ],
  counterExamples: [...unnamed("QASE_API_TOKEN", make), `QASE_RUN=${make(20)}\n`],
  references: ["https://developers.qase.io/docs/authentication"],
  revoke: "https://app.qase.io/user/api/token > Delete",
};
