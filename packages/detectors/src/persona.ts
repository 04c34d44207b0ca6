import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const apiKey = (seed: number): string => fake("persona_production_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", seed);
export const personaApiKey: Detector = {
  id: "persona-api-key",
  title: "Persona production API key",
  provider: "persona",
  category: "identity",
  severity: "critical",
  opens: "Reads the identity documents, selfies and results of all inquiries, and changes them.",
  prefixes: ["persona_production_"],
  pattern: alone("persona_production_[a-z0-9-]{20,80}"),
  entropy: 3,
  confidence: 0.96,
  examples: [...shown("PERSONA_API_KEY", apiKey), ...sent(apiKey)],
  counterExamples: [
    ...unlike("PERSONA_API_KEY", "persona_production_", apiKey, 20),
    `PERSONA_API_KEY=${fake("persona_sandbox_[a-z0-9]{36}", 20)}`,
    `persona_production_settings_for_all_environments`,
  ],
  references: ["https://docs.withpersona.com/api-keys"],
  revoke: "https://app.withpersona.com/dashboard/api-keys > Expire",
};

const sandboxApiKey = (seed: number): string => fake("persona_sandbox_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", seed);
export const personaSandboxApiKey: Detector = {
  id: "persona-sandbox-api-key",
  title: "Persona sandbox API key",
  provider: "persona",
  category: "identity",
  severity: "low",
  opens: "Only the sandbox: its inquiries and their results are invented.",
  prefixes: ["persona_sandbox_"],
  pattern: alone("persona_sandbox_[a-z0-9-]{20,80}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("PERSONA_API_KEY", sandboxApiKey)],
  counterExamples: [
    ...unlike("PERSONA_API_KEY", "persona_sandbox_", sandboxApiKey, 20),
    `PERSONA_API_KEY=${fake("persona_production_[a-z0-9]{36}", 20)}`,
  ],
  references: ["https://docs.withpersona.com/api-keys"],
  revoke: "https://app.withpersona.com/dashboard/api-keys > Expire",
};
