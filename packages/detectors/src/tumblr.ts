import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{47}[A-Z][a-z]7", seed);

export const tumblrSecret: Detector = {
  id: "tumblr-secret",
  title: "Tumblr consumer or token secret",
  provider: "tumblr",
  category: "messaging",
  severity: "medium",
  opens: "With the other half, which is often beside it, it posts and reads as the app or, with both secrets, as the user.",
  keywords: ["tumblr"],
  // Twitter names its secrets alike: a name that says Tumblr is worth more.
  pattern: named(
    "tumblr",
    "(?:oauth[_.-]?|consumer[_.-]?|access[_.-]?)?(?:token[_.-]?)?secret(?:[_.-]?key)?|secret",
    `${MIXED}[A-Za-z0-9]{50}`,
  ),
  entropy: 4,
  confidence: 0.75,
  examples: [...shown("TUMBLR_CONSUMER_SECRET", make), `TUMBLR_OAUTH_TOKEN_SECRET=${make(13)}\n`],
  counterExamples: [
    ...unlike("TUMBLR_CONSUMER_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tumblr checksum ${make(21)}`,
    `TUMBLR_CONSUMER_KEY=${make(22)}`, // the id
  ],
  references: ["https://www.tumblr.com/docs/en/api/v2#authentication"],
  revoke: "https://www.tumblr.com/oauth/apps > the app > Delete",
};
