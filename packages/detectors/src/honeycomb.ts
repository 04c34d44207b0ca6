import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, alone, named, shown, unlike } from "./_token.ts";

const classic = (seed: number): string => fake("[0-9a-f]{32}", seed);
const environment = (seed: number): string => fake("[A-Za-z0-9]{22}", seed);
const ingest = (seed: number): string => fake("hcaik_[0-9a-z]{58}", seed);
const REVOKE = "https://ui.honeycomb.io > Environment settings > API keys > Delete";
const WORD = "honeycomb(?:io)?|x-honeycomb";
const NAME = "(?:api|write|team|access|otel)?[_.-]?(?:key|token|team)";
export const honeycombApiKey: Detector = {
  id: "honeycomb-api-key",
  title: "Honeycomb configuration API key",
  provider: "honeycomb",
  category: "monitoring",
  severity: "high",
  opens: "Sends events and, as its permissions allow, reads traces, which may hold customers' data, and changes boards and triggers.",
  keywords: ["honeycomb"],
  pattern: named(WORD, NAME, `(?:[0-9a-f]{32}|${MIXED}[A-Za-z0-9]{22})`),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("HONEYCOMB_API_KEY", classic),
    ...shown("HONEYCOMB_API_KEY", environment),
    `OTEL_EXPORTER_OTLP_HEADERS="x-honeycomb-team=${environment(13)}"`,
  ],
  counterExamples: [
    ...nearMisses("HONEYCOMB_API_KEY", classic),
    `HONEYCOMB_API_KEY=${ingest(20)}`, // only sends
    `HONEYCOMB_DATASET_KEY=${fake("[a-z]{22}", 21)}`,
  ],
  references: ["https://docs.honeycomb.io/configure/environments/manage-api-keys/"],
  revoke: REVOKE,
};

export const honeycombIngestKey: Detector = {
  id: "honeycomb-ingest-key",
  title: "Honeycomb ingest key",
  provider: "honeycomb",
  category: "monitoring",
  severity: "low",
  opens: "Only sends events into an environment: it can flood or blur its data and reads nothing.",
  // `hc`, a region, `i` for ingest, `k` for an environment or `c` for a classic one.
  prefixes: ["hcaik_", "hcbik_", "hcxik_", "hcaic_", "hcbic_", "hcxic_"],
  pattern: alone("hc[abx]i[kc]_[0-9a-z]{58}"),
  entropy: 3.5,
  confidence: 0.96,
  examples: [...shown("HONEYCOMB_API_KEY", ingest), `x-honeycomb-team: ${ingest(13)}\n`],
  counterExamples: [
    ...unlike("HONEYCOMB_API_KEY", "hcaik_", ingest),
    `HONEYCOMB_API_KEY=${classic(20)}`,
    `key id ${fake("hcaik_[0-9a-z]{26}", 21)}`, // the id without the secret
  ],
  references: ["https://docs.honeycomb.io/configure/environments/manage-api-keys/"],
  revoke: REVOKE,
};
