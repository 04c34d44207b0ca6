import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const wiseApiToken: Detector = {
  id: "wise-api-token",
  title: "Wise API token",
  provider: "wise",
  category: "payment",
  severity: "critical",
  opens: "Reads the balances of the account and, where it has full access, sends money from it.",
  keywords: ["wise_api", "wiseapi", "wise_token", "transferwise", "transfer_wise", "wise.com"],
  // The word alone ends others: piecewise, likewise.
  pattern: named("wise|transfer[_-]?wise", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("WISE_API_TOKEN", make),
    `transfer_wise_key: ${make(33)}\n`,
    `WISE_TOKEN=${make(13)}\n`,
    `# https://wise.com/settings/api-tokens\nTRANSFERWISE_TOKEN=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("WISE_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `wise checksum ${make(21)}`,
  ],
  references: ["https://docs.wise.com/api-docs/features/authentication-access/personal-tokens"],
  revoke: "https://wise.com/settings/api-tokens > Delete",
};
