import { AppError } from "@stanch/model";
import * as z from "zod";
import type { KeyRing } from "./key-ring.ts";

const Encrypted = z.object({ data: z.object({ ciphertext: z.string() }) });
const Decrypted = z.object({ data: z.object({ plaintext: z.string() }) });

/**
 * A key of Vault's or OpenBao's transit engine (`MOUNT/KEY`, type aes256-gcm96): data keys are encrypted there and the key never
 * leaves it. See «Transit secrets engine (API)». The ciphertext begins with `vault:vN:`, which is the key's version.
 */
export function vaultTransit(place: string, environment: Readonly<Record<string, string | undefined>>): KeyRing {
  const [, mount, key] = /^(.+)\/([^/]+)$/.exec(place) ?? [];
  const address = environment["VAULT_ADDR"];
  const token = environment["VAULT_TOKEN"];
  if (mount === undefined || key === undefined || address === undefined || token === undefined)
    throw failed("Vault's transit engine needs vault:MOUNT/KEY, VAULT_ADDR and VAULT_TOKEN", place);
  const namespace = environment["VAULT_NAMESPACE"];
  const ask = async (verb: "encrypt" | "decrypt", body: object): Promise<unknown> => {
    const answer = await fetch(new URL(`/v1/${mount}/${verb}/${encodeURIComponent(key)}`, address), {
      method: "POST",
      headers: {
        "x-vault-token": token,
        "content-type": "application/json",
        ...(namespace === undefined ? {} : { "x-vault-namespace": namespace }),
      },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(10_000),
    }).catch((cause: unknown) => {
      throw failed("Vault's transit engine did not answer", place, cause);
    });
    if (!answer.ok) throw failed(`Vault's transit engine answered ${answer.status} to ${verb}`, place);
    return answer.json();
  };
  return {
    title: `Vault transit ${place}`,
    wrap: async (dataKey, context) => {
      const given = await ask("encrypt", { plaintext: dataKey.toString("base64"), associated_data: base64(context) });
      const { ciphertext } = Encrypted.parse(given).data;
      const [name = "vault", version = ""] = ciphertext.split(":");
      return { keyId: `${name}:${place}:${version}`, wrapped: Buffer.from(ciphertext) };
    },
    unwrap: async ({ wrapped }, context) => {
      const given = await ask("decrypt", { ciphertext: wrapped.toString(), associated_data: base64(context) });
      return Buffer.from(Decrypted.parse(given).data.plaintext, "base64");
    },
  };
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

function failed(what: string, where: string, cause?: unknown): AppError {
  return new AppError("SEALING_KEY_ABSENT", { what, where, next: "See whether Vault is unsealed and the token may use the key.", cause });
}
