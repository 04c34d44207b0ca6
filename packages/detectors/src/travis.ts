import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{19}[A-Z][a-z]7", seed);

export const travisApiToken: Detector = {
  id: "travis-api-token",
  title: "Travis CI API token",
  provider: "travis",
  category: "ci",
  severity: "high",
  opens: "Starts and restarts builds of the owner's repositories and changes their settings and environment.",
  keywords: ["travis"],
  // `secure:` values in .travis.yml are encrypted and have another shape.
  pattern: named("travis", "(?:ci[_.-]?)?(?:api|access|auth)?[_.-]?token", `${URL_MIXED}[A-Za-z0-9_-]{22}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("TRAVIS_API_TOKEN", make),
    `curl -H "Travis-API-Version: 3" -H "Authorization: token x" # ok\nTRAVIS_TOKEN=${make(13)}\n`,
  ],
  counterExamples: [
    ...unlike("TRAVIS_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `travis checksum ${make(21)}`,
  ],
  references: ["https://docs.travis-ci.com/user/triggering-builds/"],
  revoke: "https://app.travis-ci.com/account/preferences > Regenerate token",
};
