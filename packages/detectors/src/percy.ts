import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("web_[0-9a-f]{64}", seed);
export const percyProjectToken: Detector = {
  id: "percy-project-token",
  title: "Percy project token",
  provider: "percy",
  category: "ci",
  severity: "medium",
  opens: "Uploads snapshots to the project, and a full-access one reads its builds.",
  keywords: ["percy_token", "percy-token", "percytoken", "percy.io"],
  pattern: named("percy", "(?:project|api|access)?[_.-]?token", "(?:(?:web|app|auto|ss|vmw|res)_)?[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.8,
  examples: [
    ...shown("PERCY_TOKEN", make),
    `# https://percy.io/acme/web\npercy:\n  token: ${fake("[0-9a-f]{64}", 13)}\n`,
    `percy-token: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("PERCY_TOKEN", make), `PERCY_COMMIT=${fake("[0-9a-f]{40}", 20)}`, `PERCY_TOKEN=${fake("[0-9a-f]{40}", 21)}`],
  references: ["https://www.browserstack.com/docs/percy/overview/auth-token"],
  revoke: "https://percy.io > the project > Settings > Token > Regenerate",
};
