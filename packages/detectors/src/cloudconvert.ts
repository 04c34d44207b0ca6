import { type Detector, fake } from "@stanch/model";
import { SET_KEY } from "./_names.ts";
import { named, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `${toBase64(`{"typ":"JWT","alg":"RS256"}`).replaceAll("=", "")}.${toBase64(`{"aud":"1","jti":"${fake("[0-9a-f]{80}", seed)}","scopes":["user.read"]}`).replaceAll("=", "")}.${fake("[A-Za-z0-9_-]{682}", seed)}A`;
export const cloudconvertApiKey: Detector = {
  id: "cloudconvert-api-key",
  title: "CloudConvert API key",
  provider: "cloudconvert",
  category: "media",
  severity: "medium",
  opens: "Converts files at the account's cost and reads its jobs and their files, as its scopes allow.",
  keywords: ["cloudconvert", "cloud_convert"],
  pattern: named("cloud_?convert", SET_KEY, String.raw`eyJ[A-Za-z0-9_-]{20,140}\.eyJ[A-Za-z0-9_-]{100,700}\.[A-Za-z0-9_-]{340,700}`),
  window: { before: 120, after: 1700 },
  entropy: 4.5,
  confidence: 0.9,
  humanChosen: true,
  examples: [...shown("CLOUDCONVERT_API_KEY", make), `cloud_convert_token = '${make(13)}'\n`],
  counterExamples: [
    `CLOUDCONVERT_API_KEY=\${CLOUDCONVERT_API_KEY}`,
    `CLOUDCONVERT_API_KEY=eyJ0eXAiOiJKV1Qi...`,
    `API_KEY=${make(35)}`, // no provider's word
    `CLOUDCONVERT_WEBHOOK=${fake("[A-Za-z0-9]{32}", 37)}`,
  ],
  references: ["https://cloudconvert.com/api/v2#authentication"],
  revoke: "https://cloudconvert.com/dashboard/api/v2/keys > delete the key",
};
