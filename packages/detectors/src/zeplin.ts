import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const make = (seed: number): string =>
  `${toBase64(`{"typ":"JWT","alg":"HS256"} `).replace(/=+$/, "")}.${toBase64(`{"type":"client","user":"${fake("[0-9a-f]{24}", seed)}","aud":"pub_api"}`).replace(/=+$/, "")}.${fake("[A-Za-z0-9_-]{42}k", seed)}`;

export const zeplinAccessToken: Detector = {
  id: "zeplin-access-token",
  title: "Zeplin personal access token",
  provider: "zeplin",
  category: "productivity",
  severity: "high",
  opens: "Reads the owner's projects with their designs and changes what its scopes allow.",
  keywords: ["zeplin"],
  pattern: named("zeplin", KEY, String.raw`eyJ[A-Za-z0-9_-]{10,600}\.eyJ[A-Za-z0-9_-]{10,1600}\.[A-Za-z0-9_-]{43,700}`),
  window: { before: 96, after: 2400 },
  entropy: 4,
  confidence: 0.9,
  humanChosen: true,
  examples: [...shown("ZEPLIN_ACCESS_TOKEN", make)],
  counterExamples: [
    ...unlike("ZEPLIN_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zeplin checksum ${make(21)}`,
  ],
  references: ["https://docs.zeplin.dev/reference/introduction#section/Authentication"],
  revoke: "https://app.zeplin.io/profile/developer > Delete",
};
