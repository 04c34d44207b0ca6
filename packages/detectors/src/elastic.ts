import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("essu_[A-Za-z0-9]{88}", seed);

export const elasticCloudKey: Detector = {
  id: "elastic-cloud-api-key",
  title: "Elastic Cloud API key",
  provider: "elastic",
  category: "database",
  severity: "critical",
  opens: "Administers the organisation's deployments, as its roles allow.",
  prefixes: ["essu_"],
  pattern: alone("essu_[A-Za-z0-9+/_-]{60,200}={0,2}"),
  entropy: 4.2,
  confidence: 0.95,
  examples: [...shown("EC_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("EC_API_KEY", "essu_", make, 40),
    `EC_API_KEY=${fake("essu_[A-Za-z0-9]{30}", 20)}`,
    `EC_API_KEY=${fake("esxu_[A-Za-z0-9]{88}", 21)}`,
  ],
  references: ["https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys"],
  revoke: "https://cloud.elastic.co/account/keys > Revoke",
};
