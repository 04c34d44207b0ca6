import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("0x[0-9a-f]{64}", seed);
const bare = (seed: number): string => fake("[0-9a-f]{64}", seed);
// The accounts that Hardhat, Anvil and Ganache give to everybody, by their first digits.
const LOCAL =
  /^(?:0x)?(?:ac0974be|59c6995e|5de4111a|7c852118|47e179ec|8b3a350c|92db14e4|4bbbf85c|dbda1821|2a871d07|4f3edf98|6cbed15c|6370fd03|646f1ce2|add53f9a|395df67f|e485d098|a453611d|829e924f|b0057716)/i;
const WORD = "eth(?=_?private)|ethereum|wallet|deployer|evm(?=_private)|metamask";
const NAME = "(?:account[_.-]?)?(?:private|deployer|wallet)[_.-]?key";
export const secp256k1PrivateKey: Detector = {
  id: "secp256k1-private-key",
  title: "Ethereum private key",
  provider: "ethereum",
  category: "crypto",
  severity: "critical",
  opens: "Signs for its address on every chain: moves all that it holds, and nobody can take that back.",
  rules: [
    {
      // `0x` and 64 digits are hashes too: the name must say that it is a private key.
      keywords: ["private_key", "privatekey", "private-key", "deployer_key", "wallet_key", "owner_key", "signer_key"],
      requires: /[0-9a-f]{64}/i,
      pattern:
        /(?<=(?:private[_-]?keys?|(?:deployer|wallet|owner|signer)[_-]?key)[_0-9A-Z]{0,24}(?:\\?["'\x60\])]){0,3}[ \t]{0,4}(?:=>|:=|\|\||\?\?|[:=,])?\s{0,24}(?:[\x5b(]\s{0,24})?(?:\\?["'\x60])?)(?<secret>0x[0-9a-f]{64})(?![0-9a-z])/i,
      entropy: 3.2,
      confidence: 0.9,
      notSecret: [LOCAL],
    },
    {
      id: "bare",
      keywords: [
        "eth_private",
        "ethprivate",
        "ethereum_private",
        "wallet_private",
        "walletprivate",
        "deployer_private",
        "evm_private",
        "metamask",
      ],
      requires: /[0-9a-f]{64}/i,
      pattern: named(WORD, NAME, "(?:[0-9a-f]{64}|[0-9A-F]{64})"),
      entropy: 3.2,
      confidence: 0.8,
      notSecret: [LOCAL],
    },
  ],
  examples: [
    ...shown("PRIVATE_KEY", make),
    ...shown("ETH_PRIVATE_KEY", bare),
    `accounts: [process.env.PRIVATE_KEY || "${make(13)}"]`,
    `forge script Deploy --private-key ${make(14)} --broadcast`,
    `deployer_key: "${make(15)}"`,
    `PRIVATE_KEY_MAINNET=${make(16)}\n`,
    `METAMASK_PRIVATE_KEY=${bare(17)}\n`,
  ],
  counterExamples: [
    `PRIVATE_KEY=\${PRIVATE_KEY}`,
    `PRIVATE_KEY=0x${"0".repeat(64)}`,
    `PRIVATE_KEY=0xac0974be${fake("[0-9a-f]{56}", 20)}`, // everybody's
    `txHash: "${make(21)}"`,
    `PRIVATE_KEY=${make(22).slice(0, -1)}`,
    `private_key_sha256 = ${bare(23)}`,
    `privateKeyPath: 0x, bytes32 salt = ${make(24)};`,
  ],
  references: ["https://ethereum.org/en/developers/docs/accounts/"],
  revoke: "It cannot be ended: move everything to a new address, then take the old one's roles and allowances away",
};
