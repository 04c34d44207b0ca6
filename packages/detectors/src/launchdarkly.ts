import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const ldApi = (seed: number): string => fake("api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);
const ldSdk = (seed: number): string => fake("sdk-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);
export const launchdarklyAccessToken: Detector = {
  id: "launchdarkly-access-token",
  title: "LaunchDarkly API access token",
  provider: "launchdarkly",
  category: "ci",
  severity: "high",
  opens: "Changes flags, so what runs in production, and reads the SDK keys, as its role allows.",
  prefixes: ["api-"],
  // «api-» and a UUID: deployments are named so as well, so the version 4 digits are asked for and the word raises the trust.
  pattern: alone("api-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
  entropy: 3,
  confidence: 0.6,
  companions: [{ name: "product", pattern: /[Ll]aunch_?-?[Dd]arkly|LAUNCH_?DARKLY|(?<![A-Za-z])LD_/, withinBytes: 256 }],
  examples: [
    ...shown("LAUNCHDARKLY_ACCESS_TOKEN", ldApi),
    `curl -H "Authorization: ${ldApi(13)}" https://app.launchdarkly.com/api/v2/flags`,
  ],
  counterExamples: [
    ...unlike("LAUNCHDARKLY_ACCESS_TOKEN", "api-", ldApi),
    `LD_TOKEN=${fake("api-[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 20)}`, // UUID version 1
    `launchdarkly-js-sdk ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://launchdarkly.com/docs/home/account/api"],
  revoke: "https://app.launchdarkly.com/settings/authorization > Delete or Reset",
};

export const launchdarklySdkKey: Detector = {
  id: "launchdarkly-sdk-key",
  title: "LaunchDarkly SDK key",
  provider: "launchdarkly",
  category: "ci",
  severity: "medium",
  opens: "Reads all flags and their targeting rules, which may name users; it changes nothing.",
  prefixes: ["sdk-"],
  pattern: alone("sdk-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
  entropy: 3,
  confidence: 0.8,
  examples: [...shown("LAUNCHDARKLY_SDK_KEY", ldSdk), `ldclient.set_config(Config("${ldSdk(13)}"))`],
  counterExamples: [
    ...unlike("LAUNCHDARKLY_SDK_KEY", "sdk-", ldSdk),
    `LD_CLIENT_SIDE_ID=${fake("[0-9a-f]{24}", 20)}`, // public
    `sdk-${fake("[0-9a-f]{40}", 21)}.tgz`,
  ],
  references: ["https://launchdarkly.com/docs/sdk/concepts/client-side-server-side"],
  revoke: "https://app.launchdarkly.com > Environments > Reset SDK key",
};
