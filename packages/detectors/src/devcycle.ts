import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const makeDevcycleServerSdkKey = (seed: number): string => fake("dvc_server_[0-9a-f]{8}_[0-9a-f]{12}", seed);
export const devcycleServerSdkKey: Detector = {
  id: "devcycle-server-sdk-key",
  title: "DevCycle server SDK key",
  provider: "devcycle",
  category: "ci",
  severity: "medium",
  opens: "Reads all flags of an environment with their targeting rules, which may name users; it changes nothing.",
  prefixes: ["dvc_server_"],
  pattern: alone("dvc_server_(?=[A-Za-z_]{0,64}[0-9])[A-Za-z0-9]{8,64}(?:_[A-Za-z0-9]{4,64})?"),
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("DEVCYCLE_SERVER_SDK_KEY", makeDevcycleServerSdkKey),
    `const client = initializeDevCycle("${makeDevcycleServerSdkKey(13)}");`,
  ],
  counterExamples: [
    ...unlike("DEVCYCLE_SERVER_SDK_KEY", "dvc_server_", makeDevcycleServerSdkKey, 14),
    `DEVCYCLE_SERVER_SDK_KEY=dvc_server_token_hash`,
  ],
  references: ["https://docs.devcycle.com/essentials/keys"],
  revoke: "https://app.devcycle.com > Settings > Environments & Keys > revoke the key and makeDevcycleServerSdkKey a new one",
};

const makeDevcycleClientSdkKey = (seed: number): string => fake("dvc_client_[0-9a-f]{8}_[0-9a-f]{12}", seed);
export const devcycleClientSdkKey: Detector = {
  id: "devcycle-client-sdk-key",
  title: "DevCycle client or mobile SDK key",
  provider: "devcycle",
  category: "ci",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and apps, reads the flags of one user and sends events.",
  prefixes: ["dvc_client_", "dvc_mobile_"],
  pattern: alone("dvc_(?:client|mobile)_(?=[A-Za-z_]{0,64}[0-9])[A-Za-z0-9]{8,64}(?:_[A-Za-z0-9]{4,64})?"),
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("DEVCYCLE_CLIENT_SDK_KEY", makeDevcycleClientSdkKey),
    `DVCClient.initialize(key: "${fake("dvc_mobile_[0-9a-f]{8}_[0-9a-f]{12}", 13)}")`,
  ],
  counterExamples: [
    ...unlike("DEVCYCLE_CLIENT_SDK_KEY", "dvc_client_", makeDevcycleClientSdkKey, 14),
    `dvc_client_environment_key`,
    `const dvc_mobile_sdk = ${fake("[0-9]{4}", 20)};`,
  ],
  references: ["https://docs.devcycle.com/essentials/keys"],
  revoke: "Not needed: it may be public; Settings > Environments & Keys replaces it",
};
