import { type Detector, fake } from "@stanch/model";
import { alone, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("configcat-sdk-1/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{21}[A-Za-z0-9]", seed);
export const configcatSdkKey: Detector = {
  id: "configcat-sdk-key",
  title: "ConfigCat SDK key",
  provider: "configcat",
  category: "ci",
  severity: "low",
  nature: "public",
  opens: "Reads flags and targeting rules of one environment: it stands in web pages and apps too and changes nothing.",
  rules: [
    { prefixes: ["configcat-sdk-1/"], pattern: alone("configcat-sdk-1/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22}"), entropy: 4, confidence: 0.97 },
    {
      id: "old",
      keywords: ["configcat"],
      pattern: named("config_?cat", "(?:(?:sdk|api|client)?[_.-]?key|create_?client|getclient)", "[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22}"),
      entropy: 3.6,
      confidence: 0.85,
    },
  ],
  examples: [
    ...shown("CONFIGCAT_SDK_KEY", make),
    `CONFIGCAT_SDK_KEY=${fake("[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{21}[A-Za-z0-9]", 13)}\n`,
    `const client = configcat.getClient("${make(15)}");`,
  ],
  counterExamples: [
    ...unlike("CONFIGCAT_SDK_KEY", "configcat-sdk-1/", make),
    `import x from 'configcat-node/lib/${fake("[a-z]{22}", 31)}'`,
  ],
  references: ["https://configcat.com/docs/requests/"],
  revoke: "https://app.configcat.com > View SDK key > Revoke, after a new one was made",
};
