import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{61}[A-Z][a-z]7", seed);

export const zipcodeapiApiKey: Detector = {
  id: "zipcodeapi-api-key",
  title: "ZipCodeAPI key",
  provider: "zipcodeapi",
  category: "geo",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["zipcodeapi", "zipcode_api", "zip_code_api"],
  pattern: named("zip[_-]?code[_-]?api", KEY, `${MIXED}[A-Za-z0-9]{64}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("ZIPCODEAPI_KEY", make), `ZIPCODE_API_KEY=${make(13)}\n`, `ZIP_CODE_API_KEY=${make(14)}\n`],
  counterExamples: [
    ...unlike("ZIPCODEAPI_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zipcodeapi checksum ${make(21)}`,
  ],
  references: ["https://www.zipcodeapi.com/API"],
  revoke: "https://www.zipcodeapi.com/Account > Reset key",
};
