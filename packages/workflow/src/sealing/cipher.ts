import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "@stanch/model";

/** AES-256-GCM with a random nonce of 12 bytes; the tag of 16 stands at the end of the ciphertext. */
export function encrypt(key: Uint8Array, plaintext: Uint8Array, context: string): { nonce: Buffer; ciphertext: Buffer } {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
  return { nonce, ciphertext: Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]) };
}

/** Throws SEALING_BROKEN for another key, another context, or bytes that were changed. */
export function decrypt(key: Uint8Array, { nonce, ciphertext }: { nonce: Buffer; ciphertext: Buffer }, context: string): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(context));
    decipher.setAuthTag(ciphertext.subarray(-16));
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]);
  } catch (cause) {
    throw new AppError("SEALING_BROKEN", {
      what: "A sealed value cannot be opened: it was changed, or sealed with another key",
      where: "sealing",
      next: "Give back the key that it was sealed with, or restore the database; until then check and revoke by hand.",
      cause,
    });
  }
}
