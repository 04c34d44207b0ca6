import { type Detector, fake } from "@stanch/model";
import { MIXED, UUID, named, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const secretAccessKey = (seed: number): string => toBase64(toBase64(fake("[0-9a-f]{32}", seed)).replaceAll("=", ""));

export const volcengineSecretAccessKey: Detector = {
  id: "volcengine-secret-access-key",
  title: "Volcengine secret access key",
  provider: "volcengine",
  category: "cloud",
  severity: "critical",
  opens: "With the access key id, which is often beside it, it does what its user may with the account's machines, storage and models.",
  keywords: ["volc_", "volcengine", "volcano", "byteplus", "volcsecret", "tos_secret"],
  pattern: named(
    "volc(?:ano)?(?:[_-]?engine)?|byte[_-]?plus|tos(?=_secret)",
    "(?:secret[_.-]?(?:access[_.-]?)?key|sk)",
    `(?:W[A-Za-z0-9]{57}==|${MIXED}[A-Za-z0-9+/]{58}==|${MIXED}[A-Za-z0-9]{59,60})`,
  ),
  entropy: 3.9,
  confidence: 0.8,
  companions: [{ name: "accessKeyId", pattern: /(?<![A-Za-z0-9])AKLT[A-Za-z0-9]{32,44}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("VOLC_SECRETKEY", secretAccessKey),
    `VOLC_ACCESSKEY=${fake("AKLT[A-Za-z0-9]{43}", 13)}\nVOLC_SECRETKEY=${secretAccessKey(14)}\n`,
    `volcengine:\n  secret_access_key: ${secretAccessKey(15)}\n`,
    `volcano_engine_secret_key: ${secretAccessKey(16)}\n`,
    `BYTEPLUS_SECRET_KEY=${secretAccessKey(17)}\n`,
    `TOS_SECRET_KEY=${secretAccessKey(18)}\n`,
  ],
  counterExamples: [
    ...unlike("VOLC_SECRETKEY", "", secretAccessKey, 25),
    `BACKUP_KEY=${secretAccessKey(20)}\n`, // nothing names the provider
    `volc checksum ${secretAccessKey(21)}`,
    `VOLC_ACCESSKEY=${fake("AKLT[A-Za-z0-9]{43}", 22)}`, // the id
  ],
  references: ["https://www.volcengine.com/docs/6291/65568"],
  revoke: "https://console.volcengine.com/iam/keymanage > Disable, then Delete",
};

const arkApiKey = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const volcengineArkApiKey: Detector = {
  id: "volcengine-ark-api-key",
  title: "Volcengine Ark API key",
  provider: "volcengine",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  keywords: ["ark_api", "arkapi", "ark-api", "volc_", "volcengine", "volcano", "doubao"],
  // `ark_api` ends SPARK_API too: nothing but a letter may stand before the word.
  pattern: named("ark(?=[_.-]?(?:api|key))|volc(?:ano)?(?:[_-]?engine)?|doubao", "(?:ark[_.-]?)?(?:api[_.-]?)?key", UUID),
  entropy: 3.0,
  confidence: 0.7,
  examples: [
    ...shown("ARK_API_KEY", arkApiKey),
    `ark-api_key: ${arkApiKey(31)}\n`,
    `client = Ark(base_url="https://ark.cn-beijing.volces.com/api/v3", ark_api_key="${arkApiKey(13)}")`,
    `VOLC_API_KEY=${arkApiKey(14)}\n`,
    `VOLCENGINE_API_KEY=${arkApiKey(15)}\n`,
    `VOLCANO_ENGINE_API_KEY=${arkApiKey(16)}\n`,
    `DOUBAO_API_KEY=${arkApiKey(17)}\n`,
  ],
  counterExamples: [
    ...unlike("ARK_API_KEY", "", arkApiKey),
    `BACKUP_KEY=${arkApiKey(20)}\n`, // nothing names the provider
    `ark checksum ${arkApiKey(21)}`,
    `SPARK_API_KEY=${arkApiKey(22)}`, // another word
  ],
  references: ["https://www.volcengine.com/docs/82379/1541594"],
  revoke: "https://console.volcengine.com/ark > API key management > Delete",
};
