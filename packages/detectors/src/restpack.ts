import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{46}x7", seed);
export const restpackAccessToken: Detector = {
  id: "restpack-access-token",
  title: "Restpack access token",
  provider: "restpack",
  category: "data",
  severity: "low",
  opens: "Turns pages into pictures and documents with the owner's quota; it reads nothing but the usage.",
  keywords: ["restpack"],
  pattern: named("restpack", KEY, "(?=[A-Za-z]{0,47}[0-9])[A-Za-z0-9]{48}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("RESTPACK_ACCESS_TOKEN", make), `restpack:\n  access_token: ${make(31)}\n`],
  counterExamples: [...unnamed("RESTPACK_ACCESS_TOKEN", make), `RESTPACK_CDN=${make(20)}\n`],
  references: ["https://restpack.io/html2pdf/docs"],
  revoke: "https://restpack.io/console > Regenerate token",
};
