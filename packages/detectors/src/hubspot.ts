import { type Detector, fake } from "@stanch/model";
import { UUID, alone, sent, shown, unlike } from "./_token.ts";

const hubspot = (seed: number): string => fake(`pat-na1-${UUID}`, seed);
export const hubspotPrivateAppToken: Detector = {
  id: "hubspot-private-app-token",
  title: "HubSpot private app token",
  provider: "hubspot",
  category: "crm",
  severity: "high",
  opens: "Reads and changes contacts, deals and mails of the account, as the app's scopes allow.",
  prefixes: ["pat-na", "pat-eu", "pat-ap"],
  pattern: alone(`pat-(?:na|eu|ap)[0-9]-${UUID}`),
  entropy: 3,
  confidence: 0.97,
  examples: [...shown("HUBSPOT_TOKEN", hubspot), ...sent(hubspot), `token: ${fake(`pat-eu1-${UUID}`, 13)}\n`],
  counterExamples: [
    ...unlike("HUBSPOT_TOKEN", "pat-na1-", hubspot),
    `HUBSPOT_TOKEN=pat-na1-00000000-0000-0000-0000-000000000000`,
    `HUBSPOT_TOKEN=${fake(`pat-zz1-${UUID}`, 20)}`,
  ],
  references: ["https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview"],
  revoke: "Settings > Integrations > Private apps > the app > Rotate token",
};
