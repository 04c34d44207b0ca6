import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("EK-[A-Za-z0-9]{5}-[A-Za-z0-9]{7}-[A-Za-z0-9]{5}", seed);
export const ethplorerApiKey: Detector = {
  id: "ethplorer-api-key",
  title: "Ethplorer API key",
  provider: "ethplorer",
  category: "crypto",
  severity: "low",
  opens: "Asks the explorer within the account's limit; chain data are public.",
  keywords: ["ethplorer"],
  pattern: named("ethplorer", KEY, "EK-[A-Za-z0-9]{5}-[A-Za-z0-9]{7}-[A-Za-z0-9]{5}"),
  entropy: 3,
  confidence: 0.9,
  examples: [...shown("ETHPLORER_API_KEY", make)],
  counterExamples: [...nearMisses("ETHPLORER_API_KEY", make)],
  references: ["https://github.com/EverexIO/Ethplorer/wiki/Ethplorer-API"],
  revoke: "https://ethplorer.io/wallet/#screen=api > replace the key",
};
