import { type Detector, fake } from "@stanch/model";
import { HEADER_ENDS, decodeJwt } from "./_jwt.ts";
import { sent, shown } from "./_token.ts";

/** Issuer and audience are temporal.io; `account_id` and `key_id` are its own names. */
function isTemporal(payload: Record<string, unknown> | undefined): boolean {
  return payload?.["iss"] === "temporal.io" && typeof payload["account_id"] === "string" && typeof payload["key_id"] === "string";
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (seed: number, iss = "temporal.io"): string =>
  `${part({ alg: "ES256", kid: fake("[A-Za-z0-9]{6}", seed) })}.${part({ account_id: fake("[a-z0-9]{5}", seed), aud: ["temporal.io"], exp: 1_798_761_600, iss, jti: fake("[A-Za-z0-9]{32}", seed), key_id: fake("[A-Za-z0-9]{32}", seed), sub: fake("[0-9a-f]{32}", seed) })}.${fake("[A-Za-z0-9_-]{86}", seed)}`;

const make = (seed: number): string => jwt(seed);

export const temporalCloudApiKey: Detector = {
  id: "temporal-cloud-api-key",
  title: "Temporal Cloud API key",
  provider: "temporal",
  category: "cloud",
  severity: "critical",
  opens:
    "Acts as its user or service account: starts and reads the workflows of its namespaces and, as its role allows, manages the account.",
  prefixes: ["eyJ"],
  ahead: HEADER_ENDS,
  pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,200}\.eyJ[A-Za-z0-9_-]{40,1000}\.[A-Za-z0-9_-]{60,400}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 1600 },
  confidence: 0.97,
  humanChosen: true,
  checksum: { name: "its payload says temporal.io and names an account", verify: (text) => isTemporal(decodeJwt(text)?.payload) },
  examples: [...shown("TEMPORAL_API_KEY", make), ...sent(make)],
  counterExamples: [
    `TEMPORAL_API_KEY=${jwt(20, "acme.io")}`, // of another issuer
    `TEMPORAL_API_KEY=${make(21).slice(0, -80)}`,
    `TEMPORAL_API_KEY=\${TEMPORAL_API_KEY}`,
    `TEMPORAL_API_KEY=eyJhbGciOi...`,
  ],
  references: ["https://docs.temporal.io/cloud/api-keys"],
  revoke: "https://cloud.temporal.io/settings/api-keys > Delete, or tcld apikey delete --id {key id}",
  lifetime: "at most 2 years",
};
