import { AppError } from "@stanch/model";
import { awsKms } from "./aws-kms.ts";
import { keysFromEnvironment, keysFromFile } from "./local-keys.ts";
import { vaultTransit } from "./vault-transit.ts";

/** A key that is not in the database and encrypts those that are. */
export interface KeyRing {
  /** For people: `file /etc/stanch/sealing.keys`, `AWS KMS alias/stanch`. */
  readonly title: string;
  /** `keyId` names key and version; it changes when the ring's current key does. `context` must be the same at `unwrap`. */
  wrap(dataKey: Buffer, context: string): Promise<WrappedKey>;
  unwrap(wrapped: WrappedKey, context: string): Promise<Buffer>;
}

export interface WrappedKey {
  readonly keyId: string;
  readonly wrapped: Buffer;
}

/**
 * The key ring that a setting names: `file:PATH` (made when it is missing), `env:NAME`, `vault:MOUNT/KEY` (VAULT_ADDR and
 * VAULT_TOKEN from `environment`), `aws-kms:KEY` (id, ARN or alias; the SDK's own credentials). Throws SEALING_KEY_ABSENT.
 */
export async function openKeyRing(setting: string, environment: Readonly<Record<string, string | undefined>>): Promise<KeyRing> {
  const [kind = "", rest = ""] = /^([a-z-]+):(.+)$/s.exec(setting)?.slice(1) ?? [];
  if (kind === "file") return keysFromFile(rest);
  if (kind === "env") return keysFromEnvironment(rest, environment);
  if (kind === "vault") return vaultTransit(rest, environment);
  if (kind === "aws-kms") return awsKms(rest, environment);
  throw new AppError("SEALING_KEY_ABSENT", {
    what: "This is no place of a sealing key",
    where: kind === "" ? "the setting" : kind,
    next: "Write file:PATH, env:NAME, vault:MOUNT/KEY or aws-kms:KEY.",
  });
}
