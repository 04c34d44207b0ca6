import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const apiToken = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const sendbirdApiToken: Detector = {
  id: "sendbird-api-token",
  title: "Sendbird API token",
  provider: "sendbird",
  category: "messaging",
  severity: "critical",
  opens: "Reads and writes all chats and users of the application.",
  keywords: ["sendbird"],
  pattern: named("sendbird", "(?:master[_.-]?|secondary[_.-]?)?(?:api|access)[_.-]?token", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [
    {
      name: "appId",
      pattern: /(?<![A-Za-z0-9-])[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}(?![A-Za-z0-9-])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("SENDBIRD_API_TOKEN", apiToken),
    `SENDBIRD_APP_ID=${fake("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}", 13)}\nSENDBIRD_API_TOKEN=${apiToken(14)}\n`,
  ],
  counterExamples: [
    ...unlike("SENDBIRD_API_TOKEN", "", apiToken),
    `BACKUP_KEY=${apiToken(20)}\n`, // nothing names the provider
    `sendbird checksum ${apiToken(21)}`,
  ],
  references: ["https://sendbird.com/docs/chat/platform-api/v3/prepare-to-use-api"],
  revoke: "https://dashboard.sendbird.com > the application > Settings > API tokens > Revoke",
};

const organizationApiKey = (seed: number): string => fake("[0-9a-f]{24}", seed);

export const sendbirdOrganizationApiKey: Detector = {
  id: "sendbird-organization-api-key",
  title: "Sendbird organisation API key",
  provider: "sendbird",
  category: "messaging",
  severity: "critical",
  opens: "Makes and deletes applications of the organisation and reads their master tokens.",
  keywords: ["sendbird"],
  pattern: named("sendbird", "org(?:ani(?:s|z)ation)?[_.-]?(?:api[_.-]?)?(?:token|key)", "[0-9a-f]{24}"),
  entropy: 2.6,
  confidence: 0.65,
  examples: [...shown("SENDBIRD_ORGANIZATION_API_KEY", organizationApiKey)],
  counterExamples: [
    ...unlike("SENDBIRD_ORGANIZATION_API_KEY", "", organizationApiKey),
    `BACKUP_KEY=${organizationApiKey(20)}\n`, // nothing names the provider
    `sendbird checksum ${organizationApiKey(21)}`,
  ],
  references: ["https://sendbird.com/docs/chat/platform-api/v3/organization/organization-overview"],
  revoke: "https://dashboard.sendbird.com > Organization settings > API key > Revoke",
};
