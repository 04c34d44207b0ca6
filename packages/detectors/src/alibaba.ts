import { type Detector, fake } from "@stanch/model";
import { ASSIGN, LEFT, RIGHT, anyCase } from "./_words.ts";

const KEY_ID = String.raw`(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{12,20}(?![A-Za-z0-9])`;
const SECRET = "[A-Za-z0-9]{30}";
const GAP = String.raw`(?:(?!${KEY_ID})[\s\S]){0,200}`;
const NAMED = String.raw`(?<=${anyCase("(?:alibaba|aliyun|alicloud|oss)")}[^\n]{0,64}?${anyCase("secret")}[\w.-]{0,16}${ASSIGN})`;
const id = (seed: number): string => fake("LTAI[45]t[A-Za-z0-9]{18}", seed);
const secret = (seed: number): string => fake("[A-Za-z0-9]{27}[A-Z][a-z]7", seed);
const PARTNER = String.raw`(?<![A-Za-z0-9+/_-])${SECRET}(?![A-Za-z0-9+/=_-])`;

export const alibabaAccessKeySecret: Detector = {
  id: "alibaba-access-key-secret",
  title: "Alibaba Cloud access key secret",
  provider: "alibaba",
  category: "cloud",
  severity: "critical",
  opens: "Signs any Alibaba Cloud call that the key's user may make.",
  keywords: ["ltai", "alibaba", "aliyun", "alicloud", "oss_access", "ossaccess"],
  pattern: new RegExp(`${LEFT}(?=${SECRET}${RIGHT})(?:${NAMED}|(?<=${KEY_ID}${GAP})|(?=${SECRET}${GAP}${KEY_ID}))(?<secret>${SECRET})`),
  window: { before: 256, after: 320 },
  entropy: 3.7,
  confidence: 0.65,
  companions: [{ name: "accessKeyId", pattern: new RegExp(KEY_ID), withinBytes: 512 }],
  notSecret: [/^[^A-Z]+$/, /^[^a-z]+$/, /^[^0-9]+$/],
  examples: [
    `ALIBABA_CLOUD_ACCESS_KEY_ID=${id(1)}\nALIBABA_CLOUD_ACCESS_KEY_SECRET=${secret(2)}`,
    `new OSS({ accessKeyId: '${id(3)}', accessKeySecret: '${secret(4)}' })`,
    `aliyun.oss.accessKeySecret=${secret(5)}`,
  ],
  counterExamples: [
    `ALIBABA_CLOUD_ACCESS_KEY_SECRET=${"x".repeat(30)}`,
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET=${SECRET}",
    `accessKeySecret=${secret(6)}`, // nothing says whose
    `${id(7)} sha=${fake("[0-9a-f]{40}", 8)}`,
  ],
  references: ["https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair"],
  revoke: "RAM console > AccessKey > Disable, then Delete",
};

export const alibabaAccessKeyId: Detector = {
  id: "alibaba-access-key-id",
  title: "Alibaba Cloud access key id",
  provider: "alibaba",
  category: "cloud",
  severity: "low",
  nature: "identifier",
  opens: "Opens nothing without its secret; where it leaked the secret often leaked too.",
  prefixes: ["LTAI"],
  pattern: new RegExp(String.raw`(?<!${PARTNER}[\s\S]{0,200})${KEY_ID}(?![\s\S]{0,200}${PARTNER})`),
  window: { before: 240, after: 300 },
  entropy: 3,
  confidence: 0.7,
  notSecret: [/^LTAI[^0-9]+$/],
  examples: [`accessKeyId: ${fake("LTAI5t[A-Za-z0-9]{17}7", 11)}`, `ALICLOUD_ACCESS_KEY="${fake("LTAI4[A-Za-z0-9]{11}", 12)}"`],
  counterExamples: [
    `ALIYUN_ID=${id(13)}\nALIYUN_SECRET=${secret(14)}`, // reported with its secret
    "LTAIxxxxxxxxxxxxxxxx",
    fake("[a-z0-9]{4}LTAI5t[A-Za-z0-9]{18}", 15),
    fake("LTAI[A-Za-z0-9]{6}", 16),
  ],
  references: ["https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair"],
  revoke: "RAM console > AccessKey > Disable, then Delete",
};

export const alibabaStsToken: Detector = {
  id: "alibaba-sts-token",
  title: "Alibaba Cloud STS security token",
  provider: "alibaba",
  category: "cloud",
  severity: "medium",
  opens: "With its temporary key pair it acts as the role until it expires, after twelve hours at most.",
  prefixes: ["CAIS"],
  pattern: /(?<![A-Za-z0-9+/])CAIS[A-Za-z0-9+/]{100,1400}={0,2}(?![A-Za-z0-9+/=])/,
  window: { before: 8, after: 1440 },
  entropy: 4.5,
  confidence: 0.6,
  companions: [{ name: "accessKeyId", pattern: /(?<![\w.])STS\.[A-Za-z0-9]{16,64}(?!\w)/, withinBytes: 2048, required: true }],
  examples: [
    `{"AccessKeyId":"${fake("STS.N[A-Za-z0-9]{24}", 21)}","SecurityToken":"${fake("CAIS[A-Za-z0-9+/]{600}", 22)}"}`,
    `ALIBABA_CLOUD_ACCESS_KEY_ID=${fake("STS.N[A-Za-z0-9]{24}", 23)}\nALIBABA_CLOUD_SECURITY_TOKEN=${fake("CAIS[A-Za-z0-9+/]{400}", 24)}==`,
  ],
  counterExamples: [
    fake("CAIS[A-Za-z0-9+/]{400}", 25), // any base64 may open so
    "STS.NUexample CAIS...",
    `${fake("STS.N[A-Za-z0-9]{24}", 26)} ${fake("CAIS[A-Za-z0-9+/]{40}", 27)}`,
  ],
  references: ["https://www.alibabacloud.com/help/en/ram/product-overview/what-is-sts"],
  revoke: "It expires by itself; take the role's permissions away until then",
};
