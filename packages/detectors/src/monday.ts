import { type Detector, fake } from "@stanch/model";
import { decodeJwt } from "./_jwt.ts";
import { shown } from "./_token.ts";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const make = (seed: number, account: Record<string, unknown> = { actid: 7_104_233 }): string =>
  `${part({ alg: "HS256" })}.${part({ tid: 301_442_117, aai: 11, uid: 40_118_236, iad: "2026-01-12T09:30:00.000Z", per: "me:write", ...account, rgn: "euc1" })}.${fake("[A-Za-z0-9_-]{43}", seed)}`;

export const mondayApiToken: Detector = {
  id: "monday-api-token",
  title: "monday.com API token",
  provider: "monday",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner in the account: reads and changes the boards, items and users that the owner may.",
  // The payload opens with the token's id: {"tid":
  prefixes: [".eyJ0aWQiO"],
  pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{15,80}\.eyJ0aWQiO[A-Za-z0-9_-]{40,600}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/,
  window: { before: 96, after: 720 },
  entropy: 4,
  // What counts is what it decodes to.
  humanChosen: true,
  checksum: {
    name: "it names a user and an account of monday.com",
    verify: (token) => {
      const payload = decodeJwt(token)?.payload;
      return payload !== undefined && ["tid", "uid", "actid"].every((name) => typeof payload[name] === "number");
    },
  },
  examples: [
    ...shown("MONDAY_API_TOKEN", (seed) => make(seed)),
    `curl -H "Authorization: ${make(13)}" https://api.monday.com/v2 -d '{"query": "{ me { name } }"}'`,
  ],
  counterExamples: [
    `MONDAY_API_TOKEN=\${MONDAY_API_TOKEN}`,
    `MONDAY_API_TOKEN=${make(20, {})}`, // no account
    `MONDAY_API_TOKEN=${make(21).slice(0, -1)}`,
    `TOKEN=${part({ alg: "HS256" })}.${part({ sub: "u-81", tid: 4 })}.${fake("[A-Za-z0-9_-]{43}", 22)}`, // another issuer's
    `MONDAY_API_TOKEN=eyJhbGciOiJIUzI1NiJ9.eyJ0aWQiO...`,
  ],
  references: ["https://developer.monday.com/api-reference/docs/authentication"],
  revoke: "https://{account}.monday.com > Profile > Developers > API token > Regenerate",
  lifetime: "until it is regenerated",
};
