import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const dynatrace = (seed: number): string => fake("dt0c01.[A-Z0-9]{24}.[A-Z0-9]{64}", seed);
export const dynatraceApiToken: Detector = {
  id: "dynatrace-api-token",
  title: "Dynatrace API token",
  provider: "dynatrace",
  category: "monitoring",
  severity: "high",
  opens: "Reads or changes the environment's data and settings, as its scopes allow.",
  prefixes: ["dt0c01."],
  pattern: alone(String.raw`dt0c01\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{64}`),
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("DT_API_TOKEN", dynatrace), `curl -H "Authorization: Api-Token ${dynatrace(13)}" $URL`],
  counterExamples: [
    ...unlike("DT_API_TOKEN", "dt0c01.", dynatrace),
    `DT_API_TOKEN=${fake("dt0c01.[A-Z0-9]{24}", 20)}`, // the public half
    `DT_API_TOKEN=dt0c01.abc.def`,
  ],
  references: ["https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens"],
  revoke: "Access tokens > Delete, or DELETE /api/v2/apiTokens/{id}",
};
