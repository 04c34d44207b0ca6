import { type Detector, fake } from "@stanch/model";
import { sent, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `${toBase64(`{"tt":"p","alg":"HS256","tv":"2"} `).replace(/=+$/, "")}.${toBase64(`{"d":"{\\"a\\":${fake("[0-9]{7}", seed)},\\"i\\":${fake("[0-9]{7}", seed + 50)},\\"c\\":1}","iat":1767225600}`).replace(/=+$/, "")}.${fake("[A-Za-z0-9_-]{42}k", seed)}`;

export const wrikePermanentToken: Detector = {
  id: "wrike-permanent-token",
  title: "Wrike permanent access token",
  provider: "wrike",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the tasks, folders and files that the owner sees.",
  prefixes: ["eyJ0dCI6InAi"],
  // The header says `"tt":"p"`: a permanent token of theirs.
  pattern: /(?<![A-Za-z0-9_-])eyJ0dCI6InAi[A-Za-z0-9_-]{20,120}\.eyJ[A-Za-z0-9_-]{40,500}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 720 },
  entropy: 4,
  confidence: 0.96,
  humanChosen: true,
  examples: [...shown("WRIKE_ACCESS_TOKEN", make), ...sent(make)],
  counterExamples: [
    `WRIKE_ACCESS_TOKEN=\${WRIKE_ACCESS_TOKEN}`,
    `WRIKE_ACCESS_TOKEN=${make(20).slice(0, -1)}`,
    `WRIKE_ACCESS_TOKEN=${toBase64(`{"alg":"HS256"}`)}.${fake("eyJ[A-Za-z0-9]{60}.[A-Za-z0-9]{43}", 21)}`, // another header
  ],
  references: ["https://developers.wrike.com/oauth-20-authorization/"],
  revoke: "https://www.wrike.com > Apps and integrations > API > the app > Revoke token",
  lifetime: "until it is revoked",
};
