import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{60}aZ7b", seed);
export const confluentApiSecret: Detector = {
  id: "confluent-api-secret",
  title: "Confluent Cloud API secret",
  provider: "confluent",
  category: "database",
  severity: "critical",
  opens: "With the API key it reads and writes the cluster's topics, or manages the organisation's clusters with a Cloud key.",
  keywords: ["confluent", "ccloud"],
  pattern: named(
    "confluent(?:[._-]?(?:cloud|kafka))?|ccloud",
    "(?:cloud|kafka|api|cluster|schema[_.-]?registry|sasl)?[_.-]?(?:api[_.-]?)?(?:key[_.-]?)?(?:secret|password)(?:[_.-]?key)?",
    `(?:cflt[A-Za-z0-9+/]{60}|${WIDE_MIXED}[A-Za-z0-9+/]{64})`,
  ),
  entropy: 4.2,
  confidence: 0.82,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[A-Z0-9]{16}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("CONFLUENT_API_SECRET", make),
    `bootstrap.servers=pkc-1a2b3.eu-west-1.aws.confluent.cloud:9092\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.username=${fake("[A-Z0-9]{16}", 13)}\nsasl.password=${make(14)}\n`,
    `CONFLUENT_CLOUD_API_KEY=${fake("[A-Z0-9]{16}", 15)}\nCONFLUENT_CLOUD_API_SECRET=${fake("cflt[A-Za-z0-9+/]{59}7", 16)}\n`,
    `ccloud_api_secret: ${make(17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CONFLUENT_API_SECRET", make),
    `CONFLUENT_API_KEY=${fake("[A-Z0-9]{16}", 31)}`, // the public half
    `CONFLUENT_IMAGE_SECRET_DIGEST=${make(33)}`,
  ],
  references: ["https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html"],
  revoke: "DELETE https://api.confluent.cloud/iam/v2/api-keys/{id}; else confluent api-key delete",
};
