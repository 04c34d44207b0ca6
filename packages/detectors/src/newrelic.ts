import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown, unlike } from "./_token.ts";

const NR = ["https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/"];
const NR_REVOKE = "https://one.newrelic.com/api-keys > Delete";
const nrak = (seed: number): string => fake("NRAK-[A-Z0-9]{27}", seed);
export const newrelicUserKey: Detector = {
  id: "newrelic-user-key",
  title: "New Relic user key",
  provider: "newrelic",
  category: "monitoring",
  severity: "critical",
  opens: "Acts as its owner: queries all data and changes the account, users and keys as far as the owner may.",
  prefixes: ["NRAK-"],
  pattern: alone("NRAK-[A-Z0-9]{27}"),
  entropy: 3.5,
  confidence: 0.96,
  examples: [...shown("NEW_RELIC_API_KEY", nrak), `curl -H "Api-Key: ${nrak(13)}" https://api.newrelic.com/graphql`],
  counterExamples: [
    ...unlike("NEW_RELIC_API_KEY", "NRAK-", nrak),
    `NEW_RELIC_API_KEY=NRAK-${"X".repeat(27)}`,
    `NEW_RELIC_API_KEY=${fake("NRAK-[a-z]{27}", 20)}`,
  ],
  references: NR,
  revoke: NR_REVOKE,
};

const license = (seed: number): string => fake("[0-9a-f]{32}FFFFNRAL", seed);
export const newrelicLicenseKey: Detector = {
  id: "newrelic-license-key",
  title: "New Relic license key",
  provider: "newrelic",
  category: "monitoring",
  severity: "medium",
  opens: "Sends false data into the account at its owner's cost; it reads nothing.",
  prefixes: ["FFFFNRAL", "ffffnral"],
  pattern: /(?<![A-Za-z0-9])(?:(?:[a-z]{2}[0-9]{2}xx)?[0-9a-f]{26}|[0-9a-f]{32})(?:FFFFNRAL|ffffnral)(?![A-Za-z0-9])/,
  window: { before: 48, after: 8 },
  entropy: 3,
  confidence: 0.96,
  examples: [...shown("NEW_RELIC_LICENSE_KEY", license), `license_key: '${fake("eu01xx[0-9a-f]{26}FFFFNRAL", 13)}'\n`],
  counterExamples: [
    `NEW_RELIC_LICENSE_KEY=\${NEW_RELIC_LICENSE_KEY}`,
    `NEW_RELIC_LICENSE_KEY=${"x".repeat(32)}FFFFNRAL`,
    `NEW_RELIC_LICENSE_KEY=${"0".repeat(32)}FFFFNRAL`,
    `NEW_RELIC_LICENSE_KEY=${fake("[0-9a-f]{20}FFFFNRAL", 20)}`,
    `license keys end in FFFFNRAL`,
  ],
  references: NR,
  revoke: NR_REVOKE,
};

const nrii = (seed: number): string => fake("NRII-[A-Za-z0-9_-]{31}[A-Za-z0-9]", seed);
export const newrelicInsertKey: Detector = {
  id: "newrelic-insert-key",
  title: "New Relic Insights insert key",
  provider: "newrelic",
  category: "monitoring",
  severity: "medium",
  opens: "Sends false events into the account at its owner's cost; it reads nothing.",
  prefixes: ["NRII-"],
  pattern: alone("NRII-[A-Za-z0-9_-]{25,32}"),
  entropy: 3.7,
  confidence: 0.95,
  examples: [...shown("NEW_RELIC_INSERT_KEY", nrii), `curl -H "X-Insert-Key: ${nrii(13)}" $URL`],
  counterExamples: [
    ...unlike("NEW_RELIC_INSERT_KEY", "NRII-", nrii, 10),
    `NEW_RELIC_INSERT_KEY=${fake("NRII-[A-Za-z0-9]{10}", 20)}`,
    `NEW_RELIC_INSERT_KEY=NRII-your-key`,
  ],
  references: NR,
  revoke: NR_REVOKE,
};

const nriq = (seed: number): string => fake("NRIQ-[A-Za-z0-9_-]{31}[A-Za-z0-9]", seed);
export const newrelicQueryKey: Detector = {
  id: "newrelic-query-key",
  title: "New Relic Insights query key",
  provider: "newrelic",
  category: "monitoring",
  severity: "medium",
  opens: "Queries the account's events, which may hold customers' data.",
  prefixes: ["NRIQ-"],
  pattern: alone("NRIQ-[A-Za-z0-9_-]{25,32}"),
  entropy: 3.7,
  confidence: 0.95,
  examples: [...shown("NEW_RELIC_QUERY_KEY", nriq), `curl -H "X-Query-Key: ${nriq(13)}" $URL`],
  counterExamples: [
    ...unlike("NEW_RELIC_QUERY_KEY", "NRIQ-", nriq, 10),
    `NEW_RELIC_QUERY_KEY=${fake("NRIQ-[A-Za-z0-9]{10}", 20)}`,
    `NEW_RELIC_QUERY_KEY=${nrii(21)}`,
  ],
  references: NR,
  revoke: NR_REVOKE,
};

const nrra = (seed: number): string => fake("NRRA-[0-9a-f]{42}", seed);
export const newrelicRestKey: Detector = {
  id: "newrelic-rest-api-key",
  title: "New Relic REST API key",
  provider: "newrelic",
  category: "monitoring",
  severity: "high",
  opens: "Reads the account's applications, servers and alerts and records deployments.",
  prefixes: ["NRRA-"],
  pattern: alone("NRRA-[0-9a-f]{42}"),
  confidence: 0.96,
  examples: [...shown("NEW_RELIC_REST_KEY", nrra), `curl -H "X-Api-Key: ${nrra(13)}" $URL`],
  counterExamples: [
    ...unlike("NEW_RELIC_REST_KEY", "NRRA-", nrra),
    `NEW_RELIC_REST_KEY=${fake("NRRA-[g-z]{42}", 20)}`,
    `NEW_RELIC_REST_KEY=${fake("NRRA-[0-9a-f]{32}", 21)}`,
  ],
  references: NR,
  revoke: NR_REVOKE,
};

const nrjs = (seed: number): string => fake("NRJS-[0-9a-f]{19}", seed);
export const newrelicBrowserKey: Detector = {
  id: "newrelic-browser-key",
  title: "New Relic browser key",
  provider: "newrelic",
  category: "monitoring",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and only sends their measurements.",
  prefixes: ["NRJS-", "NRBR-"],
  pattern: alone("NR(?:JS|BR)-[0-9a-f]{19}"),
  entropy: 2.8,
  confidence: 0.95,
  examples: [
    ...shown("NEW_RELIC_BROWSER_KEY", nrjs),
    `licenseKey:"${nrjs(13)}",applicationID:"1"`,
    `KEY=${fake("NRBR-[0-9a-f]{19}", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("NEW_RELIC_BROWSER_KEY", "NRJS-", nrjs),
    `KEY=${fake("NRJS-[g-z]{19}", 20)}`,
    `KEY=${fake("NRJS-[0-9a-f]{30}", 21)}`,
  ],
  references: NR,
  revoke: "Not needed: it may be public",
};

const nraa = (seed: number): string => fake("NRAA-[0-9a-f]{27}", seed);
export const newrelicAdminKey: Detector = {
  id: "newrelic-admin-key",
  title: "New Relic admin API key (old form)",
  provider: "newrelic",
  category: "monitoring",
  severity: "high",
  opens: "Manages the account's users and settings; New Relic turned these keys into user keys.",
  prefixes: ["NRAA-"],
  pattern: alone("NRAA-[0-9a-f]{27}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("NEW_RELIC_ADMIN_KEY", nraa), `curl -H "X-Api-Key: ${nraa(13)}" $URL`],
  counterExamples: [
    ...unlike("NEW_RELIC_ADMIN_KEY", "NRAA-", nraa),
    `NEW_RELIC_ADMIN_KEY=${fake("NRAA-[g-z]{27}", 20)}`,
    `NEW_RELIC_ADMIN_KEY=${nrak(21)}`,
  ],
  references: NR,
  revoke: NR_REVOKE,
};

const nrma = (seed: number): string => fake("AA[0-9a-f]{38}-NRMA", seed);
export const newrelicMobileToken: Detector = {
  id: "newrelic-mobile-app-token",
  title: "New Relic mobile application token",
  provider: "newrelic",
  category: "monitoring",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in apps and only sends their measurements.",
  prefixes: ["-NRMA"],
  pattern: /(?<![A-Za-z0-9_-])(?:AA|eu01xx)[0-9a-f]{36,40}-NRMA(?![A-Za-z0-9_-])/,
  window: { before: 64, after: 8 },
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("NEW_RELIC_APP_TOKEN", nrma), `NewRelic.withApplicationToken("${fake("eu01xx[0-9a-f]{36}-NRMA", 13)}")`],
  counterExamples: [
    `NEW_RELIC_APP_TOKEN=\${NEW_RELIC_APP_TOKEN}`,
    `NEW_RELIC_APP_TOKEN=AA${"x".repeat(38)}-NRMA`,
    `NEW_RELIC_APP_TOKEN=${fake("AA[0-9a-f]{20}-NRMA", 20)}`,
    `mobile tokens end in -NRMA`,
  ],
  references: ["https://docs.newrelic.com/docs/mobile-monitoring/new-relic-mobile/get-started/introduction-mobile-monitoring/"],
  revoke: "Not needed: it may be public",
};

const pixie = (seed: number): string => fake(`px-api-${UUID}`, seed);
export const newrelicPixieKey: Detector = {
  id: "newrelic-pixie-key",
  title: "Pixie API or deploy key",
  provider: "newrelic",
  category: "monitoring",
  severity: "high",
  opens: "An API key queries what Pixie saw of the clusters, requests in clear among it; a deploy key joins a cluster to the account.",
  prefixes: ["px-api-", "px-dep-"],
  pattern: alone(`px-(?:api|dep)-${UUID}`),
  entropy: 3,
  confidence: 0.96,
  examples: [...shown("PIXIE_API_KEY", pixie), `px deploy --deploy_key ${fake(`px-dep-${UUID}`, 13)}`],
  counterExamples: [
    ...unlike("PIXIE_API_KEY", "px-api-", pixie),
    `PIXIE_API_KEY=${fake("px-api-[0-9a-f]{32}", 20)}`,
    `PIXIE_API_KEY=${fake(`px-app-${UUID}`, 21)}`,
  ],
  references: ["https://docs.px.dev/reference/admin/api-keys/"],
  revoke: "px api-key delete ID, or px deploy-key delete ID",
};
