import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const codaApiToken: Detector = {
  id: "coda-api-token",
  title: "Coda API token",
  provider: "coda",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes all documents that the owner may, unless it was restricted to some.",
  keywords: ["coda_api", "codaapi", "coda.io", "coda_token", "codatoken"],
  pattern: named("coda(?:[._]?io)?", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("CODA_API_TOKEN", make),
    `CODA_TOKEN=${make(13)}\n`,
    `codaToken: '${make(15)}'\n`,
    `# https://coda.io/apis\nAPI_KEY=${make(17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CODA_API_TOKEN", make),
    `CODA_DOC_ID=${make(31)}`, // no key
    `PAGODA_API_KEY=${make(33)}`, // another word
  ],
  references: ["https://coda.io/developers/apis/v1"],
  revoke: "https://coda.io/account > API settings > delete the token",
};
