import { type Detector, fake } from "@stanch/model";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** CRC-16 (XMODEM: polynomial 0x1021, start 0). */
function crc16(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) !== 0 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

function fromBase32(text: string): number[] {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const char of text) {
    held = (held << 5) | ALPHABET.indexOf(char);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}

function toBase32(bytes: readonly number[]): string {
  let out = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET[(held >> bits) & 31] ?? "";
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? out + (ALPHABET[(held << (5 - bits)) & 31] ?? "") : out;
}

/** 34 bytes (two of prefix, 32 of seed) and their CRC-16, low byte first, as github.com/nats-io/nkeys writes them. */
export function isNkeySeed(seed: string): boolean {
  const bytes = fromBase32(seed);
  const body = bytes.slice(0, 34);
  return bytes.length === 36 && crc16(body) === (bytes[34] ?? 0) + (bytes[35] ?? 0) * 256;
}

/** Prefix bytes of a seed: S, then the kind of key in the next five bits. */
const kinds = { account: 0, user: 20 << 3, operator: 14 << 3 } as const;

function seed(kind: keyof typeof kinds, n: number): string {
  const prefix = kinds[kind];
  const body = [(18 << 3) | (prefix >> 5), (prefix & 31) << 3, ...Array.from(fake("[A-Za-z0-9]{32}", n), (char) => char.charCodeAt(0))];
  const crc = crc16(body);
  return toBase32([...body, crc & 255, crc >> 8]);
}

export const natsSeed: Detector = {
  id: "nats-nkey-seed",
  title: "NATS NKey seed",
  provider: "nats",
  category: "messaging",
  severity: "critical",
  opens: "Signs as its user, account or operator: reads and writes what that may, or issues new identities.",
  // User, account, operator, server, cluster, curve: the third letter of each is A, for the prefix ends there.
  prefixes: ["SUA", "SAA", "SOA", "SNA", "SCA", "SXA"],
  pattern: /(?<![A-Za-z0-9_-])S[UAONCX]A[A-Z2-7]{55}(?![A-Za-z0-9_-])/,
  window: { before: 1, after: 64 },
  checksum: { name: "CRC-16", verify: isNkeySeed },
  examples: [
    `-----BEGIN USER NKEY SEED-----\n${seed("user", 1)}\n------END USER NKEY SEED------`,
    `const accSeed = "${seed("account", 2)}";`,
    `operator ${seed("operator", 3)}`,
  ],
  counterExamples: [
    `${seed("user", 4).slice(0, -1)}${seed("user", 4).endsWith("A") ? "B" : "A"}`, // its checksum is wrong
    `U${seed("user", 5).slice(1)}`, // a public key
    `${seed("user", 6)}ABC`, // a longer run
  ],
  references: [
    "https://github.com/nats-io/nkeys",
    "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
  ],
  revoke: "Make a new pair with nk or nsc, replace the public key at the server or in the account, and revoke the old one",
};
