import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown, unlike } from "./_token.ts";

const dapi = (seed: number): string => fake("dapi[0-9a-f]{32}", seed);
const DATABRICKS_HOST = /[a-z0-9.-]{1,80}\.(?:cloud\.databricks\.com|azuredatabricks\.net|gcp\.databricks\.com)/;
export const databricksPat: Detector = {
  id: "databricks-personal-access-token",
  title: "Databricks personal access token",
  provider: "databricks",
  category: "database",
  severity: "critical",
  opens: "Acts as its owner in the workspace: reads data, runs code on its clusters and reads secret scopes.",
  prefixes: ["dapi"],
  pattern: alone("dapi[0-9a-f]{32}(?:-[0-9])?"),
  entropy: 3,
  confidence: 0.95,
  companions: [{ name: "host", pattern: DATABRICKS_HOST, withinBytes: 512 }],
  examples: [
    ...shown("DATABRICKS_TOKEN", dapi),
    `[DEFAULT]\nhost = https://adb-${fake("[1-9][0-9]{15}", 13)}.1.azuredatabricks.net\ntoken = ${fake("dapi[0-9a-f]{32}-2", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("DATABRICKS_TOKEN", "dapi", dapi),
    `DATABRICKS_TOKEN=${fake("dapi[g-z]{32}", 20)}`,
    `dapi_request_id: ${fake("[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://docs.databricks.com/en/dev-tools/auth/pat.html"],
  revoke: "User settings > Developer > Access tokens > Revoke, or POST /api/2.0/token/delete",
};

const dose = (seed: number): string => fake("dose[0-9a-f]{32}", seed);
export const databricksOauthSecret: Detector = {
  id: "databricks-oauth-secret",
  title: "Databricks service principal OAuth secret",
  provider: "databricks",
  category: "database",
  severity: "critical",
  opens: "Acts as the service principal: reads data and runs code on the workspaces it belongs to.",
  prefixes: ["dose"],
  pattern: alone("dose[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.93,
  companions: [
    { name: "clientId", pattern: /(?<![A-Za-z0-9-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![A-Za-z0-9-])/, withinBytes: 512 },
    { name: "host", pattern: DATABRICKS_HOST, withinBytes: 512 },
  ],
  examples: [...shown("DATABRICKS_CLIENT_SECRET", dose), `client_id = ${fake(UUID, 13)}\nclient_secret = ${dose(14)}\n`],
  counterExamples: [
    ...unlike("DATABRICKS_CLIENT_SECRET", "dose", dose),
    `overdose${fake("[0-9a-f]{32}", 20)}`,
    `dose-${fake("[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://docs.databricks.com/en/dev-tools/auth/oauth-m2m.html"],
  revoke: "https://accounts.cloud.databricks.com > Service principals > Secrets > Delete",
};
