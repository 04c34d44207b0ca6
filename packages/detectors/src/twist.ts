import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const twistApiToken: Detector = {
  id: "twist-api-token",
  title: "Twist API token",
  provider: "twist",
  category: "messaging",
  severity: "high",
  opens: "Reads and writes the workspace's threads and messages that its owner sees.",
  keywords: ["twist_api", "twist_access", "twist_oauth", "twistapi", "twist_auth", "twist_test", "api.twist.com"],
  // The word alone means a movement in robotics.
  pattern: named("twist", "(?:api|access|auth|oauth|test)[_.-]?token", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("TWIST_API_TOKEN", make),
    `TWIST_ACCESS_TOKEN=${make(13)}\n`,
    `TWIST_OAUTH_TOKEN=${make(14)}\n`,
    `TWIST_AUTH_TOKEN=${make(15)}\n`,
    `TWIST_TEST_TOKEN=${make(16)}\n`,
    `# https://api.twist.com/api/v3\nTWIST_API_TOKEN=${make(17)}\n`,
  ],
  counterExamples: [
    ...unlike("TWIST_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `twist checksum ${make(21)}`,
  ],
  references: ["https://developer.twist.com/v3/#authentication"],
  revoke: "https://twist.com/app_console > the integration > Reset token",
};
