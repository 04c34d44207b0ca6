import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const ioAppApiKeyValue = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const customerIoAppApiKey: Detector = {
  id: "customer-io-app-api-key",
  title: "Customer.io App API key",
  provider: "customer-io",
  category: "email",
  severity: "high",
  opens: "Sends messages, reads customers' profiles and changes campaigns of the workspace.",
  keywords: ["customerio", "customer.io", "customer_io", "customer-io", "cio_app", "cioapp"],
  pattern: named("customer[._-]?io|cio", "(?:app|transactional|bearer|api|auth)?[_.-]?(?:api[_.-]?)?(?:token|key)", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("CUSTOMERIO_APP_API_KEY", ioAppApiKeyValue),
    ...shown("CIO_APP_KEY", ioAppApiKeyValue),
    `# https://customer.io\napp_api_key: ${ioAppApiKeyValue(13)}\n`,
    `CUSTOMER_IO_API_KEY=${ioAppApiKeyValue(15)}\n`,
    `customer-io.token=${ioAppApiKeyValue(17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CUSTOMERIO_APP_API_KEY", ioAppApiKeyValue),
    `CUSTOMERIO_CAMPAIGN=${ioAppApiKeyValue(31)}`,
    `SCIO_API_KEY=${ioAppApiKeyValue(33)}`, // another word
  ],
  references: ["https://docs.customer.io/accounts-and-workspaces/managing-credentials/"],
  revoke: "https://fly.customer.io/settings/api_credentials?keyType=app > delete the key",
};

const ioTrackingApiKeyValue = (seed: number): string => fake("[0-9a-f]{20}", seed);
export const customerIoTrackingApiKey: Detector = {
  id: "customer-io-tracking-api-key",
  title: "Customer.io Track API key",
  provider: "customer-io",
  category: "email",
  severity: "medium",
  opens: "With the site ID it changes and deletes customers' profiles and sends events that start campaigns.",
  keywords: ["customerio", "customer.io", "customer_io", "cio_track", "ciotrack"],
  pattern: named("customer[._-]?io|cio", "(?:track|tracking|site|api)?[_.-]?(?:api[_.-]?)?(?:token|key|secret)", "[0-9a-f]{20}"),
  entropy: 2.7,
  confidence: 0.75,
  companions: [{ name: "siteId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{20}(?![A-Za-z0-9])/, withinBytes: 160 }],
  examples: [
    ...shown("CUSTOMERIO_API_KEY", ioTrackingApiKeyValue),
    ...shown("CIO_TRACK_KEY", ioTrackingApiKeyValue),
    `CUSTOMER_IO_SITE_ID=${fake("[0-9a-f]{20}", 13)}\nCUSTOMER_IO_API_KEY=${ioTrackingApiKeyValue(14)}\n`,
    `# customer.io\napi_key: ${ioTrackingApiKeyValue(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CUSTOMERIO_API_KEY", ioTrackingApiKeyValue),
    `CUSTOMERIO_SITE_ID=${ioTrackingApiKeyValue(31)}`, // public
  ],
  references: ["https://docs.customer.io/accounts-and-workspaces/managing-credentials/"],
  revoke: "https://fly.customer.io/settings/api_credentials > delete the key",
};
