import { type Detector, type Rule, fake } from "@stanch/model";
import { LEFT, RIGHT } from "./_words.ts";

const prefixed = (prefix: string, source: string, after = 256): Pick<Rule, "prefixes" | "pattern" | "window" | "entropy"> => ({
  prefixes: [prefix],
  pattern: new RegExp(`(?<![\\w.-])${source}(?![A-Za-z0-9_-])`),
  window: { before: 8, after },
  entropy: 3.6,
});

export const yandexApiKey: Detector = {
  id: "yandex-cloud-api-key",
  title: "Yandex Cloud API key",
  provider: "yandex",
  category: "cloud",
  severity: "high",
  opens: "Calls the services (speech, translation, models, …) that its service account may, until it is deleted.",
  ...prefixed("AQVN", "AQVN[A-Za-z0-9_-]{35,38}"),
  examples: [`YC_API_KEY=${fake("AQVN[A-Za-z0-9_-]{36}", 1)}`, `Authorization: Api-Key ${fake("AQVN[A-Za-z0-9_-]{35}", 2)}`],
  counterExamples: [`AQVN${"x".repeat(36)}`, fake("AQVN[A-Za-z0-9_-]{20}", 3), fake("AQVN[A-Za-z0-9_-]{60}", 4)],
  references: ["https://yandex.cloud/en/docs/iam/concepts/authorization/api-key"],
  revoke: "yc iam api-key delete",
};

export const yandexIamToken: Detector = {
  id: "yandex-cloud-iam-token",
  title: "Yandex Cloud IAM token",
  provider: "yandex",
  category: "cloud",
  severity: "medium",
  opens: "Does what its user or service account may for twelve hours at most.",
  ...prefixed("t1.", "t1\\.[A-Za-z0-9_-]{40,1024}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}", 1200),
  examples: [
    `IAM_TOKEN=${fake("t1.9e[A-Za-z0-9_-]{120}.[A-Za-z0-9_-]{86}", 11)}`,
    `Authorization: Bearer ${fake("t1.7[A-Za-z0-9_-]{200}.[A-Za-z0-9_-]{86}", 12)}`,
  ],
  counterExamples: ["IAM_TOKEN=t1.9euelZ...", fake("t1.[A-Za-z0-9_-]{40}", 13), fake("t1.[A-Za-z0-9_-]{60}.[A-Za-z0-9_-]{40}", 14)],
  references: ["https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token"],
  revoke: "yc iam revoke-token; it also expires by itself",
};

const KEY_ID = String.raw`(?<![A-Za-z0-9])YCA[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])`;

export const yandexStaticKey: Detector = {
  id: "yandex-cloud-static-key",
  title: "Yandex Cloud static access key",
  provider: "yandex",
  category: "storage",
  severity: "high",
  opens: "Reads and writes the object storage that its service account may, through the S3-compatible API.",
  prefixes: ["YCA"],
  pattern: new RegExp(`${LEFT}YC(?!A)[A-Za-z0-9_-]{38}${RIGHT}`),
  window: { before: 256, after: 256 },
  entropy: 3.8,
  confidence: 0.6,
  companions: [{ name: "keyId", pattern: new RegExp(KEY_ID), withinBytes: 256, required: true }],
  examples: [
    `AWS_ACCESS_KEY_ID=${fake("YCAJE[A-Za-z0-9_]{20}", 21)}\nAWS_SECRET_ACCESS_KEY=${fake("YCM[A-Za-z0-9_]{37}", 22)}`,
    `access_key = "${fake("YCAJE[A-Za-z0-9_]{20}", 23)}"\nsecret_key = "${fake("YCP[A-Za-z0-9_]{37}", 24)}"`,
  ],
  counterExamples: [
    fake("YCM[A-Za-z0-9_]{37}", 25), // without its id
    `${fake("YCAJE[A-Za-z0-9_]{20}", 26)} YCM${"x".repeat(37)}`,
    `${fake("YCAJE[A-Za-z0-9_]{20}", 27)} ${fake("YCM[A-Za-z0-9]{20}", 28)}`,
  ],
  references: ["https://yandex.cloud/en/docs/iam/concepts/authorization/access-key"],
  revoke: "yc iam access-key delete",
};
