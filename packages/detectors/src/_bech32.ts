const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

function polymod(values: readonly number[]): number {
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries()) {
      if ((top >>> bit) & 1) check ^= generator;
    }
  }
  return check;
}

const expanded = (prefix: string): number[] => [
  ...Array.from(prefix, (char) => char.charCodeAt(0) >>> 5),
  0,
  ...Array.from(prefix, (char) => char.charCodeAt(0) & 31),
];

/** Whether the checksum of a Bech32 text (BIP 173; of any length, in one case) is right. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  const split = lower.lastIndexOf("1");
  const data = Array.from(lower.slice(split + 1), (char) => LETTERS.indexOf(char));
  if (split < 1 || data.length < 6 || data.includes(-1)) return false;
  return polymod([...expanded(lower.slice(0, split)), ...data]) === 1;
}

/** Bech32 text in lower case of a prefix and letters of its alphabet, the checksum added. */
export function bech32(prefix: string, letters: string): string {
  const data = Array.from(letters, (char) => LETTERS.indexOf(char));
  const check = polymod([...expanded(prefix), ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  return `${prefix}1${letters}${[25, 20, 15, 10, 5, 0].map((shift) => LETTERS[(check >>> shift) & 31]).join("")}`;
}
