import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const ciTokenValue = (seed: number): string => fake("AIK_CI_[A-Za-z0-9]{40}", seed);
export const aikidoCiToken: Detector = {
  id: "aikido-ci-token",
  title: "Aikido CI token",
  provider: "aikido",
  category: "security",
  severity: "high",
  opens: "Starts scans of the organisation's repositories and reads their findings, which tell where they are weak.",
  prefixes: ["AIK_CI_"],
  pattern: alone("AIK_CI_[A-Za-z0-9]{20,44}"),
  entropy: 3.6,
  confidence: 0.96,
  examples: [
    ...shown("AIKIDO_API_TOKEN", ciTokenValue),
    `aikido-api-client scan-release app ${fake("[0-9a-f]{40}", 13)} --apikey ${ciTokenValue(14)}\n`,
  ],
  counterExamples: [
    ...unlike("AIKIDO_API_TOKEN", "AIK_CI_", ciTokenValue, 22),
    `AIKIDO_API_TOKEN=AIK_CI_${fake("[A-Za-z0-9]{12}", 31)}`,
    `AIK_CLIENT_${fake("[A-Za-z0-9]{24}", 33)}`, // the public half
  ],
  references: ["https://help.aikido.dev/code-scanning/local-code-scanning"],
  revoke: "https://app.aikido.dev/settings/integrations > Continuous integration > Regenerate token",
};

const clientSecretValue = (seed: number): string => fake("AIK_SECRET_[A-Za-z0-9]{64}", seed);
export const aikidoClientSecret: Detector = {
  id: "aikido-client-secret",
  title: "Aikido OAuth client secret",
  provider: "aikido",
  category: "security",
  severity: "high",
  opens: "With the client ID it reads and changes the organisation's repositories, users and findings in Aikido.",
  prefixes: ["AIK_SECRET_"],
  pattern: alone("AIK_SECRET_[A-Za-z0-9]{64}"),
  entropy: 4,
  confidence: 0.97,
  companions: [{ name: "clientId", pattern: /AIK_CLIENT_[A-Za-z0-9]{24}/, withinBytes: 256 }],
  examples: [
    ...shown("AIKIDO_CLIENT_SECRET", clientSecretValue),
    `AIKIDO_CLIENT_ID=${fake("AIK_CLIENT_[A-Za-z0-9]{24}", 13)}\nAIKIDO_CLIENT_SECRET=${clientSecretValue(14)}\n`,
  ],
  counterExamples: [
    ...unlike("AIKIDO_CLIENT_SECRET", "AIK_SECRET_", clientSecretValue),
    `AIKIDO_CLIENT_SECRET=AIK_SECRET_${fake("[A-Za-z0-9]{40}", 31)}`,
    `AIK_CLIENT_${fake("[A-Za-z0-9]{64}", 33)}`,
  ],
  references: ["https://apidocs.aikido.dev/reference/authorization"],
  revoke: "https://app.aikido.dev/settings/integrations/api/aikido/rest > delete the client",
};
