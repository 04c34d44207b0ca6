import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const sauceLabsAccessKey: Detector = {
  id: "sauce-labs-access-key",
  title: "Sauce Labs access key",
  provider: "sauce-labs",
  category: "ci",
  severity: "high",
  opens:
    "With the user name it runs tests at the owner's cost, reads earlier ones with their videos, and opens tunnels into the owner's network where one runs.",
  keywords: ["sauce_access", "sauce-access", "sauceaccess", "saucelabs", "sauce_labs", "sauce_api"],
  pattern: named("sauce(?:[_-]?labs)?", "(?:access|api)?[_.-]?(?:token|key)", UUID),
  entropy: 2.9,
  confidence: 0.75,
  companions: [
    { name: "username", pattern: /SAUCE_USER(?:NAME)?["']?[ \t]{0,4}[:=][ \t"']{0,4}(?<value>[A-Za-z0-9_.@-]{2,60})/, withinBytes: 256 },
  ],
  examples: [
    ...shown("SAUCE_ACCESS_KEY", make),
    `saucelabs:\n  access_key: ${make(31)}\n`,
    `SAUCE_USERNAME=acme\nSAUCE_ACCESS_KEY=${make(13)}\n`,
    `SAUCE_LABS_KEY=${make(14)}\n`,
    `SAUCE_API_KEY=${make(15)}\n`,
    `sauce-access-key: ${make(16)}\n`,
  ],
  counterExamples: [...unnamed("SAUCE_ACCESS_KEY", make), `SAUCE_BUILD=${make(20)}\n`],
  references: ["https://docs.saucelabs.com/basics/acct-team-mgmt/managing-user-info/"],
  revoke: "https://app.saucelabs.com/user-settings > Access key > Regenerate",
};
