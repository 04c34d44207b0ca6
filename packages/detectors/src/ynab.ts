import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{40}Zq7", seed);

export const ynabAccessToken: Detector = {
  id: "ynab-access-token",
  title: "YNAB access token",
  provider: "ynab",
  category: "finance",
  severity: "high",
  opens: "Reads and changes its owner's budgets with all accounts and payments.",
  keywords: ["ynab", "youneedabudget", "you_need_a_budget"],
  pattern: named("ynab|you[_-]?need[_-]?a[_-]?budget", KEY, `(?:[0-9a-f]{64}|${URL_MIXED}[A-Za-z0-9_-]{43})`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("YNAB_ACCESS_TOKEN", make),
    `youneedabudget_key: ${make(30)}\n`,
    `you_need_a_budget_key: ${make(31)}\n`,
    `ynab:\n  token: ${fake("[0-9a-f]{64}", 13)}\n`,
  ],
  counterExamples: [
    ...unlike("YNAB_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `ynab checksum ${make(21)}`,
  ],
  references: ["https://api.ynab.com/#personal-access-tokens"],
  revoke: "https://app.ynab.com/settings/developer > Delete",
};
