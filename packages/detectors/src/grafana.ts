import { type Detector, crc32, fake } from "@stanch/model";
import { alone, altered, sent, shown, unlike } from "./_token.ts";
import { fromBase64, toBase64 } from "./_words.ts";
import { describe, facts, jsonInBase64 } from "./_facts.ts";

/** CRC-32 of all before the last underscore, its four bytes in little-endian order, in hex: as Grafana's own code has it. */
function grafanaChecksum(key: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(key));
  return bytes.toString("hex");
}
const glsa = (seed: number): string => {
  const key = fake("glsa_[A-Za-z0-9]{32}", seed);
  return `${key}_${grafanaChecksum(key)}`;
};
export const grafanaServiceAccountToken: Detector = {
  id: "grafana-service-account-token",
  title: "Grafana service account token",
  provider: "grafana",
  category: "monitoring",
  severity: "high",
  opens: "Acts with the account's role on that Grafana: queries its data sources and, as an admin, changes them.",
  prefixes: ["glsa_"],
  pattern: alone("glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}"),
  checksum: { name: "CRC-32 in hex", verify: (secret) => grafanaChecksum(secret.slice(0, -9)) === secret.slice(-8) },
  examples: [...shown("GRAFANA_TOKEN", glsa), ...sent(glsa)],
  counterExamples: [
    ...unlike("GRAFANA_TOKEN", "glsa_", glsa),
    `GRAFANA_TOKEN=${altered(glsa(20))}`, // wrong checksum
    `GRAFANA_TOKEN=${fake("glsa_[A-Za-z0-9]{32}", 21)}`,
  ],
  references: ["https://grafana.com/docs/grafana/latest/administration/service-accounts/"],
  revoke: "Administration > Service accounts > the account > delete the token",
};

const glc = (seed: number): string =>
  `glc_${toBase64(`{"o":"${fake("[1-9][0-9]{5}", seed)}","n":"ci","k":"${fake("[A-Za-z0-9]{24}", seed)}","m":{"r":"eu"}}`)}`;
export const grafanaCloudToken: Detector = {
  id: "grafana-cloud-token",
  title: "Grafana Cloud access policy token",
  provider: "grafana",
  category: "monitoring",
  severity: "high",
  opens: "Reads or writes the stack's metrics, logs and traces, as its policy allows.",
  prefixes: ["glc_eyJ"],
  pattern: /(?<![A-Za-z0-9_-])glc_eyJ[A-Za-z0-9+/]{40,240}={0,2}(?![A-Za-z0-9+/=_-])/,
  checksum: {
    name: "decodes to an organisation and a key",
    verify: (secret) => /^\{"o":".{1,200}"k":"/.test(fromBase64(secret.slice(4)) ?? ""),
  },
  facts: (secret) => {
    const { m, ...token } = jsonInBase64(secret.slice("glc_".length)) ?? {};
    const place = typeof m === "object" && m !== null ? { ...m } : {};
    return facts([...describe({ o: "Grafana organisation", n: "named" }, token), ...describe({ r: "region" }, place)]);
  },
  examples: [...shown("GRAFANA_CLOUD_TOKEN", glc), `prometheus:\n  basic_auth:\n    username: 12345\n    password: ${glc(13)}\n`],
  counterExamples: [
    `GRAFANA_CLOUD_TOKEN=\${GRAFANA_CLOUD_TOKEN}`,
    `GRAFANA_CLOUD_TOKEN=glc_${"x".repeat(80)}`,
    `GRAFANA_CLOUD_TOKEN=glc_${toBase64(`{"x":"${fake("[a-z]{60}", 20)}"}`)}`,
    `GRAFANA_CLOUD_TOKEN=${glc(21).slice(0, 30)}`,
  ],
  references: ["https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/"],
  revoke: "https://grafana.com > Access policies > delete the token",
};

const grafanaOld = (seed: number): string => toBase64(`{"k":"${fake("[A-Za-z0-9]{32}", seed)}","n":"ci","id":1}`);
export const grafanaApiKey: Detector = {
  id: "grafana-api-key",
  title: "Grafana API key (old form)",
  provider: "grafana",
  category: "monitoring",
  severity: "high",
  opens: "Acts with its role on that Grafana: queries its data sources and, as an admin, changes them.",
  prefixes: ["eyJrIjoi"],
  pattern: /(?<![A-Za-z0-9+/_-])eyJrIjoi[A-Za-z0-9+/]{50,200}={0,2}(?![A-Za-z0-9+/=_-])/,
  checksum: {
    name: "decodes to a key, a name and a number",
    verify: (secret) => /^\{"k":"[A-Za-z0-9]{32}","n":".{0,120}","id":\d{1,9}\}$/.test(fromBase64(secret) ?? ""),
  },
  facts: (secret) => facts(describe({ n: "named", id: "Grafana organisation" }, jsonInBase64(secret) ?? {})),
  examples: [...shown("GRAFANA_API_KEY", grafanaOld), ...sent(grafanaOld)],
  counterExamples: [
    `GRAFANA_API_KEY=\${GRAFANA_API_KEY}`,
    `GRAFANA_API_KEY=${grafanaOld(20).slice(0, 50)}`,
    `r=${toBase64(`{"k":"${fake("[0-9a-f]{8}-[0-9a-f]{4}", 21)}","t":"${fake("[0-9a-f]{36}", 22)}","c":6}`)}`, // another's report link
    `GRAFANA_API_KEY=eyJrIjoi${"x".repeat(60)}`,
  ],
  references: ["https://grafana.com/docs/grafana/latest/developers/http_api/auth/"],
  revoke: "Administration > Service accounts > the migrated key > delete; it can no longer be made",
};
