import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { alone, named, shown, unlike } from "./_token.ts";

const servicePasswordValue = (seed: number): string => fake("AVNS_[A-Za-z0-9_-]{18}[A-Za-z0-9]", seed);
export const aivenServicePassword: Detector = {
  id: "aiven-service-password",
  title: "Aiven service password",
  provider: "aiven",
  category: "database",
  severity: "critical",
  opens: "Signs in to the database, Kafka or search service as its user; DigitalOcean's managed databases use such passwords too.",
  prefixes: ["AVNS_"],
  pattern: alone("AVNS_[A-Za-z0-9_-]{19}"),
  entropy: 3.3,
  confidence: 0.96,
  companions: [
    {
      name: "host",
      pattern: /[a-z0-9-]{1,80}(?:\.[a-z0-9-]{1,24}){0,3}\.(?:aivencloud|ondigitalocean)\.com(?::[0-9]{2,5})?/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("DB_PASSWORD", servicePasswordValue),
    `DATABASE_URL=postgres://avnadmin:${servicePasswordValue(13)}@pg-1a2b.aivencloud.com:20883/defaultdb?sslmode=require\n`,
    `conn = psycopg2.connect(host="pg-1.aivencloud.com", user="avnadmin", password="${servicePasswordValue(15)}")\n`,
  ],
  counterExamples: [
    ...unlike("DB_PASSWORD", "AVNS_", servicePasswordValue),
    `PASSWORD=AVNS_${fake("[A-Za-z0-9]{12}", 31)}`,
    `#define AVNS_MAX_TABLE_SIZE_IN_BYTES 4`, // a name
  ],
  references: ["https://aiven.io/docs/products/postgresql/howto/manage-password"],
  revoke:
    "PUT https://api.aiven.io/v1/project/{project}/service/{service}/user/{user} with operation reset_credentials; else the console > Users > Reset password",
};

const apiTokenValue = (seed: number): string => fake("[A-Za-z0-9+/]{372}", seed);
export const aivenApiToken: Detector = {
  id: "aiven-api-token",
  title: "Aiven personal or application token",
  provider: "aiven",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: reads the passwords of all services of the projects, creates and deletes services.",
  rules: [
    {
      keywords: ["aiven"],
      pattern: named("aiven", SET_KEY, "[A-Za-z0-9+/]{370,372}={0,2}"),
      window: { before: 160, after: 700 },
      entropy: 4.5,
      confidence: 0.85,
    },
    {
      id: "header",
      keywords: ["aivenv1 "],
      pattern: /\baivenv1 {1,4}(?<secret>[A-Za-z0-9+/]{300,600}={0,2})(?![A-Za-z0-9+/=])/i,
      window: { before: 8, after: 700 },
      entropy: 4.5,
      confidence: 0.95,
    },
  ],
  examples: [
    ...shown("AIVEN_API_TOKEN", apiTokenValue),
    `provider "aiven" {\n  api_token = "${apiTokenValue(13)}"\n}\n`,
    `aiven:\n  token: ${apiTokenValue(15)}\n`,
    `Authorization: aivenv1 ${apiTokenValue(16)}\n`,
  ],
  counterExamples: [...nearMisses("AIVEN_API_TOKEN", apiTokenValue, 4), `AIVEN_CA_KEY=${fake("[A-Za-z0-9+/]{340}", 31)}`],
  references: ["https://aiven.io/docs/platform/concepts/authentication-tokens"],
  revoke: "DELETE https://api.aiven.io/v1/access_token/{prefix}; else the console > User information > Tokens > Revoke",
};
