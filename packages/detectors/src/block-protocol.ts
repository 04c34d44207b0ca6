import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("b10ck5.[0-9a-f]{32}.[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const blockProtocolApiKey: Detector = {
  id: "block-protocol-api-key",
  title: "Block Protocol API key",
  provider: "block-protocol",
  category: "saas",
  severity: "medium",
  opens: "Publishes and overwrites blocks in the account's name, which other people's pages load.",
  prefixes: ["b10ck5."],
  pattern: /(?<![A-Za-z0-9_-])b10ck5\.[0-9a-f]{32}\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9_-])/,
  entropy: 3.3,
  confidence: 0.98,
  examples: [...shown("BLOCK_PROTOCOL_API_KEY", make), `api-key=${make(13)}\n`],
  counterExamples: [
    ...unlike("BLOCK_PROTOCOL_API_KEY", "b10ck5.", make),
    `api-key=b10ck5.00000000000000000000000000000000.00000000-0000-0000-0000-000000000000`, // the documents' own
  ],
  references: ["https://blockprotocol.org/docs/hub/api"],
  revoke: "https://blockprotocol.org/account/api > Revoke the key",
};
