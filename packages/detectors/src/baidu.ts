import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, sent, shown, unlike } from "./_token.ts";

const qianfanApiKeyValue = (seed: number): string => fake("bce-v3/ALTAK-[A-Za-z0-9]{21}/[0-9a-f]{40}", seed);
export const baiduQianfanApiKey: Detector = {
  id: "baidu-qianfan-api-key",
  title: "Baidu Qianfan API key",
  provider: "baidu",
  category: "ai",
  severity: "high",
  opens: "Calls the models and AI search of the account at its cost, as the key's permissions allow.",
  prefixes: ["bce-v3/ALTAK"],
  pattern: /(?<![A-Za-z0-9_/-])bce-v3\/ALTAK(?:SP)?-[A-Za-z0-9]{21}\/[0-9a-f]{40}(?![A-Za-z0-9_-])/,
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("QIANFAN_API_KEY", qianfanApiKeyValue), ...sent(qianfanApiKeyValue)],
  counterExamples: [
    ...unlike("QIANFAN_API_KEY", "bce-v3/ALTAK", qianfanApiKeyValue),
    `QIANFAN_API_KEY=bce-v3/${fake("ALTAK-[A-Za-z0-9]{21}", 31)}`,
    `bce-v3/ALTAK-xxxxx/xxxxxx`,
  ],
  references: ["https://cloud.baidu.com/doc/qianfan-api/s/ym9chdsy5"],
  revoke: "https://console.bce.baidu.com/qianfan/ais/console/apiKey > delete the key",
};

const cloudSecretKeyValue = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const baiduCloudSecretKey: Detector = {
  id: "baidu-cloud-secret-key",
  title: "Baidu Cloud or AI secret key",
  provider: "baidu",
  category: "cloud",
  severity: "high",
  opens: "With the access key beside it, it calls the account's cloud or AI services; a main account's key may everything.",
  keywords: ["baidu", "bce_secret", "bce_sk"],
  pattern: named(
    "baidu(?:_?(?:bce|cloud|ai|yun|ocr|tts|asr|translate|map))?|bce",
    "(?:secret|app|access|client)?[_.-]?(?:secret(?:[_.-]?access)?[_.-]?key|secret|sk)",
    `(?:[0-9a-f]{32}|${MIXED}[A-Za-z0-9]{32})`,
  ),
  entropy: 3,
  confidence: 0.7,
  companions: [
    {
      name: "accessKey",
      pattern: /(?<![A-Za-z0-9])(?:ALTAK[A-Za-z0-9]{21}|[0-9a-f]{32}|[A-Za-z0-9]{24})(?![A-Za-z0-9])/,
      withinBytes: 192,
    },
  ],
  examples: [
    ...shown("BAIDU_SECRET_KEY", cloudSecretKeyValue),
    `BAIDU_OCR_API_KEY=${fake("[A-Za-z0-9]{24}", 13)}\nBAIDU_OCR_SECRET_KEY=${fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", 14)}\n`,
    `BCE_SECRET_ACCESS_KEY: ${cloudSecretKeyValue(15)}\n`,
    `export BCE_SK=${cloudSecretKeyValue(17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("BAIDU_SECRET_KEY", cloudSecretKeyValue),
    `BAIDU_APP_ID=${cloudSecretKeyValue(31)}`, // the public half
    `BAIDU_SITE_VERIFICATION=${cloudSecretKeyValue(33)}`,
  ],
  references: ["https://cloud.baidu.com/doc/Reference/s/9jwvz2egb"],
  revoke: "https://console.bce.baidu.com/iam/#/iam/accesslist > disable and delete the key",
};
