import { type Detector, fake } from "@stanch/model";
import { bech32, isBech32 } from "./_bech32.ts";

const key = (seed: number): string => bech32("age-secret-key-", fake("[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{52}", seed)).toUpperCase();

export const ageSecretKey: Detector = {
  id: "age-secret-key",
  title: "age secret key",
  provider: "generic",
  category: "security",
  severity: "critical",
  opens: "Decrypts everything that was encrypted to it: backups, SOPS files, secrets in git.",
  prefixes: ["AGE-SECRET-KEY-1"],
  pattern: /(?<![A-Z0-9-])AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}(?![A-Z0-9])/,
  checksum: { name: "Bech32", verify: isBech32 },
  examples: [`# created: 2026-01-01T00:00:00Z\n${key(1)}\n`, `SOPS_AGE_KEY=${key(2)}`, `{"age": "${key(3)}"}`],
  counterExamples: [
    `AGE-SECRET-KEY-1${"Q".repeat(58)}`,
    fake("AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}", 4), // the checksum is wrong
    key(5).slice(0, -1),
    bech32("age", fake("[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{52}", 6)), // a recipient: public on purpose
  ],
  references: ["https://github.com/C2SP/C2SP/blob/main/age.md"],
  revoke: "age-keygen for a new key, then encrypt everything again: old copies stay readable to the holder",
};
