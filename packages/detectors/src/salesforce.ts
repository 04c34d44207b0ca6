import { type Detector, fake } from "@stanch/model";
import { alone, named, sent, shown, unlike } from "./_token.ts";
import { unnamed } from "./_unnamed.ts";

const session = (seed: number): string => fake("00D[A-Za-z0-9]{12}!AQ[A-Za-z0-9._]{93}[A-Za-z0-9]", seed);
export const salesforceAccessToken: Detector = {
  id: "salesforce-access-token",
  title: "Salesforce access token or session ID",
  provider: "salesforce",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the organisation's records as the user it was made for, until the session ends.",
  // The organisation's id stands before the exclamation mark: in 15 characters, or 18 with its check.
  prefixes: ["00D"],
  ahead: { find: "!", stop: " \t\r\n\"'`,;:=/\\()[]{}<>-_.+", withinBytes: 16 },
  pattern: /(?<![A-Za-z0-9_-])00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?!(?=[A-Za-z0-9._]{0,60}[0-9])[A-Za-z0-9._]{80,260}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 300 },
  entropy: 4,
  confidence: 0.96,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,80}(?:\.[a-z0-9-]{1,40}){0,2}\.salesforce\.com/, withinBytes: 512 }],
  examples: [
    ...shown("SALESFORCE_ACCESS_TOKEN", session),
    ...sent(session),
    `{"access_token": "${fake("00D[A-Za-z0-9]{15}!AR[A-Za-z0-9._]{93}[A-Za-z0-9]", 13)}", "instance_url": "https://acme.my.salesforce.com"}`,
  ],
  counterExamples: [
    ...unlike("SALESFORCE_ACCESS_TOKEN", "00D", session, 40),
    `SALESFORCE_ORG_ID=${fake("00D[A-Za-z0-9]{12}", 20)}\n`,
    `SALESFORCE_ACCESS_TOKEN=${fake("00D[A-Za-z0-9]{12}.AQ[A-Za-z0-9]{94}", 21)}\n`,
  ],
  references: ["https://help.salesforce.com/s/articleView?id=sf.remoteaccess_access_tokens.htm&type=5"],
  revoke: "POST https://login.salesforce.com/services/oauth2/revoke with the token, or Setup > Session management > Remove",
  lifetime: "as the organisation's session timeout says: 15 minutes to 24 hours of disuse",
};

const refresh = (seed: number): string => fake("5Aep861[A-Za-z0-9._]{79}[A-Za-z0-9]", seed);
export const salesforceRefreshToken: Detector = {
  id: "salesforce-refresh-token",
  title: "Salesforce refresh token",
  provider: "salesforce",
  category: "crm",
  severity: "critical",
  opens: "Makes access tokens for its user through the connected app, until the app is cut off.",
  prefixes: ["5Aep861"],
  pattern: alone("5Aep861[A-Za-z0-9._]{70,120}={0,2}"),
  entropy: 4,
  confidence: 0.96,
  examples: [...shown("SALESFORCE_REFRESH_TOKEN", refresh), `force://PlatformCLI::${refresh(13)}@acme.my.salesforce.com`],
  counterExamples: [
    ...unlike("SALESFORCE_REFRESH_TOKEN", "5Aep861", refresh, 30),
    `SALESFORCE_REFRESH_TOKEN=${fake("5Aep861[A-Za-z0-9]{20}", 20)}\n`,
  ],
  references: ["https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_refresh_token_flow.htm&type=5"],
  revoke: "POST https://login.salesforce.com/services/oauth2/revoke with the token, or Setup > Connected apps OAuth usage > Block",
  lifetime: "as the connected app's policy says: by default until it is revoked",
};

const secret = (seed: number): string => fake("[0-9A-F]{64}", seed);
const consumerKey = (seed: number): string => fake("3MVG9[A-Za-z0-9._]{79}[A-Za-z0-9]", seed);
export const salesforceConsumerSecret: Detector = {
  id: "salesforce-consumer-secret",
  title: "Salesforce connected app consumer secret",
  provider: "salesforce",
  category: "crm",
  severity: "high",
  opens: "With the consumer key it poses as the connected app: in flows without a user it makes access tokens by itself.",
  keywords: ["salesforce", "sfdc"],
  pattern: named("salesforce|sfdc", "(?:consumer|client|app|api)[_.-]?secret", "[0-9A-F]{64}"),
  entropy: 3.3,
  confidence: 0.7,
  companions: [{ name: "consumerKey", pattern: /(?<![A-Za-z0-9])3MVG9[A-Za-z0-9._]{60,120}(?![A-Za-z0-9._])/, withinBytes: 512 }],
  examples: [
    ...shown("SALESFORCE_CLIENT_SECRET", secret),
    `SFDC_CONSUMER_KEY=${consumerKey(13)}\nSFDC_CONSUMER_SECRET=${secret(14)}\n`,
    `salesforce:\n  consumer_key: ${consumerKey(15)}\n  consumer_secret: ${secret(16)}\n`,
  ],
  counterExamples: [
    ...unnamed("SALESFORCE_CLIENT_SECRET", secret),
    `SALESFORCE_CONSUMER_KEY=${consumerKey(20)}\n`, // the public half
    `SALESFORCE_BUILD_HASH=${secret(21)}\n`,
  ],
  references: ["https://help.salesforce.com/s/articleView?id=sf.connected_app_rotate_consumer_details.htm&type=5"],
  revoke: "Setup > App manager > the app > Manage consumer details > Generate and apply",
};
