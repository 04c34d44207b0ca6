import type { SecretBytes } from "./secret-bytes.ts";

/**
 * One value of a store, by the part of its URI after the scheme: `.env#NAME`, `name#key`, `mount/path#field`.
 * Every method rejects with an AppError whose code begins with STORE_, and none of them quotes a value.
 */
export interface SecretStore {
  readonly scheme: string;
  /** What can be done there. May ask the store: Vault's engines differ. */
  abilities(reference: string): Promise<Abilities>;
  /** The reference in its full form: defaults filled in. Throws STORE_UNKNOWN for one that this store cannot have. */
  normalise(reference: string): string;
  /**
   * Writes, reads back and compares before it returns. What else stands in the same file, map or JSON object stays.
   * `ifVersion`: only when that is the version now; `ABSENT`: only when there is none. Else STORE_CONFLICT, nothing changed.
   */
  put(reference: string, value: SecretBytes, options?: { readonly ifVersion?: string }): Promise<{ readonly version: string }>;
  get(reference: string, options?: { readonly version?: string }): Promise<Held>;
  /** Newest first. */
  versions(reference: string): Promise<readonly Version[]>;
  /** References under a file, folder or prefix; names only, no value is read where the store allows it. */
  list(prefix: string): Promise<readonly string[]>;
  describe(reference: string): Promise<Description>;
  /** Makes an older version what `get` gives; the one that was current becomes the previous. Returns the version that is current then. */
  makeCurrent(reference: string, version: string): Promise<{ readonly version: string }>;
  /** Takes the value away, in the mildest way that the store has; `version`: only that one, where it has versions. */
  remove(reference: string, options?: { readonly version?: string }): Promise<void>;
  /** Whether it can be used as it is set up here: one line each. Rejects with what is wrong. */
  check(): Promise<readonly string[]>;
  /** Who read the value, out of the lines of the store's own audit log; absent where the store has none. */
  readers?(reference: string, lines: Iterable<string>): readonly Reader[];
}

export interface Abilities {
  readonly versions: boolean;
  /** `false`: two writers at one moment may overwrite each other; what is written is still read back. */
  readonly checkAndSet: boolean;
  /** `false`: UTF-8 text only. */
  readonly bytes: boolean;
  /** `false`: a value that was taken away is gone. */
  readonly undo: boolean;
  /** Largest value in bytes that the store takes, as far as it says so. */
  readonly maxBytes: number;
  /** `true`: no value ever comes out again. `get` rejects with STORE_CANNOT, and `put` is believed on the store's word alone. */
  readonly writeOnly?: boolean;
}

export interface Held {
  readonly value: SecretBytes;
  readonly version: string;
}

export interface Version {
  readonly id: string;
  readonly state: "current" | "previous" | "older" | "disabled" | "destroyed";
  /** ISO 8601, UTC. */
  readonly created?: string;
}

export interface Description {
  readonly reference: string;
  readonly version: string;
  /** Facts for people, such as "rotates every 30 days". Never a value. */
  readonly facts: readonly string[];
}

export interface Reader {
  readonly who: string;
  readonly from?: string;
  readonly count: number;
  /** Of the last read, ISO 8601. */
  readonly last: string;
}

/** As `ifVersion`: only when there is no value yet. */
export const ABSENT = "absent";

/** Adds one read to the readers: one entry for who and from where. */
export function countReaders(reads: Iterable<{ readonly who: string; readonly from?: string; readonly at: string }>): readonly Reader[] {
  const readers = new Map<string, Reader>();
  for (const { who, from, at } of reads) {
    const key = JSON.stringify([who, from]);
    const known = readers.get(key);
    readers.set(key, {
      who,
      ...(from === undefined ? {} : { from }),
      count: (known?.count ?? 0) + 1,
      last: known !== undefined && known.last > at ? known.last : at,
    });
  }
  return [...readers.values()].toSorted((a, b) => (a.last < b.last ? 1 : -1));
}
