import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const getresponseApiKey: Detector = {
  id: "getresponse-api-key",
  title: "GetResponse API key",
  provider: "getresponse",
  category: "email",
  severity: "high",
  opens: "Reads and changes contacts and sends campaigns to them.",
  keywords: ["getresponse"],
  pattern: named("getresponse", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("GETRESPONSE_API_KEY", make),
    `curl -H "X-Auth-Token: api-key $K" https://api.getresponse.com/v3/accounts\nGETRESPONSE_KEY=${make(13)}\n`,
  ],
  counterExamples: [...nearMisses("GETRESPONSE_API_KEY", make)],
  references: ["https://apidocs.getresponse.com/v3/authentication/apikey"],
  revoke: "https://app.getresponse.com/api > Delete",
  lifetime: "90 days without use, otherwise until it is deleted",
};
