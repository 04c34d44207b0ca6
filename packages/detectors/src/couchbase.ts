import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{83}aZ7b", seed);
export const couchbaseCapellaApiSecret: Detector = {
  id: "couchbase-capella-api-secret",
  title: "Couchbase Capella API secret",
  provider: "couchbase",
  category: "database",
  severity: "critical",
  opens: "Manages the organisation's clusters, users and credentials, as its roles allow.",
  keywords: ["couchbase", "capella"],
  pattern: named(
    "couchbase(?:_?capella)?|capella",
    "(?:(?:api|auth|authentication|access|management|capella)[_.-]?){1,2}(?:token|key|secret)",
    `${WIDE_MIXED}(?:[A-Za-z0-9+/]{60,120}={0,2})`,
  ),
  entropy: 4.3,
  confidence: 0.8,
  examples: [
    ...shown("CAPELLA_API_TOKEN", make),
    ...shown("COUCHBASE_API_KEY", make),
    `provider "couchbase-capella" {\n  authentication_token = "${make(13)}="\n}\n`,
  ],
  counterExamples: [
    ...nearMisses("CAPELLA_API_TOKEN", make, 50),
    `CAPELLA_CLUSTER_ID=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 31)}`, // no key
  ],
  references: ["https://docs.couchbase.com/cloud/management-api-guide/management-api-start.html"],
  revoke: "https://cloud.couchbase.com > Organization settings > API keys > Delete",
};
