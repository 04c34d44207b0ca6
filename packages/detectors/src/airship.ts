import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const masterSecretValue = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9_-]{18}[A-Za-z0-9]", seed);
export const airshipMasterSecret: Detector = {
  id: "airship-master-secret",
  title: "Airship app master secret",
  provider: "airship",
  category: "messaging",
  severity: "high",
  opens: "With the app key it sends push messages to all users of the app and reads its audience.",
  keywords: ["airship", "ua_master"],
  pattern: named("(?:urban_?)?airship|ua", "(?:app[_.-]?)?master[_.-]?secret", `${WIDE_MIXED}[A-Za-z0-9_-]{22}`),
  entropy: 3.4,
  confidence: 0.8,
  companions: [{ name: "appKey", pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/, withinBytes: 192 }],
  examples: [
    ...shown("AIRSHIP_MASTER_SECRET", masterSecretValue),
    `UA_APP_KEY=${fake("[A-Za-z0-9]{22}", 13)}\nUA_MASTER_SECRET=${masterSecretValue(14)}\n`,
    `airship:\n  master_secret: ${masterSecretValue(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("AIRSHIP_MASTER_SECRET", masterSecretValue),
    `AIRSHIP_APP_SECRET=${masterSecretValue(31)}`, // of the app, sends nothing
    `MASTER_SECRET=${masterSecretValue(33)}`,
  ],
  references: ["https://docs.airship.com/api/ua/"],
  revoke: "https://go.airship.com > the project > Settings > APIs & integrations > Regenerate master secret",
};

const bearerTokenValue = (seed: number): string => fake("[A-Za-z0-9]{91}", seed);
export const airshipBearerToken: Detector = {
  id: "airship-bearer-token",
  title: "Airship API token",
  provider: "airship",
  category: "messaging",
  severity: "high",
  opens: "Sends push messages to all users of the app and reads its audience, as its roles allow.",
  keywords: ["airship"],
  pattern: named("airship", KEY, `${MIXED}[A-Za-z0-9]{91}`),
  entropy: 4.2,
  confidence: 0.75,
  examples: [...shown("AIRSHIP_API_TOKEN", bearerTokenValue), `airship:\n  access_token: ${bearerTokenValue(13)}\n`],
  counterExamples: [...nearMisses("AIRSHIP_API_TOKEN", bearerTokenValue), `AIRSHIP_APP_KEY=${fake("[A-Za-z0-9]{22}", 31)}`],
  references: ["https://docs.airship.com/api/ua/"],
  revoke: "https://go.airship.com > the project > Settings > Tokens > Revoke",
};
