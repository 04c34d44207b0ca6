import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("4b1dqZ[A-Za-z0-9]{36}", seed);
export const clickhouseCloudApiSecretKey: Detector = {
  id: "clickhouse-cloud-api-secret-key",
  title: "ClickHouse Cloud API secret key",
  provider: "clickhouse",
  category: "database",
  severity: "critical",
  opens: "With the key ID it makes, changes and deletes the organisation's services and resets their passwords, as its role allows.",
  // Four hex digits alone stand in hashes: a capital among what follows is asked for.
  prefixes: ["4b1d"],
  pattern: alone("4b1d(?=[a-z0-9]{0,37}[A-Z])(?=[A-Z0-9]{0,37}[g-z])[A-Za-z0-9]{38}"),
  entropy: 3.9,
  confidence: 0.93,
  companions: [{ name: "keyId", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{20}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("CLICKHOUSE_CLOUD_SECRET", make),
    `CLICKHOUSE_KEY_ID=${fake("[A-Za-z0-9]{20}", 13)}\nCLICKHOUSE_KEY_SECRET=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("CLICKHOUSE_CLOUD_SECRET", "4b1d", make),
    `sha: 4b1d${fake("[0-9a-f]{38}", 31)}`, // a hash
    `4b1d${fake("[A-Za-z0-9]{20}", 33)}`,
  ],
  references: ["https://clickhouse.com/docs/cloud/manage/openapi"],
  revoke: "DELETE https://api.clickhouse.cloud/v1/organizations/{organizationId}/keys/{keyId}; else the console > API keys > Delete",
};
