import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{13}", seed);
export const convertapiSecret: Detector = {
  id: "convertapi-secret",
  title: "ConvertAPI secret",
  provider: "convertapi",
  category: "media",
  severity: "low",
  opens: "Converts files at the account's cost; what it sends and gets is the caller's own.",
  keywords: ["convertapi", "convert_api"],
  pattern: named("convert_?api", "(?:api|auth|access)?[_.-]?(?:secret|token|key|credentials)", `(?:secret_)?${MIXED}[A-Za-z0-9]{16}`),
  entropy: 2.9,
  confidence: 0.75,
  examples: [
    ...shown("CONVERTAPI_SECRET", make),
    `https://v2.convertapi.com/user?Secret=${make(13)}`,
    `CONVERT_API_TOKEN=secret_${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CONVERTAPI_SECRET", make), `CONVERTAPI_JOB=${make(31)}`],
  references: ["https://docs.convertapi.com/docs/authentication"],
  revoke: "https://www.convertapi.com/a/authentication > delete the token",
};
