import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const authTokenValue = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const bugsnagAuthToken: Detector = {
  id: "bugsnag-auth-token",
  title: "BugSnag personal auth token",
  provider: "bugsnag",
  category: "monitoring",
  severity: "high",
  opens: "Acts as its owner: reads errors, which may hold users' data, and changes the organisation's projects.",
  keywords: ["bugsnag"],
  pattern: named("bugsnag", "(?:personal|data|auth|access|api|user)?[_.-]?(?:auth|access)?[_.-]?token", UUID),
  entropy: 3,
  confidence: 0.8,
  examples: [...shown("BUGSNAG_AUTH_TOKEN", authTokenValue), `BUGSNAG_DATA_ACCESS_TOKEN=${authTokenValue(13)}\n`],
  counterExamples: [...nearMisses("BUGSNAG_AUTH_TOKEN", authTokenValue), `BUGSNAG_SESSION=${authTokenValue(31)}`],
  references: ["https://developer.smartbear.com/bugsnag/docs/data-access-authentication"],
  revoke: "https://app.bugsnag.com/settings > My account > Personal auth tokens > Revoke",
};

const apiKeyValue = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const bugsnagApiKey: Detector = {
  id: "bugsnag-api-key",
  title: "BugSnag notifier API key",
  provider: "bugsnag",
  category: "monitoring",
  severity: "low",
  nature: "public",
  opens: "Sends errors to one project: it stands in web pages and apps by design, so noise is what can come of it.",
  keywords: ["bugsnag"],
  pattern: named("bugsnag", "(?:notifier|project)?[_.-]?(?:api)?[_.-]?key", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.75,
  examples: [...shown("BUGSNAG_API_KEY", apiKeyValue), `Bugsnag.start({ apiKey: '${apiKeyValue(13)}' })`],
  counterExamples: [...nearMisses("BUGSNAG_API_KEY", apiKeyValue), `bugsnag-js md5 ${apiKeyValue(31)}`],
  references: ["https://docs.bugsnag.com/product/configuration/"],
  revoke: "Not needed: it may be public; Project settings > Notifier API key > Generate new",
};
