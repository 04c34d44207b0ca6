import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown } from "./_token.ts";

const TWITTER_OPENING = "AAAAAAAAAAAAAAAAAAAAA";
const bearer = (seed: number): string => `${TWITTER_OPENING}${fake("[A-Za-z0-9]{25}%3D[A-Za-z0-9]{50}", seed)}`;
export const twitterBearerToken: Detector = {
  id: "twitter-bearer-token",
  title: "X (Twitter) app bearer token",
  provider: "twitter",
  category: "marketing",
  severity: "medium",
  opens: "Reads public posts and users in the app's name, at its limits and cost; it writes nothing.",
  prefixes: [TWITTER_OPENING],
  pattern: /(?<![A-Za-z0-9+/_-])A{21,22}(?!A)[A-Za-z0-9]{15,40}(?:%[23][BDFbdf]|[+/]){1,4}[A-Za-z0-9%+/]{35,75}(?![A-Za-z0-9%+/=_-])/,
  window: { before: 8, after: 160 },
  entropy: 3.8,
  confidence: 0.9,
  // Runs of A are what placeholders look like, and what this token opens with.
  humanChosen: true,
  examples: [...shown("TWITTER_BEARER_TOKEN", bearer), `client = tweepy.Client(bearer_token="${bearer(13)}")`],
  counterExamples: [
    `TWITTER_BEARER_TOKEN=\${TWITTER_BEARER_TOKEN}`,
    `TWITTER_BEARER_TOKEN=${"A".repeat(100)}`,
    `TWITTER_BEARER_TOKEN=${bearer(20).slice(0, 60)}`,
    `AA${bearer(21)}AAAA`, // a picture
    `TWITTER_BEARER_TOKEN=${TWITTER_OPENING}${"x".repeat(80)}`,
  ],
  references: ["https://docs.x.com/fundamentals/authentication/oauth-2-0/application-only"],
  revoke: "https://developer.x.com > Projects & Apps > the app > Keys and tokens > Regenerate",
};

const consumerSecret = (seed: number): string => fake("[A-Za-z0-9]{47}[A-Z][a-z]7", seed);
export const twitterApiSecret: Detector = {
  id: "twitter-api-secret",
  title: "X (Twitter) API key secret",
  provider: "twitter",
  category: "marketing",
  severity: "high",
  opens: "Poses as the app: makes its bearer token and, with users' tokens, posts in their names.",
  keywords: ["twitter", "consumer_secret", "consumersecret", "tweepy"],
  pattern: named(
    "twitter|tweepy|consumer(?=_?secret)",
    "(?:api|consumer|app|client)?[_.-]?(?:key[_.-]?)?secret(?:[_.-]?key)?",
    `${MIXED}[A-Za-z0-9]{50}`,
  ),
  entropy: 4.2,
  confidence: 0.7,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{25}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("TWITTER_API_SECRET", consumerSecret),
    `TWITTER_CONSUMER_KEY=${fake("[A-Za-z0-9]{25}", 13)}\nTWITTER_CONSUMER_SECRET=${consumerSecret(14)}\n`,
    `consumer_secret = "${consumerSecret(15)}"\n`,
  ],
  counterExamples: [
    `TWITTER_API_SECRET=\${TWITTER_API_SECRET}`,
    `TWITTER_API_SECRET=${consumerSecret(20).slice(1)}`,
    `twitter sha ${fake("[0-9a-f]{50}", 21)}`,
    `TWITTER_API_SECRET=${"x".repeat(50)}`,
  ],
  references: ["https://docs.x.com/fundamentals/authentication/oauth-1-0a/api-key-and-secret"],
  revoke: "https://developer.x.com > Projects & Apps > the app > Keys and tokens > Regenerate",
};

const tokenSecret = (seed: number): string => fake("[A-Za-z0-9]{42}[A-Z][a-z]7", seed);
const accessToken = (seed: number): string => fake("[1-9][0-9]{17}-[A-Za-z0-9]{30}", seed);
export const twitterAccessTokenSecret: Detector = {
  id: "twitter-access-token-secret",
  title: "X (Twitter) access token secret",
  provider: "twitter",
  category: "marketing",
  severity: "high",
  opens: "With the access token and the app's keys, which are often beside it, it posts and reads messages as the user.",
  keywords: ["twitter", "access_token_secret", "accesstokensecret", "tweepy"],
  pattern: named("twitter|tweepy|access(?=_?token_?secret)", "(?:access[_.-]?)?token[_.-]?secret", `${MIXED}[A-Za-z0-9]{45}`),
  entropy: 4.1,
  confidence: 0.7,
  companions: [{ name: "accessToken", pattern: /(?<![A-Za-z0-9])[0-9]{7,20}-[A-Za-z0-9]{25,45}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("TWITTER_ACCESS_TOKEN_SECRET", tokenSecret),
    `access_token = "${accessToken(13)}"\naccess_token_secret = "${tokenSecret(14)}"\n`,
  ],
  counterExamples: [
    `TWITTER_ACCESS_TOKEN_SECRET=\${TWITTER_ACCESS_TOKEN_SECRET}`,
    `TWITTER_ACCESS_TOKEN_SECRET=${tokenSecret(20).slice(1)}`,
    `twitter ${tokenSecret(21)}`,
    `ACCESS_TOKEN=${accessToken(22)}`,
  ],
  references: ["https://docs.x.com/fundamentals/authentication/oauth-1-0a/api-key-and-secret"],
  revoke: "https://developer.x.com > Projects & Apps > the app > Keys and tokens > Revoke",
};
