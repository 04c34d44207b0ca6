import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `${toBase64(`{"typ":"JWT","alg":"HS256"}`).replaceAll("=", "")}.${toBase64(`{"sub":"${fake("[0-9]{6}", seed)}","jti":"${fake("[0-9a-f]{16}", seed)}"}`).replaceAll("=", "")}.${fake("[A-Za-z0-9_-]{43}", seed)}`;
export const appfollowApiToken: Detector = {
  id: "appfollow-api-token",
  title: "AppFollow API token",
  provider: "appfollow",
  category: "marketing",
  severity: "high",
  opens: "Reads reviews and figures of the account's apps and answers reviewers in the company's name.",
  keywords: ["appfollow"],
  pattern: named(
    "appfollow",
    "(?:x-appfollow-)?(?:api|access|auth)?[_.-]?(?:token|key|secret)",
    String.raw`eyJ[A-Za-z0-9_-]{30,45}\.eyJ[A-Za-z0-9_-]{40,120}\.[A-Za-z0-9_-]{43}`,
  ),
  entropy: 4,
  confidence: 0.72,
  humanChosen: true,
  examples: [
    ...shown("APPFOLLOW_API_TOKEN", make),
    `curl https://api.appfollow.io/api/v2/account/users -H "X-AppFollow-API-Token: ${make(13)}"`,
  ],
  counterExamples: [
    `APPFOLLOW_API_TOKEN=\${APPFOLLOW_API_TOKEN}`,
    `APPFOLLOW_API_TOKEN=eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9`,
    `API_TOKEN=${make(35)}`, // no provider's word
  ],
  references: ["https://docs.api.appfollow.io/reference/authentication"],
  revoke: "https://watch.appfollow.io > Integrations > API dashboard > Revoke",
};
