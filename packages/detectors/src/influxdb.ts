import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { alone, named, shown } from "./_token.ts";

const v2 = (seed: number): string => fake("[A-Za-z0-9_-]{85}[AQgw]==", seed);
const v3 = (seed: number): string => fake("apiv3_[A-Za-z0-9_-]{85}[A-Za-z0-9]", seed);
const WORD = "influx(?:data|db|db3)?2?";
const NAME = "(?:(?:api|auth|access|admin|init|operator|read|write|client)[_.-]?){0,2}(?:token|key)";
export const influxdbApiToken: Detector = {
  id: "influxdb-api-token",
  title: "InfluxDB API token",
  provider: "influxdb",
  category: "database",
  severity: "high",
  opens: "Reads and writes the buckets that its permissions name; an operator's token reads and deletes everything on the server.",
  rules: [
    {
      keywords: ["influx"],
      pattern: named(WORD, NAME, "[A-Za-z0-9_-]{86}=="),
      entropy: 4,
      confidence: 0.92,
      companions: [{ name: "url", pattern: /https?:\/\/[a-z0-9.-]{4,100}(?::[0-9]{2,5})?/, withinBytes: 256 }],
    },
    {
      id: "v3",
      prefixes: ["apiv3_"],
      pattern: alone("apiv3_(?=[A-Za-z_-]{0,86}[0-9])[A-Za-z0-9_-]{86}"),
      entropy: 4,
      confidence: 0.95,
    },
  ],
  examples: [
    ...shown("INFLUXDB_TOKEN", v2),
    ...shown("INFLUXDB3_AUTH_TOKEN", v3),
    `[[outputs.influxdb_v2]]\n  urls = ["http://127.0.0.1:8086"]\n  token = "${v2(13)}"\n`,
    `INFLUX_TOKEN=${v2(14)}\n`,
    `DOCKER_INFLUXDB_INIT_ADMIN_TOKEN=${v2(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("INFLUXDB_TOKEN", v2),
    `INFLUXDB_ORG=${fake("[0-9a-f]{16}", 20)}`,
    `apiv3_${"x".repeat(86)}`,
    `INFLUXDB3_AUTH_TOKEN=${v3(21).slice(0, -1)}`,
  ],
  references: ["https://docs.influxdata.com/influxdb/v2/admin/tokens/", "https://docs.influxdata.com/influxdb3/core/admin/tokens/"],
  revoke: "The server's Load data > API tokens > Delete, or: influx auth delete --id ID; influxdb3 delete token",
  lifetime: "until it is deleted",
};
