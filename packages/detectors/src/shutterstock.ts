import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const consumerSecret = (seed: number): string => fake("[A-Za-z0-9]{13}[A-Z][a-z]7", seed);

export const shutterstockConsumerSecret: Detector = {
  id: "shutterstock-consumer-secret",
  title: "Shutterstock consumer secret",
  provider: "shutterstock",
  category: "media",
  severity: "medium",
  opens: "With the consumer key it searches at the account's limits and makes users' tokens, which license images.",
  keywords: ["shutterstock"],
  pattern: named("shutterstock", "(?:consumer|client|app|api)?[_.-]?secret", `${MIXED}[A-Za-z0-9]{16}`),
  entropy: 3.2,
  confidence: 0.6,
  examples: [...shown("SHUTTERSTOCK_CONSUMER_SECRET", consumerSecret)],
  counterExamples: [
    ...unlike("SHUTTERSTOCK_CONSUMER_SECRET", "", consumerSecret),
    `BACKUP_KEY=${consumerSecret(20)}\n`, // nothing names the provider
    `shutterstock checksum ${consumerSecret(21)}`,
  ],
  references: ["https://api-reference.shutterstock.com/#authentication"],
  revoke: "https://www.shutterstock.com/account/developers/apps > the app > Reset secret",
};

const oauthToken = (seed: number): string => fake("v2/[A-Za-z0-9]{388}", seed);

export const shutterstockOauthToken: Detector = {
  id: "shutterstock-oauth-token",
  title: "Shutterstock OAuth token",
  provider: "shutterstock",
  category: "media",
  severity: "medium",
  opens: "Searches, licenses and downloads images in a user's name and at the user's cost.",
  keywords: ["shutterstock"],
  pattern: /(?<![A-Za-z0-9])v2\/[A-Za-z0-9]{388}(?![A-Za-z0-9])/,
  window: { before: 128, after: 640 },
  entropy: 4.5,
  confidence: 0.93,
  examples: [...shown("SHUTTERSTOCK_API_TOKEN", oauthToken)],
  counterExamples: [...unlike("SHUTTERSTOCK_API_TOKEN", "v2/", oauthToken), `shutterstock.com/v2/images/search`],
  references: ["https://api-reference.shutterstock.com/#authentication"],
  revoke: "https://www.shutterstock.com/account/developers/apps > the app > Revoke token",
};
