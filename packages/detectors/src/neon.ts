import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const neon = (seed: number): string => fake("napi_[a-z0-9]{64}", seed);
export const neonApiKey: Detector = {
  id: "neon-api-key",
  title: "Neon API key",
  provider: "neon",
  category: "database",
  severity: "critical",
  opens: "Administers its owner's projects: databases, branches and their passwords.",
  prefixes: ["napi_"],
  pattern: alone("napi_[a-z0-9]{64}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("NEON_API_KEY", neon), ...sent(neon)],
  counterExamples: [
    ...unlike("NEON_API_KEY", "napi_", neon),
    `napi_create_${fake("[a-z_]{20}", 20)}(env)`, // Node's C interface
    `NEON_API_KEY=${fake("napi_[a-z0-9]{40}", 21)}`,
  ],
  references: ["https://neon.com/docs/manage/api-keys"],
  revoke: "DELETE https://console.neon.tech/api/v2/api_keys/{id}, or Account settings > API keys > Revoke",
};
