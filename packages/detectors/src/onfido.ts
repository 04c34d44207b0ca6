import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const apiToken = (seed: number): string => fake("api_live.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{31}[A-Za-z0-9]", seed);
export const onfidoApiToken: Detector = {
  id: "onfido-api-token",
  title: "Onfido live API token",
  provider: "onfido",
  category: "identity",
  severity: "critical",
  opens: "Reads applicants' identity documents, photos and check results, and starts checks at the owner's cost.",
  prefixes: ["api_live.", "api_live_us.", "api_live_ca."],
  pattern: alone(String.raw`api_live(?:_us|_ca)?\.(?:[A-Za-z0-9_-]{8,16}\.)?[A-Za-z0-9_-]{20,64}`),
  entropy: 3.8,
  confidence: 0.95,
  examples: [
    ...shown("ONFIDO_API_TOKEN", apiToken),
    `Authorization: Token token=${fake("api_live_us.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{31}[A-Za-z0-9]", 13)}`,
    `api_token = '${fake("api_live_ca.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{31}[A-Za-z0-9]", 14)}'`,
  ],
  counterExamples: [
    ...unlike("ONFIDO_API_TOKEN", "api_live.", apiToken, 20),
    `ONFIDO_API_TOKEN=${fake("api_sandbox.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{32}", 20)}`,
    `import api_live.models`,
  ],
  references: ["https://documentation.onfido.com/api/latest/#api-tokens"],
  revoke: "https://dashboard.onfido.com/api/tokens > Revoke",
};

const sandboxApiToken = (seed: number): string => fake("api_sandbox.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{31}[A-Za-z0-9]", seed);
export const onfidoSandboxApiToken: Detector = {
  id: "onfido-sandbox-api-token",
  title: "Onfido sandbox API token",
  provider: "onfido",
  category: "identity",
  severity: "low",
  opens: "Only the sandbox: its checks give prepared answers and its applicants are invented.",
  prefixes: ["api_sandbox.", "api_sandbox_us.", "api_sandbox_ca."],
  pattern: alone(String.raw`api_sandbox(?:_us|_ca)?\.(?:[A-Za-z0-9_-]{8,16}\.)?[A-Za-z0-9_-]{20,64}`),
  entropy: 3.8,
  confidence: 0.95,
  examples: [
    ...shown("ONFIDO_API_TOKEN", sandboxApiToken),
    `TOKEN=${fake("api_sandbox_us.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{31}7", 13)}\n`,
    `TOKEN=${fake("api_sandbox_ca.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{31}7", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("ONFIDO_API_TOKEN", "api_sandbox.", sandboxApiToken, 20),
    `ONFIDO_API_TOKEN=${fake("api_live.[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{32}", 20)}`,
    `from api_sandbox.dependencies import x`,
  ],
  references: ["https://documentation.onfido.com/api/latest/#api-tokens"],
  revoke: "https://dashboard.onfido.com/api/tokens > Revoke",
};
