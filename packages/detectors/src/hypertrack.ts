import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{53}[A-Za-z0-9]", seed);
export const hypertrackSecretKey: Detector = {
  id: "hypertrack-secret-key",
  title: "HyperTrack secret key",
  provider: "hypertrack",
  category: "geo",
  severity: "high",
  opens: "With the account id it reads where the tracked workers and their orders are, and were.",
  keywords: ["hypertrack"],
  pattern: named("hypertrack", "(?:(?:api|client|app|oauth)[_.-]?)?secret(?:[_.-]?key)?", URL_MIXED + "[A-Za-z0-9_-]{54}"),
  entropy: 3.5,
  confidence: 0.75,
  companions: [{ name: "accountId", pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])/, withinBytes: 192 }],
  examples: [
    ...shown("HYPERTRACK_SECRET_KEY", make),
    `HYPERTRACK_ACCOUNT_ID=${fake("[A-Za-z0-9]{27}", 13)}\nHYPERTRACK_SECRET_KEY=${make(14)}\n`,
  ],
  counterExamples: [...nearMisses("HYPERTRACK_SECRET_KEY", make)],
  references: ["https://hypertrack.com/docs/"],
  revoke: "https://dashboard.hypertrack.com/setup > Secret key > replace",
};
