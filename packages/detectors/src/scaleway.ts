import { type Detector, fake } from "@stanch/model";
import { ASSIGN, anyCase } from "./_words.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

export const scalewaySecretKey: Detector = {
  id: "scaleway-secret-key",
  title: "Scaleway secret key",
  provider: "scaleway",
  category: "cloud",
  severity: "critical",
  opens: "Does everything that its user or application may in the organisation.",
  keywords: ["scw_secret", "scaleway", "x-auth-token"],
  pattern: new RegExp(
    String.raw`(?:${anyCase("scw_secret_(?:key|token)")}|${anyCase("scaleway")}[^\n]{0,64}?${anyCase("secret[_-]?(?:key|token)")}|${anyCase("x-auth-token")}|(?<=SCW[A-Z0-9]{17}[^\n]{0,16}\n[^\n]{0,32})secret_key)${ASSIGN}(?<secret>${UUID})(?![\w-])`,
  ),
  window: { before: 128, after: 192 },
  entropy: 2.8,
  confidence: 0.7,
  companions: [{ name: "accessKey", pattern: /(?<![A-Za-z0-9])SCW[A-Z0-9]{17}(?![A-Za-z0-9])/, withinBytes: 512 }],
  notSecret: [/^(.)\1{7}-/],
  examples: [`SCW_ACCESS_KEY=${fake("SCW[A-Z0-9]{17}", 1)}\nSCW_SECRET_KEY=${fake(UUID, 2)}`, `scaleway_secret_key: "${fake(UUID, 3)}"`],
  counterExamples: [
    "SCW_SECRET_KEY=11111111-1111-1111-1111-111111111111",
    `SCW_DEFAULT_PROJECT_ID=${fake(UUID, 4)}`,
    "SCW_SECRET_KEY=${SECRET}",
  ],
  references: ["https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/"],
  revoke: "scw iam api-key delete",
};
