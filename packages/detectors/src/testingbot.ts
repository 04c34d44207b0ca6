import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const testingbotSecret: Detector = {
  id: "testingbot-secret",
  title: "TestingBot API secret",
  provider: "testingbot",
  category: "ci",
  severity: "medium",
  opens: "With the key, which is often beside it, it runs tests at the owner's cost and reads their videos and logs.",
  keywords: ["testingbot", "testing_bot"],
  pattern: named("testing[_-]?bot", "(?:api[_.-]?)?secret", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  companions: [{ name: "key", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("TESTINGBOT_SECRET", make),
    `testing_bot_secret: ${make(30)}\n`,
    `TESTINGBOT_KEY=${fake("[0-9a-f]{32}", 13)}\nTESTINGBOT_SECRET=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("TESTINGBOT_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `testingbot checksum ${make(21)}`,
    `TESTINGBOT_KEY=${make(22)}`, // the id
  ],
  references: ["https://testingbot.com/support/api"],
  revoke: "https://testingbot.com/members/user/edit > Reset secret",
};
