import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{21}", seed);
export const betterstackToken: Detector = {
  id: "betterstack-token",
  title: "Better Stack API or source token",
  provider: "betterstack",
  category: "monitoring",
  severity: "medium",
  opens: "An API token changes monitors, on-call rotas and log sources; a source token sends logs into the account.",
  keywords: ["betterstack", "better_stack", "betteruptime", "better_uptime", "logtail"],
  pattern: named(
    "better_?(?:stack|uptime)|logtail",
    "(?:api|access|auth|source|team|telemetry|uptime)?[_.-]?(?:api[_.-]?)?(?:token|key)",
    `${MIXED}[A-Za-z0-9]{24}`,
  ),
  entropy: 3.4,
  confidence: 0.75,
  examples: [
    ...shown("BETTERSTACK_API_TOKEN", make),
    ...shown("LOGTAIL_SOURCE_TOKEN", make),
    `BETTER_STACK_SOURCE_TOKEN=${make(13)}\n`,
    `provider "better-uptime" {}\nvariable "better_uptime_api_token" {\n  default = "${make(15)}"\n}\n`,
    `BETTERUPTIME_API_TOKEN: ${make(17)}\n`,
  ],
  counterExamples: [...nearMisses("BETTERSTACK_API_TOKEN", make), `LOGTAIL_SOURCE_ID=${make(31)}`],
  references: ["https://betterstack.com/docs/uptime/api/getting-started-with-uptime-api/"],
  revoke: "https://betterstack.com/settings/api-tokens > delete the token",
};
