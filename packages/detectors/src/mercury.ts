import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const apiToken = (seed: number): string => fake("mercury_production_rma_[A-Za-z0-9]{44}_yrucrem", seed);
export const mercuryApiToken: Detector = {
  id: "mercury-api-token",
  title: "Mercury production API token",
  provider: "mercury",
  category: "finance",
  severity: "critical",
  opens: "Reads balances, transactions and recipients of the company's bank accounts, and with write permission sends money.",
  prefixes: ["mercury_production_"],
  pattern: alone("(?:secret-token:)?mercury_production_[a-z]{2,8}_[A-Za-z0-9]{36,60}_yrucrem"),
  window: { before: 24, after: 128 },
  entropy: 3.8,
  confidence: 0.98,
  examples: [
    ...shown("MERCURY_API_TOKEN", apiToken),
    `Authorization: Bearer secret-token:${apiToken(13)}`,
    `curl --user secret-token:${apiToken(14)}: https://api.mercury.com/api/v1/accounts`,
  ],
  counterExamples: [
    ...unlike("MERCURY_API_TOKEN", "mercury_production_", apiToken),
    `MERCURY_API_TOKEN=${fake("mercury_sandbox_rma_[A-Za-z0-9]{44}_yrucrem", 20)}`,
    `MERCURY_API_TOKEN=${fake("mercury_production_rma_[A-Za-z0-9]{44}", 21)}`,
  ],
  references: ["https://docs.mercury.com/docs/welcome"],
  revoke: "https://app.mercury.com/settings/tokens > Delete",
};

const sandboxApiToken = (seed: number): string => fake("mercury_sandbox_rma_[A-Za-z0-9]{44}_yrucrem", seed);
export const mercurySandboxApiToken: Detector = {
  id: "mercury-sandbox-api-token",
  title: "Mercury sandbox API token",
  provider: "mercury",
  category: "finance",
  severity: "low",
  opens: "Only the sandbox: its accounts and money are invented.",
  prefixes: ["mercury_sandbox_"],
  pattern: alone("(?:secret-token:)?mercury_sandbox_[a-z]{2,8}_[A-Za-z0-9]{36,60}_yrucrem"),
  window: { before: 24, after: 128 },
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("MERCURY_API_TOKEN", sandboxApiToken)],
  counterExamples: [
    ...unlike("MERCURY_API_TOKEN", "mercury_sandbox_", sandboxApiToken),
    `MERCURY_API_TOKEN=${fake("mercury_production_rma_[A-Za-z0-9]{44}_yrucrem", 20)}`,
  ],
  references: ["https://docs.mercury.com/docs/using-mercury-sandbox"],
  revoke: "https://sandbox.mercury.com/settings/tokens > Delete",
};
