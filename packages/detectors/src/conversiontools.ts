import { type Detector, fake } from "@stanch/model";
import { SET_KEY } from "./_names.ts";
import { named, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `${toBase64(`{"alg":"HS256","typ":"JWT"}`).replaceAll("=", "")}.${toBase64(`{"id":"${fake("[0-9a-f]{24}", seed)}","iat":1600000000}`).replaceAll("=", "")}.${fake("[A-Za-z0-9_-]{43}", seed)}`;
export const conversiontoolsApiToken: Detector = {
  id: "conversiontools-api-token",
  title: "Conversion Tools API token",
  provider: "conversiontools",
  category: "media",
  severity: "low",
  opens: "Converts files at the account's cost; what it sends and gets is the caller's own.",
  keywords: ["conversiontools", "conversion_tools"],
  pattern: named("conversion_?tools", SET_KEY, String.raw`eyJ[A-Za-z0-9_-]{30,45}\.eyJ[A-Za-z0-9_-]{40,90}\.[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.72,
  humanChosen: true,
  examples: [...shown("CONVERSIONTOOLS_API_TOKEN", make), `CONVERSION_TOOLS_TOKEN=${make(13)}\n`],
  counterExamples: [
    `CONVERSIONTOOLS_API_TOKEN=\${CONVERSIONTOOLS_API_TOKEN}`,
    `CONVERSIONTOOLS_API_TOKEN=eyJhbGciOiJIUzI1NiJ9`,
    `API_TOKEN=${make(35)}`, // no provider's word
  ],
  references: ["https://conversiontools.io/api-documentation"],
  revoke: "https://conversiontools.io/profile > API token > Regenerate",
};
