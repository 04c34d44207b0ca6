import { AppError } from "@stanch/model";
import type { KeyRing } from "./key-ring.ts";

/** A symmetric key of AWS KMS. Credentials and region as the SDK finds them (variables, profile, role of the machine). */
export async function awsKms(key: string, environment: Readonly<Record<string, string | undefined>>): Promise<KeyRing> {
  const { DecryptCommand, EncryptCommand, KMSClient } = await import("@aws-sdk/client-kms");
  const endpoint = environment["AWS_ENDPOINT_URL_KMS"] ?? environment["AWS_ENDPOINT_URL"];
  const client = new KMSClient(endpoint === undefined ? {} : { endpoint });
  return {
    title: `AWS KMS ${key}`,
    wrap: (dataKey, context) =>
      asking(key, async () => {
        const answer = await client.send(new EncryptCommand({ KeyId: key, Plaintext: dataKey, EncryptionContext: { stanch: context } }));
        if (answer.CiphertextBlob === undefined) throw new Error("no ciphertext");
        return { keyId: `aws-kms:${answer.KeyId ?? key}`, wrapped: Buffer.from(answer.CiphertextBlob) };
      }),
    unwrap: ({ keyId, wrapped }, context) =>
      asking(keyId, async () => {
        const KeyId = keyId.replace(/^aws-kms:/, "");
        const answer = await client.send(new DecryptCommand({ KeyId, CiphertextBlob: wrapped, EncryptionContext: { stanch: context } }));
        if (answer.Plaintext === undefined) throw new Error("no plaintext");
        return Buffer.from(answer.Plaintext);
      }),
  };
}

async function asking<T>(key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError("SEALING_KEY_ABSENT", {
      what: `AWS KMS refused: ${cause instanceof Error ? cause.name : "unknown"}`,
      where: key,
      next: "See whether the key is enabled and this role has kms:Encrypt and kms:Decrypt on it.",
      cause,
    });
  }
}
