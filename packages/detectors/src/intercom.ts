import { type Detector, fake } from "@stanch/model";
import { UUID, sent, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

/** Base64 of `tok:`, a UUID with low lines, and a version, as the documents show it. */
const make = (seed: number): string => toBase64(`tok:${fake(UUID, seed).replaceAll("-", "_")}:1:0`);
export const intercomAccessToken: Detector = {
  id: "intercom-access-token",
  title: "Intercom access token",
  provider: "intercom",
  category: "crm",
  severity: "high",
  opens: "Reads and writes customers and their conversations, and sends messages as the workspace.",
  prefixes: ["dG9rO"],
  pattern: /(?<![A-Za-z0-9+/_-])dG9rO[A-Za-z0-9+/]{54}=(?![A-Za-z0-9+/=_-])/,
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("INTERCOM_ACCESS_TOKEN", make), ...sent(make), `const client = new IntercomClient({ token: "${make(13)}" });`],
  counterExamples: [
    `INTERCOM_ACCESS_TOKEN=\${INTERCOM_ACCESS_TOKEN}`,
    `INTERCOM_ACCESS_TOKEN=${make(20).slice(0, -4)}`,
    `INTERCOM_ACCESS_TOKEN=Q${make(21)}`,
    `INTERCOM_ACCESS_TOKEN=dG9rO${"x".repeat(54)}=`,
    `tok = dG9rOg==`,
  ],
  references: ["https://developers.intercom.com/docs/build-an-integration/learn-more/authentication"],
  revoke: "https://app.intercom.com > Developer hub > the app > Authentication > Regenerate token",
};
