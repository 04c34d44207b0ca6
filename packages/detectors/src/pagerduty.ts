import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const pagerduty = (seed: number): string => fake("u\\+[A-Za-z0-9_-]{17}7", seed);
export const pagerdutyApiKey: Detector = {
  id: "pagerduty-api-key",
  title: "PagerDuty REST API key",
  provider: "pagerduty",
  category: "monitoring",
  severity: "high",
  opens: "Reads and changes incidents, schedules and services of the account or its owner.",
  keywords: ["pagerduty", "pager_duty", "pd_token", "pd_api"],
  pattern: named(
    "pagerduty|pager_duty|pd(?=_)",
    "(?:api|auth|access|user)?[_.-]?(?:key|token)",
    // Of 25 keys one has no digit: after «u+» none is asked for.
    "(?:u\\+(?=[A-Za-z0-9_+-]{0,17}[a-z])|(?:y_|[a-z]_)(?=[A-Za-z0-9_+-]{0,17}[0-9]))(?=[A-Za-z0-9_+-]{0,17}[A-Z])[A-Za-z0-9_+-]{18}",
  ),
  entropy: 3.3,
  confidence: 0.6,
  examples: [
    ...shown("PAGERDUTY_TOKEN", pagerduty),
    `provider "pagerduty" {\n  token = "${pagerduty(13)}"\n}`,
    `PAGERDUTY_API_KEY=${fake("u\\+[A-Z][a-z][A-Za-z_-]{15}Z", 15)}\n`,
    `PAGERDUTY_API_KEY=${fake("y_[A-Za-z0-9_-]{16}A7", 14)}\n`,
  ],
  counterExamples: [
    `PAGERDUTY_TOKEN=\${PAGERDUTY_TOKEN}`,
    `PAGERDUTY_TOKEN=${pagerduty(20).slice(0, -1)}`,
    `PAGERDUTY_TOKEN=u+your-token-here-ok`,
    `pagerduty service ${fake("P[A-Z0-9]{6}", 21)}`,
    `PAGERDUTY_ROUTING_KEY=${fake("[0-9a-f]{32}", 22)}`, // another kind
  ],
  references: ["https://developer.pagerduty.com/docs/authentication"],
  revoke: "Integrations > API access keys > Remove, or the user's settings",
};
