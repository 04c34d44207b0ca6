import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const id = (seed: number): string => fake("EXO[0-9a-f]{24}", seed);
const make = (seed: number): string => fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const exoscaleApiSecret: Detector = {
  id: "exoscale-api-secret",
  title: "Exoscale API secret",
  provider: "exoscale",
  category: "cloud",
  severity: "critical",
  opens:
    "With the API key, which is often beside it, it runs and deletes servers, storage and DNS of the organisation, as its role allows.",
  keywords: ["exoscale"],
  pattern: named("exoscale", "(?:(?:api|account|access|storage|iam)[_.-]?)?secret(?:[_.-]?key)?", `${URL_MIXED}[A-Za-z0-9_-]{40,60}`),
  entropy: 3.8,
  confidence: 0.75,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])EXO[A-Za-z0-9]{24,30}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("EXOSCALE_API_SECRET", make),
    `EXOSCALE_API_KEY=${id(13)}\nEXOSCALE_API_SECRET=${make(14)}\n`,
    `provider "exoscale" {\n  key    = "${id(15)}"\n  secret = "${make(16)}"\n}\n`,
  ],
  counterExamples: [
    ...nearMisses("EXOSCALE_API_SECRET", make, 10),
    `EXOSCALE_API_KEY=${id(20)}`, // no secret
    `exoscale_secret_name = "${fake("[a-z]{42}", 21)}"`,
  ],
  references: ["https://community.exoscale.com/documentation/iam/quick-start/"],
  revoke: "https://portal.exoscale.com/iam/keys > Revoke, or: exo iam api-key delete",
  lifetime: "until it is revoked",
};
