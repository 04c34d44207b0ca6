import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const v20Token = (seed: number): string => fake("[0-9a-f]{32}-[0-9a-f]{32}", seed);
export const oandaV20Token: Detector = {
  id: "oanda-v20-token",
  title: "OANDA v20 personal access token",
  provider: "oanda",
  category: "finance",
  severity: "critical",
  opens: "Trades with the account's money and reads its balances and orders; it cannot withdraw.",
  keywords: ["oanda"],
  pattern: named(
    "oanda",
    "(?:v20|practice|live|api|access|auth|personal)?[_.-]?(?:access|api)?[_.-]?(?:token|key)",
    "[0-9a-f]{32}-[0-9a-f]{32}",
  ),
  entropy: 3.3,
  confidence: 0.85,
  companions: [{ name: "accountId", pattern: /(?<![0-9-])[0-9]{3}-[0-9]{3}-[0-9]{6,9}-[0-9]{3}(?![0-9-])/, withinBytes: 512 }],
  examples: [
    ...shown("OANDA_API_TOKEN", v20Token),
    `oanda:\n  access_token: ${v20Token(31)}\n`,
    `OANDA_ACCOUNT_ID=${fake("101-004-[1-9][0-9]{6}-001", 13)}\nOANDA_ACCESS_TOKEN=${v20Token(14)}\n`,
  ],
  counterExamples: [...unnamed("OANDA_API_TOKEN", v20Token), `OANDA_TOKEN=${fake("[0-9a-f]{32}", 20)}`],
  references: ["https://developer.oanda.com/rest-live-v20/authentication/"],
  revoke: "https://hub.oanda.com > Tools > API > Revoke",
};

const exchangeRatesKey = (seed: number): string => fake("[A-Za-z0-9]{21}[A-Z][a-z]7", seed);
export const oandaExchangeRatesKey: Detector = {
  id: "oanda-exchange-rates-key",
  title: "OANDA Exchange Rates API key",
  provider: "oanda",
  category: "finance",
  severity: "medium",
  opens: "Queries paid exchange rates at the owner's cost.",
  keywords: ["oanda"],
  pattern: named("oanda", "(?:rates?|fx|exchange)?[_.-]?(?:api|access)?[_.-]?key", `${MIXED}[A-Za-z0-9]{24}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("OANDA_API_KEY", exchangeRatesKey)],
  counterExamples: [...unnamed("OANDA_API_KEY", exchangeRatesKey), `OANDA_ACCOUNT=${exchangeRatesKey(20)}\n`],
  references: ["https://developer.oanda.com/exchange-rates-api/"],
  revoke: "https://fxds-portal.oanda.com > API key > Regenerate",
};
