import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const applicationSecret = (seed: number): string => fake("[A-Za-z0-9]{30}x7", seed);
export const ovhApplicationSecret: Detector = {
  id: "ovh-application-secret",
  title: "OVHcloud application secret",
  provider: "ovh",
  category: "cloud",
  severity: "critical",
  opens: "With the application key and a consumer key, which are often beside it, it acts in the account: servers, domains and bills.",
  keywords: ["ovh_app", "ovh-app", "ovhapp", "ovh-eu", "ovh-ca", "ovh-us", "api.ovh.com"],
  pattern: named("ovh", "(?:application|app)[_.-]?secret", "(?=[A-Za-z]{0,31}[0-9])[A-Za-z0-9]{32}"),
  entropy: 3.4,
  confidence: 0.65,
  companions: [{ name: "applicationKey", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{16}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("OVH_APPLICATION_SECRET", applicationSecret),
    `[default]\nendpoint=ovh-eu\n\n[ovh-eu]\napplication_key=${fake("[A-Za-z0-9]{16}", 13)}\napplication_secret=${applicationSecret(14)}\n`,
    `ovh-app-secret: ${applicationSecret(15)}\n`,
    `provider "ovh" {\n  endpoint           = "ovh-ca"\n  application_secret = "${applicationSecret(16)}"\n}`,
    `[ovh-us]\napplication_secret=${applicationSecret(17)}\n`,
    `# https://api.ovh.com\nOVH_APP_SECRET=${applicationSecret(18)}\n`,
  ],
  counterExamples: [
    ...unnamed("OVH_APPLICATION_SECRET", applicationSecret),
    `OVH_APPLICATION_KEY=${fake("[A-Za-z0-9]{16}", 20)}`, // the public half
    `OVH_CONSUMER_KEY=${applicationSecret(21)}\n`, // the other kind
  ],
  references: ["https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api?id=kb_article_view&sysparm_article=KB0042777"],
  revoke: "DELETE https://eu.api.ovh.com/v1/me/api/application/{applicationId}",
};

const consumerKey = (seed: number): string => fake("[A-Za-z0-9]{30}x7", seed);
export const ovhConsumerKey: Detector = {
  id: "ovh-consumer-key",
  title: "OVHcloud consumer key",
  provider: "ovh",
  category: "cloud",
  severity: "critical",
  opens: "With the application's key and secret it acts as the customer on the calls that it was granted.",
  keywords: ["ovh_cons", "ovh-cons", "ovhcons", "ovh-eu", "ovh-ca", "ovh-us", "api.ovh.com"],
  pattern: named("ovh", "consumer[_.-]?key", "(?=[A-Za-z]{0,31}[0-9])[A-Za-z0-9]{32}"),
  entropy: 3.4,
  confidence: 0.65,
  companions: [{ name: "applicationKey", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{16}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("OVH_CONSUMER_KEY", consumerKey),
    `[ovh-eu]\napplication_key=${fake("[A-Za-z0-9]{16}", 13)}\nconsumer_key=${consumerKey(14)}\n`,
    `ovh-consumer-key: ${consumerKey(15)}\n`,
    `[ovh-ca]\nconsumer_key=${consumerKey(16)}\n`,
    `[ovh-us]\nconsumer_key=${consumerKey(17)}\n`,
    `# https://api.ovh.com\nOVH_CONSUMER_KEY=${consumerKey(18)}\n`,
  ],
  counterExamples: [
    ...unnamed("OVH_CONSUMER_KEY", consumerKey),
    `OVH_APPLICATION_SECRET=${consumerKey(20)}\n`, // the other kind
  ],
  references: ["https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api?id=kb_article_view&sysparm_article=KB0042777"],
  revoke: "DELETE https://eu.api.ovh.com/v1/me/api/credential/{credentialId}",
  lifetime: "as chosen when it was made: a day, a month or without end",
};
