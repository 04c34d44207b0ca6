import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, named, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const redisRestToken = (seed: number): string => fake("A[A-Za-z0-9]{52}Zq7=", seed);

export const upstashRedisRestToken: Detector = {
  id: "upstash-redis-rest-token",
  title: "Upstash Redis REST token",
  provider: "upstash",
  category: "database",
  severity: "critical",
  opens: "Reads, changes and deletes all data of that Redis database over HTTP.",
  keywords: ["upstash", "kv_rest_api_token"],
  pattern: named(
    "upstash|kv(?=_rest_api_token)",
    "(?:(?:redis|kv)[_.-]?)?(?:rest[_.-]?)?(?:api[_.-]?)?token",
    `A${MIXED}[A-Za-z0-9]{35,119}={0,2}`,
  ),
  entropy: 3.9,
  confidence: 0.85,
  companions: [{ name: "host", pattern: /[a-z0-9-]{3,60}\.upstash\.io/, withinBytes: 256 }],
  examples: [
    ...shown("UPSTASH_REDIS_REST_TOKEN", redisRestToken),
    `const redis = new Redis({\n  url: "https://eu1-x.upstash.io",\n  token: "${redisRestToken(13)}",\n});`,
    `KV_REST_API_TOKEN=${redisRestToken(14)}\n`,
  ],
  counterExamples: [
    ...unlike("UPSTASH_REDIS_REST_TOKEN", "", redisRestToken, 25),
    `BACKUP_KEY=${redisRestToken(20)}\n`, // nothing names the provider
    `upstash checksum ${redisRestToken(21)}`,
    `UPSTASH_REDIS_REST_URL=https://eu1-x-12345.upstash.io`, // the host
  ],
  references: ["https://upstash.com/docs/redis/features/restapi"],
  revoke: "https://console.upstash.com/redis > the database > Reset credentials",
};

const qstashToken = (seed: number): string =>
  toBase64(
    `{"UserID":"${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed)}","Password":"${fake("[0-9a-f]{32}", seed)}"}`,
  );

export const upstashQstashToken: Detector = {
  id: "upstash-qstash-token",
  title: "Upstash QStash token",
  provider: "upstash",
  category: "cloud",
  severity: "high",
  opens: "Sends messages to any address in the account's name and reads and deletes its queues and schedules.",
  keywords: ["qstash"],
  pattern: named("qstash", "(?:api[_.-]?)?token", "eyJVc2VySUQi[A-Za-z0-9+/_-]{40,200}={0,2}"),
  entropy: 3.9,
  confidence: 0.85,
  examples: [...shown("QSTASH_TOKEN", qstashToken)],
  counterExamples: [
    ...unlike("QSTASH_TOKEN", "", qstashToken, 100),
    `BACKUP_KEY=${qstashToken(20)}\n`, // nothing names the provider
    `qstash checksum ${qstashToken(21)}`,
    `QSTASH_CURRENT_SIGNING_KEY=${fake("sig_[A-Za-z0-9]{28}", 22)}`, // another kind
  ],
  references: ["https://upstash.com/docs/qstash/overall/getstarted"],
  revoke: "https://console.upstash.com/qstash > Reset token",
};

const qstashSigningKey = (seed: number): string => fake("sig_[A-Za-z0-9]{25}Zq7", seed);

export const upstashQstashSigningKey: Detector = {
  id: "upstash-qstash-signing-key",
  title: "Upstash QStash signing key",
  provider: "upstash",
  category: "cloud",
  severity: "medium",
  opens: "Signs requests that the receiver takes for QStash's own.",
  keywords: ["qstash", "current_signing_key", "currentsigningkey", "next_signing_key", "nextsigningkey"],
  pattern: alone(`sig_${MIXED}[A-Za-z0-9]{26,32}`),
  window: { before: 128, after: 160 },
  entropy: 3.5,
  confidence: 0.9,
  examples: [
    ...shown("QSTASH_CURRENT_SIGNING_KEY", qstashSigningKey),
    `new Receiver({\n  currentSigningKey: "x",\n  nextSigningKey: "${qstashSigningKey(13)}",\n});`,
    `NEXT_SIGNING_KEY=${qstashSigningKey(14)}\n`,
  ],
  counterExamples: [
    ...unlike("QSTASH_CURRENT_SIGNING_KEY", "sig_", qstashSigningKey, 6),
    `APP=${qstashSigningKey(20)}`, // nothing names the provider
    `qstash sig_${fake("[a-z]{28}", 21)}`,
  ],
  references: ["https://upstash.com/docs/qstash/howto/signature"],
  revoke: "https://console.upstash.com/qstash > Signing keys > Roll",
};
