import { type Detector, fake } from "@stanch/model";
import { alone, shown } from "./_token.ts";

const make = (seed: number): string => fake("api_[A-Za-z0-9]{22}.[A-Za-z0-9]{22}", seed);
export const closeApiKey: Detector = {
  id: "close-api-key",
  title: "Close CRM API key",
  provider: "close",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads and changes leads, calls and messages of the organisation.",
  // «api_» alone stands in every program: the provider's word is near.
  keywords: ["close_api", "closeapi", "close.io", "closeio", "close_io", "closecrm", "close_crm", "api.close.com", "close_key"],
  pattern: alone(String.raw`api_[A-Za-z0-9]{22}\.[A-Za-z0-9]{22}`),
  window: { before: 160, after: 256 },
  entropy: 3.9,
  confidence: 0.95,
  examples: [
    ...shown("CLOSE_API_KEY", make),
    `curl https://api.close.com/api/v1/me/ -u ${make(13)}:\n`,
    `CLOSEIO_KEY=${make(15)}\n`,
    `close_io_key: ${make(17)}\n`,
    `# app.close.io\nkey = '${make(19)}'\n`,
    `CLOSECRM_TOKEN=${make(21)}\n`,
    `CLOSE_CRM_TOKEN=${make(23)}\n`,
    `CLOSE_KEY=${make(25)}\n`,
  ],
  counterExamples: [
    `CLOSE_API_KEY=\${CLOSE_API_KEY}`,
    `CLOSE_API_KEY=api_${fake("[A-Za-z0-9]{22}", 33)}`,
    `KEY=${make(35)}`, // no provider's word
    `CLOSE_API_KEY=api_xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxx`,
  ],
  references: ["https://developer.close.com/topics/authentication/"],
  revoke: "https://app.close.com/settings/developer/api-keys > delete the key",
};
