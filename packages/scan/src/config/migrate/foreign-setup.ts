import { createHash } from "node:crypto";

/** A place at which stanch found a secret, as another scanner's entries are asked about it. Its hashes are made once. */
export class Candidate {
  readonly path: string;
  readonly line: number;
  readonly commit: string | undefined;
  readonly #secret: string;
  readonly #hashes: Map<string, string>;

  /** `secret`: its bytes as Latin-1, as matches carry it. `hashes`: shared by all places of one secret. */
  constructor(
    secret: string,
    place: { readonly path: string; readonly line: number; readonly commit?: string },
    hashes = new Map<string, string>(),
  ) {
    this.path = place.path;
    this.line = place.line;
    this.commit = place.commit;
    this.#secret = secret;
    this.#hashes = hashes;
  }

  /** Hash in hex of the secret, or of the secret and what another scanner puts behind it. */
  hash(algorithm: "sha1" | "sha256", behind = ""): string {
    const name = `${algorithm}\0${behind}`;
    let hash = this.#hashes.get(name);
    if (hash === undefined) {
      hash = createHash(algorithm)
        .update(Buffer.from(this.#secret + behind, "latin1"))
        .digest("hex");
      this.#hashes.set(name, hash);
    }
    return hash;
  }

  isSecret(text: string): boolean {
    return this.#secret === latin1(text);
  }

  /** Whether one is a piece of the other: scanners do not agree on where a secret begins and ends. */
  overlaps(text: string): boolean {
    const other = latin1(text).trim();
    const own = this.#secret.trim();
    return Math.min(other.length, own.length) >= LEAST_PIECE && (own.includes(other) || other.includes(own));
  }

  holds(word: string): boolean {
    return this.#secret.toLowerCase().includes(latin1(word).toLowerCase());
  }

  matches(pattern: RegExp): boolean {
    return pattern.test(this.#secret);
  }
}

/** Shorter pieces are part of anything. */
const LEAST_PIECE = 8;

const latin1 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** What another scanner was told to accept. `what` says it without a secret. */
export interface Accepted {
  readonly what: string;
  readonly accepts: (candidate: Candidate) => boolean;
}

/** What a file of another scanner says, in our terms. */
export interface ForeignSetup {
  /** Globs of our configuration, and what they were; `note`: in what they differ. */
  readonly exclude: readonly { readonly was: string; readonly globs: readonly string[]; readonly note?: string }[];
  /** Names of their rules that are switched off. */
  readonly disable: readonly string[];
  readonly accepted: readonly Accepted[];
  /** Number of rules of its own, which `importRules` reads. */
  readonly rules: number;
  readonly lost: readonly { readonly what: string; readonly why: string }[];
}

export const NOTHING: ForeignSetup = { exclude: [], disable: [], accepted: [], rules: 0, lost: [] };

export interface ForeignFormat {
  /** For `--from ID=FILE`. */
  readonly id: string;
  readonly title: string;
  /** Names under which it is found: whole paths from the project's folder. */
  readonly isNamed: (path: string) => boolean;
  /** What `readReport` and `read` get: the text, or what it says as TOML, YAML or JSON. */
  readonly form: "text" | "toml" | "yaml" | "json";
  readonly read?: (value: unknown) => ForeignSetup | Promise<ForeignSetup>;
  /** Findings of its report; undefined where the value is none. */
  readonly readReport?: (value: unknown) => readonly Reported[] | undefined;
}

/** A finding of another scanner's report. */
export interface Reported {
  readonly path: string;
  readonly line?: number;
  readonly commit?: string;
  readonly rule: string;
  /** Whether a secret is this one; absent where the report does not say it. */
  readonly isSecret?: (candidate: Candidate) => boolean;
}

/** Lines that say something, with their numbers. */
export function* linesOf(text: unknown): Iterable<{ readonly line: string; readonly number: number }> {
  for (const [index, raw] of String(text).split("\n").entries()) {
    const line = raw.trim();
    if (line !== "" && !line.startsWith("#")) yield { line, number: index + 1 };
  }
}

/** Says of a glob whose star means files only that ours means folders too. */
export function widened(was: string, glob: string): ForeignSetup["exclude"][number] {
  return { was, globs: [glob], ...(/(?:^|[^*])\*$/.test(was) ? { note: "with all that lies in folders there" } : {}) };
}

export const slashed = (path: string): string =>
  path
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "")
    .replace(/\/$/, "");
