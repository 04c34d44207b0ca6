import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const apiKeyValue = (seed: number): string => fake(String.raw`\$aact_prod_[A-Za-z0-9]{100}`, seed);
export const asaasApiKey: Detector = {
  id: "asaas-api-key",
  title: "Asaas API key",
  provider: "asaas",
  category: "payment",
  severity: "critical",
  opens: "Moves the account's money: makes charges, pays out by Pix and transfer, and reads customers.",
  prefixes: ["$aact_prod_"],
  pattern: new RegExp(String.raw`(?<![A-Za-z0-9_$-])\$aact_prod_[A-Za-z0-9_-]{20,250}(?:::[A-Za-z0-9_-]{20,60})?(?![A-Za-z0-9_-])`),
  window: { before: 8, after: 340 },
  entropy: 4,
  confidence: 0.97,
  examples: [
    ...shown("ASAAS_API_KEY", apiKeyValue),
    `curl https://api.asaas.com/v3/finance/balance -H "access_token: ${apiKeyValue(13)}"`,
    `ASAAS_API_KEY='${apiKeyValue(15)}::${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 16)}::${fake("[A-Za-z0-9]{4}", 17)}'\n`,
  ],
  counterExamples: [
    ...unlike("ASAAS_API_KEY", "$aact_prod_", apiKeyValue, 85),
    `ASAAS_API_KEY=${fake("$aact_hmlg_[A-Za-z0-9]{100}", 31)}`, // of the sandbox
    `ASAAS_API_KEY=$aact_prod_...`,
  ],
  references: ["https://docs.asaas.com/docs/chaves-de-api"],
  revoke: "https://www.asaas.com > Integrações > Chaves de API > delete the key",
};

const sandboxApiKeyValue = (seed: number): string => fake(String.raw`\$aact_hmlg_[A-Za-z0-9]{100}`, seed);
export const asaasSandboxApiKey: Detector = {
  id: "asaas-sandbox-api-key",
  title: "Asaas sandbox API key",
  provider: "asaas",
  category: "payment",
  severity: "low",
  opens: "Acts in the sandbox: no real money, but its settings and test customers can be read.",
  prefixes: ["$aact_hmlg_"],
  pattern: new RegExp(String.raw`(?<![A-Za-z0-9_$-])\$aact_hmlg_[A-Za-z0-9_-]{20,250}(?:::[A-Za-z0-9_-]{20,60})?(?![A-Za-z0-9_-])`),
  window: { before: 8, after: 340 },
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("ASAAS_API_KEY", sandboxApiKeyValue), `access_token: "${sandboxApiKeyValue(13)}"`],
  counterExamples: [
    ...unlike("ASAAS_API_KEY", "$aact_hmlg_", sandboxApiKeyValue, 85),
    `ASAAS_API_KEY=${fake("$aact_prod_[A-Za-z0-9]{100}", 31)}`, // of production
    `ASAAS_API_KEY=$aact_hmlg_...`,
  ],
  references: ["https://docs.asaas.com/docs/chaves-de-api"],
  revoke: "https://sandbox.asaas.com > Integrações > Chaves de API > delete the key",
};
