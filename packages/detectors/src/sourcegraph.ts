import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const sourcegraph = (seed: number): string => fake("sgp_[0-9a-f]{16}_[0-9a-f]{40}", seed);
export const sourcegraphToken: Detector = {
  id: "sourcegraph-access-token",
  title: "Sourcegraph access token",
  provider: "sourcegraph",
  category: "vcs",
  severity: "high",
  opens: "Acts as its owner on that instance: searches and reads all code that the owner sees.",
  prefixes: ["sgp_"],
  pattern: alone("sgp_(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.95,
  examples: [
    ...shown("SRC_ACCESS_TOKEN", sourcegraph),
    `curl -H "Authorization: token ${sourcegraph(13)}" $URL`,
    `SRC=${fake("sgp_local_[0-9a-f]{40}", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("SRC_ACCESS_TOKEN", "sgp_", sourcegraph),
    `SRC_ACCESS_TOKEN=${fake("sgp_[g-z]{40}", 20)}`,
    `SEGMENT=${fake("sgp_[A-Za-z0-9]{64}", 21)}`, // another provider's
  ],
  references: ["https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token"],
  revoke: "User settings > Access tokens > Delete",
};

const license = (seed: number): string => fake("slk_[0-9a-f]{64}", seed);

export const sourcegraphLicenseToken: Detector = {
  id: "sourcegraph-license-token",
  title: "Sourcegraph license access token",
  provider: "sourcegraph",
  category: "vcs",
  severity: "medium",
  opens: "Uses the models of the licence's owner at its cost.",
  prefixes: ["slk_"],
  pattern: alone("slk_[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.95,
  examples: [...shown("SOURCEGRAPH_LICENSE_TOKEN", license), ...sent(license)],
  counterExamples: [
    ...unlike("SOURCEGRAPH_LICENSE_TOKEN", "slk_", license),
    `SOURCEGRAPH_LICENSE_TOKEN=${fake("slk_[g-z]{64}", 20)}`,
    `SOURCEGRAPH_LICENSE_TOKEN=${fake("slk_[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://sourcegraph.com/docs/cody/core-concepts/cody-gateway"],
  revoke: "Ask Sourcegraph's support to replace the licence key",
};

const gateway = (seed: number): string => fake("sgd_[0-9a-f]{64}", seed);

export const sourcegraphGatewayToken: Detector = {
  id: "sourcegraph-gateway-token",
  title: "Sourcegraph gateway or subscription access token",
  provider: "sourcegraph",
  category: "ai",
  severity: "medium",
  opens: "Uses models through Cody Gateway at the cost of its user or subscription; it reads no code.",
  prefixes: ["sgd_", "sgs_"],
  pattern: alone("sg[ds]_[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.95,
  examples: [...shown("CODY_GATEWAY_TOKEN", gateway), ...sent(gateway), `TOKEN=${fake("sgs_[0-9a-f]{64}", 13)}\n`],
  counterExamples: [
    ...unlike("CODY_GATEWAY_TOKEN", "sgd_", gateway),
    `CODY_GATEWAY_TOKEN=${fake("sgd_[0-9a-f]{40}", 20)}`,
    `sgd_optimizer_${fake("[a-z]{64}", 21)}`,
  ],
  references: ["https://sourcegraph.com/docs/cody/core-concepts/cody-gateway"],
  revoke: "https://accounts.sourcegraph.com > Access tokens > Delete, or ask Sourcegraph's support",
};
