import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const bkua = (seed: number): string => fake("bkua_[0-9a-f]{40}", seed);
export const buildkiteUserToken: Detector = {
  id: "buildkite-user-token",
  title: "Buildkite API access token",
  provider: "buildkite",
  category: "ci",
  severity: "critical",
  opens: "Acts as its owner within its scopes: starts builds, reads logs and changes pipelines.",
  prefixes: ["bkua_"],
  pattern: alone("bkua_[a-z0-9]{40,53}"),
  entropy: 3.3,
  confidence: 0.96,
  examples: [...shown("BUILDKITE_API_TOKEN", bkua), ...sent(bkua)],
  counterExamples: [
    ...unlike("BUILDKITE_API_TOKEN", "bkua_", bkua),
    `TOKEN=${fake("bkua_[A-Z]{40}", 20)}`,
    `BUILDKITE_COMMIT=${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://buildkite.com/docs/apis/managing-api-tokens"],
  revoke: "DELETE https://api.buildkite.com/v2/access-token with the token",
};

const bkct = (seed: number): string => fake("bkct_[A-Za-z0-9_-]{47}[A-Za-z0-9]", seed);
export const buildkiteAgentToken: Detector = {
  id: "buildkite-agent-token",
  title: "Buildkite agent, cluster, package or portal token",
  provider: "buildkite",
  category: "ci",
  severity: "high",
  opens: "Registers an agent, which then gets jobs with their code and secrets, or writes packages, by its kind.",
  prefixes: ["bkaa_", "bkaj_", "bkar_", "bkct_", "bkcq_", "bkpt_", "bkpat_", "bkps_"],
  pattern: alone("bk(?:aa|aj|ar|ct|cq|pt|pat|ps)_[A-Za-z0-9_-]{40,200}"),
  window: { before: 8, after: 220 },
  entropy: 3.5,
  confidence: 0.94,
  examples: [...shown("BUILDKITE_AGENT_TOKEN", bkct), `buildkite-agent start --token ${bkct(13)}`],
  counterExamples: [
    ...unlike("BUILDKITE_AGENT_TOKEN", "bkct_", bkct, 20),
    `TOKEN=bkct_your_token`,
    `TOKEN=${fake("bkzz_[A-Za-z0-9]{48}", 20)}`,
  ],
  references: ["https://buildkite.com/docs/agent/v3/tokens"],
  revoke: "Organization settings > Agents or Clusters > the token > Revoke",
};
