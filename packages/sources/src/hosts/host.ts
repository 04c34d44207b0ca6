import type { HostClient } from "./client.ts";
import type { Json } from "./json.ts";

/** A text or file of a host that is in no git repository. */
export interface HostDocument {
  /** What stands behind the host's name in a browser: `acme/api/issues/12#issuecomment-345`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What could not be read: told in the receipt. */
export interface HostSkip {
  readonly reason: "permission-denied" | "too-large" | "vanished" | "unreadable" | "excluded";
  readonly where: string;
}

/** A piece of a part. When it is scanned, its cursor stands for all up to it. */
export interface HostPage {
  readonly documents: readonly HostDocument[];
  readonly skips?: readonly HostSkip[];
  /** Things that an earlier run had read and that did not change. */
  readonly unchanged?: number;
  readonly cursor: Json;
}

/** Names for choosing. */
export const PART_NAMES = ["git", "wiki", "issues", "releases", "snippets", "variables", "logs"] as const;
export type PartName = (typeof PART_NAMES)[number];

/** One kind of thing of a repository or an owner. Read from where a cursor of it stands, page by page. */
export interface HostPart {
  /** Tells it from the others of its owner. */
  readonly id: string;
  readonly name: PartName;
  read(cursor: Json | undefined): AsyncGenerator<HostPage>;
}

/** A git repository: of code, of a wiki, of a snippet. */
export interface HostGit {
  readonly id: string;
  readonly name: PartName;
  /** How its paths begin: `acme/api`. */
  readonly path: string;
  readonly clone: string;
  /** Not there is no failure: a wiki that nobody wrote. */
  readonly isOptional?: boolean;
  /** Is asked without credentials: it is elsewhere, and open to everybody who has its URL. */
  readonly isOpen?: boolean;
  /** Commits that no ref leads to any more and that the host may still give. */
  readonly gone?: (cursor: Json | undefined) => Promise<{ readonly oids: readonly string[]; readonly cursor: Json }>;
}

export interface HostUnit {
  /** Stable when it is renamed. */
  readonly id: string;
  readonly path: string;
  /** For the time that is left: about how much there is to read. */
  readonly weight: number;
  readonly gits: readonly HostGit[];
  readonly parts: readonly HostPart[];
}

/** One page of an owner's repositories, or what it has beside them. */
export interface UnitPage {
  readonly units: readonly HostUnit[];
  readonly cursor: Json;
}

export interface CodeHost {
  readonly client: HostClient;
  /** Everything there is, page by page. `cursor`: of the last run, for pages that did not change. */
  units(cursor: Json | undefined): AsyncGenerator<UnitPage>;
}
