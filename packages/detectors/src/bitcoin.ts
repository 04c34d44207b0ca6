import { createHash } from "node:crypto";
import { type Detector, fake } from "@stanch/model";
import { isSeedPhrase, seedPhrase } from "./_bip39.ts";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const twice = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(createHash("sha256").update(bytes).digest()).digest();

/** The bytes of a key in Base58, without the four of the checksum behind them; undefined where that is wrong. */
function fromBase58Check(text: string): Uint8Array | undefined {
  let number = 0n;
  for (const char of text) {
    const digit = BASE58.indexOf(char);
    if (digit < 0) return undefined;
    number = number * 58n + BigInt(digit);
  }
  const bytes = Buffer.from(number.toString(16).padStart(74, "0"), "hex");
  const body = bytes.subarray(0, -4);
  return Buffer.from(twice(body)).subarray(0, 4).equals(bytes.subarray(-4)) ? body : undefined;
}

function toBase58Check(hex: string): string {
  const body = Buffer.from(hex, "hex");
  let number = BigInt(`0x${hex}${Buffer.from(twice(body)).toString("hex", 0, 4)}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = `${BASE58[Number(number % 58n)] ?? ""}${text}`;
  return text;
}

const compressed = (seed: number): string => toBase58Check(`80${fake("[0-9a-f]{64}", seed)}01`);
const plain = (seed: number): string => toBase58Check(`80${fake("[0-9a-f]{64}", seed)}`);
const last = (text: string): string => `${text.slice(0, -1)}${text.endsWith("z") ? "y" : "z"}`;

export const bitcoinPrivateKey: Detector = {
  id: "bitcoin-private-key",
  title: "Bitcoin private key (WIF)",
  provider: "bitcoin",
  category: "crypto",
  severity: "critical",
  opens: "Spends every coin of its address at once and for good: no bank can call a payment back.",
  keywords: [
    "bitcoin",
    "wallet",
    "privkey",
    "priv_key",
    "private_key",
    "privatekey",
    "private key",
    "private-key",
    "wif_",
    "_wif",
    'wif"',
    "wif:",
    "wif=",
  ],
  pattern: /(?<![A-Za-z0-9+/_-])(?:5[HJK][1-9A-HJ-NP-Za-km-z]{49}|[KL][1-9A-HJ-NP-Za-km-z]{51})(?![A-Za-z0-9+/_=-])/,
  window: { before: 120, after: 256 },
  entropy: 4,
  checksum: {
    name: "Base58Check, and the version byte of the main network",
    verify: (text) => {
      const body = fromBase58Check(text);
      // 32 bytes behind the version, and one more that says that the public key is compressed.
      return body !== undefined && Buffer.from(body).toString("hex").replace(/^0+/, "").startsWith("80");
    },
  },
  examples: [
    `BITCOIN_WIF=${compressed(1)}\n`,
    `wallet:\n  wif: ${compressed(2)}\n`,
    `{"privateKey": "${plain(3)}"}`,
    `bitcoin-cli importprivkey ${compressed(4)} "" false\n`,
    `priv_key = '${plain(5)}'\n`,
    `PRIVATE_KEY=${compressed(6)}\n`,
    `The private key is ${compressed(7)}.\n`,
    `--private-key ${compressed(8)}\n`,
    `WIF_KEY=${compressed(9)}\n`,
    `{"wif": "${compressed(10)}"}`,
    `wif=${plain(11)}\n`,
  ],
  counterExamples: [
    `BITCOIN_WIF=\${BITCOIN_WIF}\n`,
    `BITCOIN_WIF=${last(compressed(20))}\n`, // a wrong checksum
    `BITCOIN_WIF=${compressed(21).slice(1)}\n`,
    `private_key: ${fake("K[1-9A-HJ-NP-Za-km-z]{51}", 22)}\n`, // looks alike, and its checksum is none
    `bitcoin address bc1q${fake("[a-z0-9]{38}", 23)}\n`,
    `TOKEN=${compressed(24)}\n`, // no telling word
  ],
  references: ["https://en.bitcoin.it/wiki/Wallet_import_format"],
  revoke: "Make a new key and send the coins to its address at once; the old one cannot be ended",
  lifetime: "for ever",
};

const phrase = (seed: number): string => seedPhrase(fake("[0-9a-f]{32}", seed));
const long = (seed: number): string => seedPhrase(fake("[0-9a-f]{64}", seed));
const wrong = (text: string): string => text.split(" ").toReversed().join(" ");

export const bip39SeedPhrase: Detector = {
  id: "bip39-seed-phrase",
  title: "Wallet seed phrase (BIP-39)",
  provider: "bitcoin",
  category: "crypto",
  severity: "critical",
  opens: "Makes every private key of the wallet, of all its chains and accounts, and so spends everything in it for good.",
  keywords: [
    "mnemonic",
    "seed phrase",
    "seed_phrase",
    "seedphrase",
    "seed-phrase",
    "recovery phrase",
    "recovery_phrase",
    "secret phrase",
    "wallet_seed",
    "seed_words",
    "seed words",
  ],
  pattern: /(?<![A-Za-z_-] |[A-Za-z_-])(?:[a-z]{3,8} ){11}(?:(?:[a-z]{3,8} ){3}){0,4}[a-z]{3,8}(?![A-Za-z_-]| [A-Za-z])/,
  window: { before: 160, after: 320 },
  entropy: 2.5,
  // A phrase is made of words: those of placeholders, such as «example», are in the list.
  humanChosen: true,
  checksum: { name: "all words are in the list, and the last one carries the checksum", verify: isSeedPhrase },
  // Phrases of documents and of the tools' own test networks: nobody keeps coins there.
  notSecret: [
    /(?:\b(\w{3,8}) \1 \1\b)|^(?:legal winner thank year|letter advice cage absurd|candy maple cake sugar|myth like bonus scare|army van defense carry|hamster diagram private dutch|void come effort suffer)/,
  ],
  examples: [
    `MNEMONIC="${phrase(1)}"\n`,
    `const mnemonic = '${long(2)}';\n`,
    `Seed phrase: ${phrase(3)}\n`,
    `wallet:\n  seed_phrase: ${long(4)}\n`,
    `{"seedPhrase": "${phrase(5)}"}`,
    `--seed-phrase "${phrase(6)}"\n`,
    `Your recovery phrase is:\n${long(7)}\n`,
    `RECOVERY_PHRASE=${phrase(8)}\n`,
    `secret phrase = "${phrase(9)}"\n`,
    `WALLET_SEED='${phrase(10)}'\n`,
    `seed_words: ${phrase(11)}\n`,
    `# seed words\n${phrase(12)}\n`,
  ],
  counterExamples: [
    `MNEMONIC="\${MNEMONIC}"\n`,
    `MNEMONIC="${wrong(phrase(20))}"\n`, // the same words, another order
    `MNEMONIC="${phrase(21).split(" ").slice(1).join(" ")}"\n`,
    'MNEMONIC="test test test test test test test test test test test junk"\n', // of a test network
    `MNEMONIC="${seedPhrase("00".repeat(16))}"\n`, // of the documents
    "a mnemonic is twelve or more words which someone could write down with a pen on paper at home\n",
    `TEXT="${phrase(22)}"\n`, // no telling word
  ],
  references: ["https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki"],
  revoke: "Make a new wallet and send everything to it at once; the old phrase cannot be ended",
  lifetime: "for ever",
};
