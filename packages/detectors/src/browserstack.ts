import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{17}", seed);
export const browserstackAccessKey: Detector = {
  id: "browserstack-access-key",
  title: "BrowserStack access key",
  provider: "browserstack",
  category: "ci",
  severity: "high",
  opens: "With the user name it runs and watches test sessions, whose recordings may show internal pages, and uses the plan up.",
  keywords: ["browserstack", "browser_stack"],
  pattern: named("browser_?stack", "(?:automate|local|app|api)?[_.-]?(?:access)?[_.-]?key", `${MIXED}[A-Za-z0-9]{20}`),
  entropy: 3.2,
  confidence: 0.8,
  companions: [{ name: "userName", pattern: /(?<![A-Za-z0-9_])[a-z0-9]{3,40}_[A-Za-z0-9]{6}(?![A-Za-z0-9_])/, withinBytes: 192 }],
  examples: [
    ...shown("BROWSERSTACK_ACCESS_KEY", make),
    `BROWSERSTACK_USERNAME=acme_${fake("[A-Za-z0-9]{6}", 13)}\nBROWSERSTACK_ACCESS_KEY=${make(14)}\n`,
    `exports.config = {\n  user: process.env.BROWSERSTACK_USERNAME,\n  key: '${make(15)}',\n}\n`,
    `BROWSER_STACK_KEY=${make(17)}\n`,
  ],
  counterExamples: [...nearMisses("BROWSERSTACK_ACCESS_KEY", make), `BROWSERSTACK_BUILD_NAME=${make(31)}`],
  references: ["https://www.browserstack.com/docs/automate/selenium/getting-started/nodejs"],
  revoke: "https://www.browserstack.com/accounts/profile/details > Access key > Reset",
};
