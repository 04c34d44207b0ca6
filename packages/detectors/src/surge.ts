import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const surgeToken: Detector = {
  id: "surge-token",
  title: "Surge.sh token",
  provider: "surge",
  category: "cdn",
  severity: "high",
  opens: "Publishes and takes down its owner's sites.",
  keywords: ["surge_token", "surgetoken", "surge_auth", "surge.sh", "surge_api"],
  // The word alone is an ordinary one.
  pattern: named("surge", "(?:api|auth|login)?[_.-]?token", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("SURGE_TOKEN", make),
    `SURGE_AUTH_TOKEN=${make(13)}\n`,
    `SURGE_API_TOKEN=${make(14)}\n`,
    `npx surge ./dist acme.surge.sh # surge_token=${make(15)}\n`,
  ],
  counterExamples: [
    ...unlike("SURGE_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `surge checksum ${make(21)}`,
  ],
  references: ["https://surge.sh/help/integrating-with-circleci"],
  revoke: "surge token --revoke, or surge logout",
};
