import { type KeyObject, createPrivateKey, createPublicKey } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { AppError } from "@stanch/model";

const MOST_BYTES = 65_536;
const MAKE_ONE = "Make one with `stanch receipt keygen FILE`.";

/** An ed25519 key in PEM (PKCS#8) that only its owner can read. Throws KEY_INVALID; nothing of the key is in the message. */
export function readPrivateKey(file: string): KeyObject {
  const text = readKeyFile(file, true);
  if (text.includes("BEGIN OPENSSH PRIVATE KEY"))
    throw keyError("The key is in the form of OpenSSH, which is not read", file, `It has to be PKCS#8. ${MAKE_ONE}`);
  if (text.includes("BEGIN ENCRYPTED PRIVATE KEY") || text.includes("Proc-Type: 4,ENCRYPTED"))
    throw keyError("The key is encrypted", file, "Name one without a passphrase, that only the job which scans can read.");
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text))
    throw keyError(/BEGIN PUBLIC KEY/.test(text) ? "This is the public key" : "No private key in PEM is in the file", file, MAKE_ONE);
  return ed25519(() => createPrivateKey(text), file);
}

/** An ed25519 key in PEM (SubjectPublicKeyInfo). Throws KEY_INVALID. */
export function readPublicKey(file: string): KeyObject {
  const text = readKeyFile(file, false);
  if (text.includes("PRIVATE KEY-----"))
    throw keyError("This is a private key", file, "Verifying takes the public one: whoever has the private key can sign anything.");
  if (!text.includes("-----BEGIN PUBLIC KEY-----"))
    throw keyError(
      "No public key in PEM is in the file",
      file,
      "Name the .pub file that `stanch receipt keygen` wrote, or one of `openssl pkey -pubout`.",
    );
  return ed25519(() => createPublicKey(text), file);
}

function ed25519(read: () => KeyObject, file: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    throw keyError("The key cannot be read: it is damaged or of an unknown kind", file, MAKE_ONE); // no cause: it may quote the key
  }
  if (key.asymmetricKeyType !== "ed25519")
    throw keyError(`The key is of the kind ${key.asymmetricKeyType ?? "unknown"}, receipts take ed25519`, file, MAKE_ONE);
  return key;
}

function readKeyFile(file: string, isPrivate: boolean): string {
  let fd: number;
  try {
    fd = openSync(file, "r");
  } catch (error) {
    throw keyError(`Cannot read the key: ${codeOf(error)}`, file, "Check the path and its permissions.");
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() || stat.size > MOST_BYTES) throw keyError("This is no key file", file, MAKE_ONE);
    // Windows has no such bits.
    if (isPrivate && process.platform !== "win32" && (stat.mode & 0o077) !== 0)
      throw keyError(
        `Others than its owner may read or change the key (mode ${(stat.mode & 0o777).toString(8)})`,
        file,
        `Run "chmod 600" on it.`,
      );
    return readFileSync(fd, "latin1");
  } finally {
    closeSync(fd);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";

function keyError(what: string, where: string, next: string): AppError {
  return new AppError("KEY_INVALID", { what, where, next });
}
