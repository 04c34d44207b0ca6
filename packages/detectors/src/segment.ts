import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, named, sent, shown, unlike } from "./_token.ts";

const publicApiToken = (seed: number): string => fake("sgp_[A-Za-z0-9]{62}Z7", seed);

export const segmentPublicApiToken: Detector = {
  id: "segment-public-api-token",
  title: "Segment Public API token",
  provider: "segment",
  category: "marketing",
  severity: "high",
  opens: "Reads and changes the workspace, its sources and destinations, so it can send the events of customers elsewhere.",
  prefixes: ["sgp_"],
  // Sourcegraph's tokens open alike, but have hex digits and another length.
  pattern: alone("sgp_[A-Za-z0-9]{64}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("SEGMENT_ACCESS_TOKEN", publicApiToken), ...sent(publicApiToken)],
  counterExamples: [
    ...unlike("SEGMENT_ACCESS_TOKEN", "sgp_", publicApiToken),
    `SRC_ACCESS_TOKEN=${fake("sgp_[0-9a-f]{40}", 20)}`, // Sourcegraph's
    `sgp_${fake("[a-z]{30}", 21)}`,
  ],
  references: ["https://docs.segmentapis.com/", "https://segment.com/docs/api/public-api/"],
  revoke: "https://app.segment.com > Settings > Workspace settings > Access management > Tokens > Delete",
};

const writeKey = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const segmentWriteKey: Detector = {
  id: "segment-write-key",
  title: "Segment write key",
  provider: "segment",
  category: "marketing",
  severity: "low",
  nature: "public",
  opens: "Public by design in web pages and apps: it only sends events to one source, so false data is what can come of it.",
  keywords: ["segment_write", "segmentwrite", "segment-write", "segment.write"],
  pattern: named("segment", "write[_.-]?key", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.6,
  examples: [
    ...shown("SEGMENT_WRITE_KEY", writeKey),
    `segment-write_write_key: ${writeKey(31)}\n`,
    `segment.write_write_key: ${writeKey(32)}\n`,
  ],
  counterExamples: [
    ...unlike("SEGMENT_WRITE_KEY", "", writeKey),
    `BACKUP_KEY=${writeKey(20)}\n`, // nothing names the provider
    `segment checksum ${writeKey(21)}`,
  ],
  references: ["https://segment.com/docs/connections/find-writekey/"],
  revoke: "Not needed where it may be public; Source > Settings > API keys > Generate new write key",
};
