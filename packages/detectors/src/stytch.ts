import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const makeSecret = (seed: number): string => fake("secret-live-[A-Za-z0-9_-]{32}Zq7=", seed);

export const stytchSecret: Detector = {
  id: "stytch-secret",
  title: "Stytch secret",
  provider: "stytch",
  category: "identity",
  severity: "critical",
  opens: "With the project id, which is often beside it, it reads, changes and signs in as all users of the project.",
  prefixes: ["secret-live-"],
  pattern: /(?<![A-Za-z0-9_-])secret-live-[A-Za-z0-9_-]{35}=(?![A-Za-z0-9=])/,
  entropy: 4,
  confidence: 0.96,
  companions: [{ name: "projectId", pattern: /project-live-[0-9a-f-]{36}(?![0-9a-f-])/, withinBytes: 256 }],
  examples: [
    ...shown("STYTCH_SECRET", makeSecret),
    `STYTCH_PROJECT_ID=${fake("project-live-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 13)}\nSTYTCH_SECRET=${makeSecret(14)}\n`,
  ],
  counterExamples: [
    ...unlike("STYTCH_SECRET", "secret-live-", makeSecret, 2),
    `secret-live-${fake("[a-z]{12}", 20)}`,
    `STYTCH_SECRET=${fake("secret-test-[A-Za-z0-9_-]{35}=", 21)}`, // the test one
  ],
  references: ["https://stytch.com/docs/api/authentication"],
  revoke: "https://stytch.com/dashboard/api-keys > Rotate",
};

const testSecret = (seed: number): string => fake("secret-test-[A-Za-z0-9_-]{32}Zq7=", seed);

export const stytchTestSecret: Detector = {
  id: "stytch-test-secret",
  title: "Stytch secret (test)",
  provider: "stytch",
  category: "identity",
  severity: "low",
  opens: "The test environment only: test users, but its settings can be changed.",
  prefixes: ["secret-test-"],
  pattern: /(?<![A-Za-z0-9_-])secret-test-[A-Za-z0-9_-]{35}=(?![A-Za-z0-9=])/,
  entropy: 4,
  confidence: 0.96,
  examples: [...shown("STYTCH_SECRET", testSecret)],
  counterExamples: [
    ...unlike("STYTCH_SECRET", "secret-test-", testSecret, 2),
    `secret-test-${fake("[a-z]{12}", 20)}`,
    `STYTCH_SECRET=${fake("secret-live-[A-Za-z0-9_-]{35}=", 21)}`, // the live one
  ],
  references: ["https://stytch.com/docs/api/authentication"],
  revoke: "https://stytch.com/dashboard/api-keys > Rotate",
};
