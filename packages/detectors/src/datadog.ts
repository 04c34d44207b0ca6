import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const ddApi = (seed: number): string => fake("[0-9a-f]{32}", seed);
const ddApp = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const datadogApiKey: Detector = {
  id: "datadog-api-key",
  title: "Datadog API key",
  provider: "datadog",
  category: "monitoring",
  severity: "high",
  opens: "Sends false metrics, logs and events at the owner's cost; with an application key beside it, it reads and changes the account.",
  keywords: ["datadog", "dd_api", "dd-api", "ddapi"],
  pattern: named("datadog|dd(?=[_-]?api)", "api[_.-]?key", "[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "site", pattern: /(?<![A-Za-z0-9.-])(?:us[35]\.|ap[12]\.)?datadoghq\.(?:com|eu)|ddog-gov\.com/, withinBytes: 512 }],
  examples: [
    ...shown("DATADOG_API_KEY", ddApi),
    `DD_API_KEY=${ddApi(13)}\nDD_SITE=datadoghq.eu\n`,
    `curl -H "DD-API-KEY: ${ddApi(14)}" https://api.datadoghq.com/api/v1/validate`,
    `provider "datadog" {\n  api_key = "${ddApi(15)}"\n}`,
    `- name: DD_API_KEY\n  value: ${ddApi(16)}\n`,
  ],
  counterExamples: [
    `DD_API_KEY=\${DD_API_KEY}`,
    `DD_API_KEY=${ddApi(20).slice(1)}`,
    `DD_API_KEY=${"0".repeat(32)}`,
    `DD_GIT_COMMIT_SHA=${ddApp(21)}`,
    `datadog-agent md5 ${ddApi(22)}`, // a hash near the word
    `# datadog\nMAILJET_API_KEY=${ddApi(23)}`, // another provider's
    `ADD_API_KEY=${ddApi(24)}`,
  ],
  references: ["https://docs.datadoghq.com/account_management/api-app-keys/"],
  revoke: "https://app.datadoghq.com/organization-settings/api-keys > Revoke",
};

export const datadogAppKey: Detector = {
  id: "datadog-application-key",
  title: "Datadog application key",
  provider: "datadog",
  category: "monitoring",
  severity: "critical",
  opens: "With an API key, which is often beside it, it acts as its owner: reads logs and dashboards, changes monitors and users.",
  keywords: ["datadog", "dd_app", "dd-app", "ddapp"],
  pattern: named("datadog|dd(?=[_-]?app)", "app(?:lication)?[_.-]?key", "(?:[0-9a-f]{40}|ddapp_[A-Za-z0-9]{34})"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("DATADOG_APP_KEY", ddApp),
    `DD_API_KEY=${ddApi(13)}\nDD_APP_KEY=${ddApp(14)}\n`,
    `curl -H "DD-APPLICATION-KEY: ${ddApp(15)}" https://api.datadoghq.com/api/v1/dashboard`,
    `provider "datadog" {\n  app_key = "${ddApp(16)}"\n}`,
    `DD_APP_KEY=${fake("ddapp_[A-Za-z0-9]{34}", 17)}\n`,
  ],
  counterExamples: [
    `DD_APP_KEY=\${DD_APP_KEY}`,
    `DD_APP_KEY=${ddApp(20).slice(1)}`,
    `DD_VERSION=${ddApp(21)}`, // a commit
    `datadog-agent commit: ${ddApp(22)}`,
    `DD_APP_KEY=<application key>`,
  ],
  references: ["https://docs.datadoghq.com/account_management/api-app-keys/"],
  revoke: "https://app.datadoghq.com/organization-settings/application-keys > Revoke",
};
