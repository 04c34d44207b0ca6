import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

/** The payload's first field says whose token it is. */
const make = (seed: number): string => {
  const part = (text: string): string => toBase64(text).replace(/=+$/, "");
  return `${part('{"alg":"HS256"}')}.${part(`{"aud":"api.livestorm.co","jti":"${fake(UUID, seed)}","iat":1700000000,"sub":"x"}`)}.${fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed)}`;
};
export const livestormApiToken: Detector = {
  id: "livestorm-api-token",
  title: "Livestorm API token",
  provider: "livestorm",
  category: "marketing",
  severity: "high",
  opens: "Reads the registrants of the organisation's events and recordings, and changes events, as its scopes allow.",
  // Base64 of `{"aud":"api.livestorm.co"`.
  prefixes: ["eyJhdWQiOiJhcGkubGl2ZXN0b3JtLmNvI"],
  pattern: alone(String.raw`eyJ[A-Za-z0-9_-]{16,60}\.eyJhdWQiOiJhcGkubGl2ZXN0b3JtLmNvI[A-Za-z0-9_-]{40,400}\.[A-Za-z0-9_-]{43}`),
  window: { before: 80, after: 320 },
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("LIVESTORM_API_TOKEN", make), `curl -H "Authorization: ${make(13)}" https://api.livestorm.co/v1/ping`],
  counterExamples: [
    `LIVESTORM_API_TOKEN=\${LIVESTORM_API_TOKEN}`,
    `LIVESTORM_API_TOKEN=${make(20).slice(0, -1)}`,
    `LIVESTORM_API_TOKEN=Q${make(21)}`,
    `aud: api.livestorm.co`,
    `LIVESTORM_API_TOKEN=${make(22).split(".")[1] ?? ""}`,
  ],
  references: ["https://developers.livestorm.co/docs/authorization"],
  revoke: "https://app.livestorm.co > Account settings > Integrations > Public API > the token > Revoke",
};
