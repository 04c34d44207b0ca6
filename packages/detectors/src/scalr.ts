import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const make = (seed: number): string =>
  `${part({ alg: "HS256", typ: "JWT" })}.${part({ iss: "user", jti: `at-${fake("[a-z0-9]{15}", seed)}` })}.${fake("[A-Za-z0-9_-]{43}", seed)}`;

export const scalrAccessToken: Detector = {
  id: "scalr-access-token",
  title: "Scalr API access token",
  provider: "scalr",
  category: "ci",
  severity: "critical",
  opens: "Acts as its user or service account: runs Terraform in the account's workspaces and reads their state and variables.",
  // The payload opens with {"iss":"user","jti":"at-
  prefixes: [".eyJpc3MiOiJ1c2VyIiwianRpIjoiYXQt"],
  pattern:
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{20,64}\.eyJpc3MiOiJ1c2VyIiwianRpIjoiYXQt[A-Za-z0-9_-]{10,60}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/,
  window: { before: 80, after: 160 },
  entropy: 4,
  confidence: 0.97,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.scalr\.io(?![A-Za-z0-9-])/, withinBytes: 512 }],
  examples: [
    ...shown("SCALR_TOKEN", make),
    `provider "scalr" {\n  hostname = "acme.scalr.io"\n  token    = "${make(13)}"\n}`,
    `credentials "acme.scalr.io" {\n  token = "${make(14)}"\n}`,
  ],
  counterExamples: [
    `SCALR_TOKEN=\${SCALR_TOKEN}`,
    `SCALR_TOKEN=${make(20).slice(0, -1)}`,
    `SCALR_TOKEN=${part({ alg: "HS256" })}.${part({ iss: "user", jti: "x1" })}.${fake("[A-Za-z0-9_-]{43}", 21)}`, // another issuer's
    `SCALR_TOKEN=${part({ alg: "HS256" })}.${part({ iss: "user", jti: "at-1" })}`, // no signature
  ],
  references: ["https://docs.scalr.io/docs/api"],
  revoke: "https://{account}.scalr.io > User > API tokens > Delete",
};
