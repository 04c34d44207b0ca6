import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{43}=", seed);
export const robinhoodCryptoPrivateKey: Detector = {
  id: "robinhood-crypto-private-key",
  title: "Robinhood crypto private key",
  provider: "robinhood",
  category: "crypto",
  severity: "critical",
  opens: "With the API key it signs orders, so it trades with the account's coins, and reads the holdings.",
  keywords: ["robinhood", "rh-api-"],
  pattern: named(
    "robinhood|rh(?=-api)",
    "(?:base64[_.-]?)?(?:private|secret)[_.-]?key(?:[_.-]?base64)?",
    "(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)",
  ),
  entropy: 4,
  confidence: 0.8,
  companions: [{ name: "apiKey", pattern: new RegExp(`(?<![A-Za-z0-9-])rh-api-${UUID}(?![A-Za-z0-9-])`), withinBytes: 256 }],
  examples: [
    ...shown("ROBINHOOD_PRIVATE_KEY", make),
    `API_KEY = "${fake(`rh-api-${UUID}`, 13)}"\nBASE64_PRIVATE_KEY = "${make(14)}"\n`,
    `robinhood:\n  private_key: ${fake("[A-Za-z0-9+/]{86}", 15)}==\n`,
  ],
  counterExamples: [
    ...unnamed("ROBINHOOD_PRIVATE_KEY", make),
    `ROBINHOOD_API_KEY=${fake(`rh-api-${UUID}`, 20)}`, // the public half
  ],
  references: ["https://docs.robinhood.com/crypto/trading/"],
  revoke: "https://robinhood.com/account/crypto > API trading > Delete",
};
