import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const tail = "[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}";
const production = (seed: number): string => fake(`PRD-[0-9a-f]{12}-${tail}`, seed);
const sandbox = (seed: number): string => fake(`SBX-[0-9a-f]{12}-${tail}`, seed);
const appId = (kind: string, seed: number): string => fake(`[A-Z][a-z]{6}-shop-${kind}-[0-9a-f]{9}-[0-9a-f]{8}`, seed);
// The App ID (client id) is no secret; it has the words of the account before the same `PRD` or `SBX`.
const KEYS = ["https://developer.ebay.com/api-docs/static/gs_create-the-ebay-api-keysets.html"];
const REVOKE = "https://developer.ebay.com/my/keys > Rotate (Reset) Cert ID";

export const ebayClientSecret: Detector = {
  id: "ebay-client-secret",
  title: "eBay client secret (Cert ID)",
  provider: "ebay",
  category: "ecommerce",
  severity: "high",
  opens: "With the App ID it gets tokens of the application, and turns sellers' refresh tokens into access to their accounts.",
  prefixes: ["PRD-"],
  pattern: alone("PRD-[0-9a-f]{8,12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4,12}"),
  entropy: 3,
  confidence: 0.85,
  companions: [{ name: "appId", pattern: /(?<![\w-])[\w]{1,20}-[\w]{1,20}-PRD-[0-9a-f]{8,12}-[0-9a-f]{8,12}(?![\w-])/, withinBytes: 256 }],
  examples: [
    ...shown("EBAY_CERT_ID", production),
    `EBAY_APP_ID=${appId("PRD", 13)}\nEBAY_CERT_ID=${production(14)}\n`,
    `{"clientId": "${appId("PRD", 15)}", "clientSecret": "${production(16)}"}`,
  ],
  counterExamples: [
    ...unlike("EBAY_CERT_ID", "PRD-", production, 4),
    `EBAY_APP_ID=${appId("PRD", 20)}`, // public
    `EBAY_CERT_ID=${sandbox(21)}`, // of the sandbox
    `ticket PRD-${fake("[0-9]{5}", 22)}`,
  ],
  references: KEYS,
  revoke: REVOKE,
};

export const ebaySandboxClientSecret: Detector = {
  id: "ebay-sandbox-client-secret",
  title: "eBay sandbox client secret (Cert ID)",
  provider: "ebay",
  category: "ecommerce",
  severity: "low",
  opens: "The sandbox alone: test users and test listings, no real seller and no money.",
  prefixes: ["SBX-"],
  pattern: alone("SBX-[0-9a-f]{8,12}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4,12}"),
  entropy: 3,
  confidence: 0.85,
  examples: [...shown("EBAY_SANDBOX_CERT_ID", sandbox), `appid: ${appId("SBX", 13)}\ncertid: ${sandbox(14)}\n`],
  counterExamples: [
    ...unlike("EBAY_SANDBOX_CERT_ID", "SBX-", sandbox, 4),
    `EBAY_APP_ID=${appId("SBX", 20)}`,
    `EBAY_CERT_ID=${production(21)}`,
  ],
  references: KEYS,
  revoke: REVOKE,
};
