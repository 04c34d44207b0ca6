import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}", seed);

export const cockroachCloudKey: Detector = {
  id: "cockroachdb-cloud-api-key",
  title: "CockroachDB Cloud API key",
  provider: "cockroachdb",
  category: "database",
  severity: "critical",
  opens: "Administers the organisation's clusters, as its roles allow.",
  prefixes: ["CCDB1_"],
  pattern: alone("CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}"),
  entropy: 4.0,
  confidence: 0.97,
  examples: [...shown("COCKROACH_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("COCKROACH_API_KEY", "CCDB1_", make),
    `COCKROACH_API_KEY=${fake("CCDB1_[A-Za-z0-9]{62}", 20)}`,
    `COCKROACH_API_KEY=${fake("CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{20}", 21)}`,
  ],
  references: ["https://www.cockroachlabs.com/docs/cockroachcloud/managing-access"],
  revoke: "https://cockroachlabs.cloud > Access management > Service accounts > delete the key",
};
