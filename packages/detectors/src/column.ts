import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("live_[A-Za-z0-9]{27}", seed);
export const columnApiKey: Detector = {
  id: "column-api-key",
  title: "Column API key",
  provider: "column",
  category: "finance",
  severity: "critical",
  opens: "Moves money: opens accounts and sends wires, ACH and real-time payments of the platform.",
  keywords: ["column_api", "columnapi", "column.com", "column_key", "column_bank"],
  pattern: named("column(?:[._]?(?:com|bank|tax))?", SET_KEY, "live_[A-Za-z0-9]{27}"),
  entropy: 3.6,
  confidence: 0.85,
  examples: [
    ...shown("COLUMN_API_KEY", make),
    `# https://api.column.com\nAPI_KEY=${make(13)}\n`,
    `COLUMN_KEY=${make(15)}\n`,
    `COLUMN_BANK_KEY=${make(17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("COLUMN_API_KEY", make),
    `COLUMN_API_KEY=${fake("test_[A-Za-z0-9]{27}", 31)}`, // of the sandbox
  ],
  references: ["https://column.com/docs/api/"],
  revoke: "https://dashboard.column.com/developers > API keys > Revoke",
};
