import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import type { Repository } from "@stanch/sources";

export interface CloneOptions {
  /** Whose objects may be fetched; undefined: `origin`, or the only one there is. */
  readonly remote?: string;
  /** False asks the remote nothing. */
  readonly fetch: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Lines of one side of a change, and those that stand in their place. A side without lines names the line before. */
export interface Hunk {
  readonly before: { readonly line: number; readonly count: number };
  readonly after: { readonly line: number; readonly count: number };
}

/** How long all fetches together may take. */
const FETCH_MS = 180_000;
const READ_MS = 60_000;
const MOST_OUTPUT = 1 << 28;

// Nothing that a repository's configuration names is started; what the clone's own maker wrote for its remote (a header with a
// token, a helper) stays in force, for without it nothing could be fetched.
const QUIET = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "log.showSignature=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "submodule.recurse=false",
  "fetch.recurseSubmodules=false",
  "protocol.ext.allow=never",
].flatMap((setting) => ["-c", setting]);

/** These would lead git to another repository than the one that is scanned. */
const ELSEWHERE = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_PREFIX: undefined,
};

/** The clone of a job: what it has, and what its remote gives. Asks the git program; writes no ref. */
export class Clone {
  readonly repository: Repository;
  readonly #options: CloneOptions;
  #deadline = Infinity;
  #remote: string | undefined;

  constructor(repository: Repository, options: CloneOptions) {
    this.repository = repository;
    this.#options = options;
  }

  get root(): string {
    return this.repository.workTree ?? this.repository.gitDir;
  }

  /** The commit that a revision leads to, undefined where the clone has it not. */
  commit(revision: string): string | undefined {
    if (revision.startsWith("-")) return undefined; // an option to git
    const { code, out } = this.#git(["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]);
    const oid = out.trim();
    return code === 0 && /^[0-9a-f]{40,64}$/.test(oid) ? oid : undefined;
  }

  /** Text of a file as a commit holds it; undefined where it holds none. */
  text(commit: string, path: string): string | undefined {
    const { code, out } = this.#git(["cat-file", "blob", `${commit}:${path}`]);
    return code === 0 ? out : undefined;
  }

  /** Commits that `tip` reaches and `known` does not. */
  between(tip: string, known: readonly string[]): readonly string[] {
    const { code, out } = this.#git(["rev-list", "--stdin"], `${tip}\n${known.map((oid) => `^${oid}\n`).join("")}`);
    if (code !== 0)
      throw new AppError("SOURCE_UNREADABLE", {
        what: "git cannot list the commits of the range",
        where: [tip, ...known.map((oid) => `^${oid}`)].join(" "),
        next: "Objects of the clone may be missing: clone anew.",
      });
    return out.split("\n").filter(Boolean);
  }

  /** The commit at which two parted; undefined where the clone has it not. */
  mergeBase(one: string, other: string): string | undefined {
    const { code, out } = this.#git(["merge-base", one, other]);
    return code === 0 ? out.trim() : undefined;
  }

  /** Id of what a commit holds at a path; undefined where it holds nothing there. */
  blob(commit: string, path: string): string | undefined {
    const { code, out } = this.#git(["rev-parse", "--verify", "--quiet", `${commit}:${path}`]);
    return code === 0 ? out.trim() : undefined;
  }

  /** What leads from one blob to another, without lines of context. Undefined where one of them cannot be read. */
  hunks(before: string, after: string): readonly Hunk[] | undefined {
    const args = ["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "-U0", "--inter-hunk-context=0", before, after];
    const { code, out } = this.#git(args);
    if (code !== 0) return undefined;
    return [...out.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(([, from, cut = "1", to, put = "1"]) => ({
      before: { line: Number(from), count: Number(cut) },
      after: { line: Number(to), count: Number(put) },
    }));
  }

  /** Former names of files that were renamed from one commit to the other, by the new ones. */
  renames(before: string, after: string): ReadonlyMap<string, string> {
    const { out } = this.#git(["diff-tree", "-r", "-M", "--diff-filter=R", "--name-status", "-z", before, after]);
    return new Map([...out.matchAll(/R\d+\0([^\0]+)\0([^\0]+)\0/g)].map(([, old = "", now = ""]) => [now, old]));
  }

  /** Commits at which a shallow clone was cut off. */
  cuts(): ReadonlySet<string> {
    try {
      return new Set(readFileSync(join(this.repository.commonDir, "shallow"), "utf8").split("\n").filter(Boolean));
    } catch {
      return new Set(); // git removes the file when nothing is missing any more
    }
  }

  /** Name of the remote that is asked; undefined where there is none, or none may be asked. */
  get remote(): string | undefined {
    if (!this.#options.fetch) return undefined;
    if (this.#remote !== undefined) return this.#remote;
    const names = this.#git(["remote"]).out.split("\n").filter(Boolean);
    const wanted = this.#options.remote ?? (names.includes("origin") ? "origin" : names.length === 1 ? names[0] : undefined);
    if (this.#options.remote !== undefined && !names.includes(this.#options.remote))
      throw new AppError("USAGE", {
        what: "The clone has no such remote",
        where: this.#options.remote,
        next: names.length === 0 ? "It has none at all." : `Name one of ${names.join(", ")}.`,
      });
    return (this.#remote = wanted);
  }

  /** The commit of a remote's branch: as the clone has it, else as the remote gives it. */
  branch(name: string): string | undefined {
    const remote = this.#options.remote ?? "origin";
    return this.commit(`refs/remotes/${remote}/${name}`) ?? this.fetchRef(`refs/heads/${name}`);
  }

  /** The remote's default branch, without `refs/heads/`. */
  defaultBranch(): string | undefined {
    const known = this.#git(["symbolic-ref", "--quiet", `refs/remotes/${this.#options.remote ?? "origin"}/HEAD`]);
    const [, name] = /^refs\/remotes\/[^/]+\/(.+)$/.exec(known.out.trim()) ?? [];
    if (known.code === 0 && name !== undefined) return name;
    const { remote } = this;
    if (remote === undefined) return undefined;
    const { code, out } = this.#git(["ls-remote", "--symref", remote, "HEAD"], "", this.#left());
    return code === 0 ? /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(out)?.[1] : undefined;
  }

  /** Fetches a ref and gives its commit; undefined where the remote has it not. */
  fetchRef(ref: string): string | undefined {
    return this.#fetch(this.#isShallow() ? ["--depth=1"] : [], [ref]) ? this.commit("FETCH_HEAD") : undefined;
  }

  /** Fetches commits by their ids, with as much of their history as the clone has of others. */
  fetchCommits(oids: readonly string[]): boolean {
    return this.#fetch(this.#isShallow() ? ["--depth=1"] : [], oids);
  }

  /** Moves the cuts by so many commits. */
  deepen(by: number, what: readonly string[]): boolean {
    return this.#fetch([`--deepen=${by}`], what);
  }

  /** Objects between the two that a partial clone was made without, and the folders of where that begins: what they hold is not new. */
  missing(tip: string, known: readonly string[]): readonly string[] {
    const range = `${tip}\n${known.map((oid) => `^${oid}\n`).join("")}`;
    const edge = this.#git(["rev-list", "--boundary", "--stdin"], range).out;
    const before = [...edge.matchAll(/^-([0-9a-f]{40,64})$/gm)].map(([, oid = ""]) => `${oid}\n`).join("");
    return [
      ...missingIn(this.#git(["rev-list", "--objects", "--missing=print", "--stdin"], range).out),
      ...missingIn(this.#git(["rev-list", "--objects", "--missing=print", "--filter=blob:none", "--no-walk", "--stdin"], before).out),
    ];
  }

  /** Fetches objects by their ids, as git itself does for a partial clone when it meets one: but all at once. */
  fetchObjects(oids: readonly string[]): boolean {
    const { remote } = this;
    if (remote === undefined) return false;
    const args = ["fetch", "--quiet", "--no-tags", "--refmap=", "--no-recurse-submodules", "--filter=blob:none", "--stdin", remote];
    const input = oids.map((oid) => `${oid}\n`).join("");
    return this.#git(["-c", "fetch.negotiationAlgorithm=noop", ...args], input, this.#left()).code === 0;
  }

  #isShallow(): boolean {
    return this.cuts().size > 0;
  }

  #fetch(how: readonly string[], what: readonly string[]): boolean {
    const { remote } = this;
    if (remote === undefined || this.#left() <= 0) return false;
    const args = ["fetch", "--quiet", "--no-tags", "--refmap=", "--no-recurse-submodules", ...how];
    return this.#git([...args, remote, ...what], "", this.#left()).code === 0;
  }

  /** Milliseconds that are left for the remote; counted from its first use. */
  #left(): number {
    if (this.#deadline === Infinity) this.#deadline = performance.now() + FETCH_MS;
    return Math.max(0, Math.floor(this.#deadline - performance.now()));
  }

  /** Ends with 128 too when git ran out of time. Its messages are not shown: they may hold the remote's address with a token. */
  #git(args: readonly string[], input = "", remoteMs?: number): { code: number; out: string } {
    // A time of 0 would be none at all.
    if (remoteMs === 0) return { code: 128, out: "" };
    const ran = spawnSync("git", ["-C", this.root, ...QUIET, "-c", `safe.directory=${this.root}`, ...args], {
      env: {
        ...this.#options.env,
        ...ELSEWHERE,
        GIT_TERMINAL_PROMPT: "0",
        GIT_OPTIONAL_LOCKS: "0",
        GIT_NO_REPLACE_OBJECTS: "1",
        LC_ALL: "C",
        // Reading fetches nothing; of a partial clone that would be one object after the other.
        ...(remoteMs !== undefined ? {} : { GIT_NO_LAZY_FETCH: "1" }),
      },
      input,
      encoding: "utf8",
      timeout: remoteMs ?? READ_MS,
      maxBuffer: MOST_OUTPUT,
    });
    if (ran.error !== undefined && "code" in ran.error && ran.error.code === "ENOENT")
      throw new AppError("CI_INVALID", {
        what: "There is no git program, which the range of commits is asked of",
        where: "PATH",
        next: "Install git in the job's image.",
        cause: ran.error,
      });
    return { code: ran.status ?? 128, out: ran.stdout };
  }
}

const missingIn = (text: string): string[] => [...text.matchAll(/^\?([0-9a-f]{40,64})$/gm)].map(([, oid = ""]) => oid);
