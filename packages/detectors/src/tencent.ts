import { type Detector, fake } from "@stanch/model";
import { LEFT, RIGHT } from "./_words.ts";

const ID = String.raw`(?<![A-Za-z0-9])(?:AKID|IKID)[A-Za-z0-9]{32}(?![A-Za-z0-9])`;
const SECRET = "[A-Za-z0-9]{32}";
const GAP = String.raw`(?:(?!${ID})[\s\S]){0,200}`;
const id = (seed: number): string => fake("AKID[A-Za-z0-9]{31}7", seed);
const secret = (seed: number): string => fake("[A-Za-z0-9]{29}Aa7", seed);

export const tencentSecretKey: Detector = {
  id: "tencent-cloud-secret-key",
  title: "Tencent Cloud secret key",
  provider: "tencent",
  category: "cloud",
  severity: "critical",
  opens: "Signs any Tencent Cloud call that the key's user may make.",
  keywords: ["akid", "ikid"],
  // 32 letters and digits are anything: only the id beside them tells.
  pattern: new RegExp(`${LEFT}(?=${SECRET}${RIGHT})(?:(?<=${ID}${GAP})|(?=${SECRET}${GAP}${ID}))(?<secret>${SECRET})`),
  window: { before: 256, after: 320 },
  entropy: 3.7,
  confidence: 0.6,
  companions: [{ name: "secretId", pattern: new RegExp(ID), withinBytes: 512, required: true }],
  notSecret: [/^[^A-Z]+$/, /^[^a-z]+$/, /^[^0-9]+$/],
  examples: [
    `TENCENTCLOUD_SECRET_ID=${id(1)}\nTENCENTCLOUD_SECRET_KEY=${secret(2)}`,
    `cred = credential.Credential("${id(3)}", "${secret(4)}")`,
    `{"SecretKey": "${secret(5)}", "SecretId": "${id(6)}"}`,
  ],
  counterExamples: [
    `TENCENTCLOUD_SECRET_KEY=${secret(7)}`, // without its id
    `${id(8)} md5 ${fake("[0-9a-f]{32}", 9)}`,
    `TENCENTCLOUD_SECRET_ID=${id(10)}\nTENCENTCLOUD_SECRET_KEY=${"x".repeat(32)}`,
  ],
  references: ["https://www.tencentcloud.com/document/product/598/34228"],
  revoke: "CAM console > Access Key > API Keys > Disable, then Delete",
};
