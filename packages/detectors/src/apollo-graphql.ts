import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("service:acme-graph:[A-Za-z0-9_-]{21}[A-Za-z0-9]", seed);
export const apolloGraphosApiKey: Detector = {
  id: "apollo-graphos-api-key",
  title: "Apollo GraphOS API key",
  provider: "apollo-graphql",
  category: "ci",
  severity: "high",
  opens: "Publishes schemas and reads operations and metrics of the graph, or acts as its owner in Apollo Studio.",
  keywords: ["apollo", "graphos"],
  pattern: named(
    "apollo(?:_?(?:graph(?:ql|os)?|engine|studio))?|graphos",
    "(?:api|access|graph)?[_.-]?key",
    "(?:service|user):[A-Za-z0-9._-]{1,64}:[A-Za-z0-9_-]{22}",
  ),
  entropy: 3.4,
  confidence: 0.92,
  examples: [
    ...shown("APOLLO_KEY", make),
    `APOLLO_GRAPH_REF=acme-graph@current\nAPOLLO_KEY=${make(13)}\n`,
    `graphos_key: user:gh.${fake("[a-z]{6}:[A-Za-z0-9_-]{21}[A-Za-z0-9]", 15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("APOLLO_KEY", make),
    `APOLLO_KEY=service:acme-graph:${fake("[A-Za-z0-9]{12}", 31)}`,
    `KEY=${make(33)}`, // no provider's word
  ],
  references: ["https://www.apollographql.com/docs/graphos/platform/access-management/api-keys"],
  revoke: "https://studio.apollographql.com > the graph > Settings > API keys > Delete",
};
