import { type Detector, fake } from "@stanch/model";
import { HEX_MIXED } from "./_alphabets.ts";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const alienvaultOtxApiKey: Detector = {
  id: "alienvault-otx-api-key",
  title: "AlienVault OTX API key",
  provider: "alienvault",
  category: "security",
  severity: "medium",
  opens: "Acts as its owner in the exchange: reads private pulses and publishes indicators in the owner's name.",
  keywords: ["alienvault", "alien_vault", "otx_api", "otx-api", "otxapi", "otxv2", "otx_key"],
  pattern: named("alien_?vault|otx(?:v2)?", SET_KEY, `${HEX_MIXED}[0-9a-f]{64}`),
  entropy: 3.3,
  confidence: 0.8,
  examples: [
    ...shown("ALIENVAULT_API_KEY", make),
    ...shown("OTX_API_KEY", make),
    `curl https://otx.alienvault.com/api/v1/users/me -H "X-OTX-API-KEY: ${make(13)}"`,
    `alien_vault_key = '${make(15)}'\n`,
    `OTXv2_KEY='${make(17)}'\n`,
    `OTX_KEY: ${make(19)}\n`,
  ],
  counterExamples: [...nearMisses("ALIENVAULT_API_KEY", make), `otxv2 sha256 ${make(31)}`, `OTX_PULSE_ID=${fake("[0-9a-f]{24}", 33)}`],
  references: ["https://otx.alienvault.com/api"],
  revoke: "https://otx.alienvault.com/settings > OTX key > Regenerate",
};
