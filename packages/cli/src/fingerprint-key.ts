import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The key of fingerprints: `STANCH_FINGERPRINT_KEY` (so that a team's reports meet), else a file of this user's that is
 * made once, else random for this run. It never goes into a report: who holds only reports cannot guess short secrets.
 */
export function fingerprintKey(): { readonly bytes: Uint8Array; readonly from: "environment" | "file" | "run" } {
  const given = process.env["STANCH_FINGERPRINT_KEY"];
  if (given !== undefined && given.length >= 16) return { bytes: Buffer.from(given), from: "environment" };
  const folder = join(process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "stanch");
  const file = join(folder, "fingerprint.key");
  try {
    return { bytes: Buffer.from(readFileSync(file, "utf8").trim(), "hex"), from: "file" };
  } catch {
    // not there yet, or not readable
  }
  const bytes = randomBytes(32);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Two first runs at once: the one that comes second takes the first one's key.
    writeFileSync(file, `${bytes.toString("hex")}\n`, { mode: 0o600, flag: "wx" });
    return { bytes, from: "file" };
  } catch {
    try {
      return { bytes: Buffer.from(readFileSync(file, "utf8").trim(), "hex"), from: "file" };
    } catch {
      return { bytes, from: "run" };
    }
  }
}
