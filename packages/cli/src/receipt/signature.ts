import { type KeyObject, createHash, createPublicKey, sign, verify } from "node:crypto";
import type { Receipt } from "@stanch/model";
import { readPrivateKey } from "./keys.ts";

type Signature = NonNullable<Receipt["signature"]>;

/**
 * Reads the key at once, so that a scan does not run for nothing, and gives what signs a receipt with it. Throws KEY_INVALID.
 */
export function receiptSigner(keyFile: string): (receipt: Receipt) => Receipt {
  const key = readPrivateKey(keyFile);
  const keyId = keyIdOf(createPublicKey(key));
  return (receipt) => {
    const value = sign(null, Buffer.from(canonicalJson(receipt)), key).toString("base64");
    return { ...receipt, signature: { algorithm: "ed25519", keyId, value } };
  };
}

/** SHA-256 of the public key as it is exchanged (SubjectPublicKeyInfo), hex. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

/** Why a signature does not hold, as the end of a sentence; undefined when it does. */
export function faultOf(unsigned: unknown, { keyId, value }: Signature, publicKey: KeyObject): string | undefined {
  const id = keyIdOf(publicKey);
  if (keyId !== id) return `it was signed with another key (${keyId.slice(0, 16)}, the given one is ${id.slice(0, 16)})`;
  const bytes = Buffer.from(value, "base64");
  // Node reads base64 generously: a signature has one way to be written.
  if (bytes.toString("base64") !== value) return "its signature is not base64 as it is written";
  if (!verify(null, Buffer.from(canonicalJson(unsigned)), publicKey, bytes)) return "it was changed after it was signed";
  return undefined;
}

/**
 * JSON in the one form that RFC 8785 gives it: no spaces, names in the order of their UTF-16 units, numbers and strings as
 * JavaScript writes them. Members that are undefined are not there.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}
