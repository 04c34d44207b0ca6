import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("t-[0-9a-f]{24}-[0-9a-f]{24}", seed);

export const tatumApiKey: Detector = {
  id: "tatum-api-key",
  title: "Tatum API key",
  provider: "tatum",
  category: "crypto",
  severity: "high",
  opens: "Calls chains and the account's virtual accounts and wallets at its cost; what keys it manages there can be used.",
  keywords: ["tatum_", "tatumapi", "tatum-api", "tatum.io", "tatum-sdk", "@tatumio"],
  pattern: named("tatum", KEY, `(?:t-[0-9a-f]{24}-[0-9a-f]{24}|${UUID})`),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("TATUM_API_KEY", make),
    `tatum-api_key: ${make(31)}\n`,
    `const tatum = await TatumSDK.init({ // @tatumio/tatum\n  apiKey: "${make(13)}" })`,
    `TATUM_API_KEY=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 14)}\n`,
    `tatumApi: { tatum_key: "${make(15)}" } // tatum-sdk, tatum.io`,
  ],
  counterExamples: [
    ...unlike("TATUM_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tatum checksum ${make(21)}`,
  ],
  references: ["https://docs.tatum.io/docs/authentication"],
  revoke: "https://dashboard.tatum.io > API keys > Delete",
};
