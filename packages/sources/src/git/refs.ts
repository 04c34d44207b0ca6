import { type Dirent, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { AppError } from "@stanch/model";
import { readRegularFile } from "./read-file.ts";
import { type ReftableContent, readStack } from "./reftable.ts";
import { oidHexLength, type Repository } from "./repository.ts";

export interface Ref {
  /** `HEAD`, `refs/…`, or for other work trees `worktrees/<id>/HEAD` and `main-worktree/HEAD`. */
  readonly name: string;
  /** In hex; of the annotated tag itself, where it is one. */
  readonly oid: string;
}

export type OnProblem = (error: AppError) => void;

const MAX_SYMBOLIC_DEPTH = 5; // git's own bound
const MAX_FOLDER_DEPTH = 64;
const MAX_REF_BYTES = 1 << 16;
const MAX_PACKED_REFS_BYTES = 1 << 29;
const MAX_REFLOG_BYTES = 1 << 29;

/**
 * Every ref that leads to an object, HEAD of each work tree included; those without an object yet are left out. Like
 * `git for-each-ref`, plus heads, plus refs private to a linked work tree. Sorted by name. What cannot be read goes to `onProblem`.
 */
export function listRefs(repository: Repository, onProblem: OnProblem = ignore): Ref[] {
  const refs: Ref[] = [];
  const add = (shown: string, from: Refs, name: string): void => {
    const oid = from.resolve(name);
    if (oid !== undefined) refs.push({ name: shown, oid });
  };
  const own = new Refs(repository, repository.gitDir, onProblem);
  for (const name of own.names()) add(name, own, name);
  add("HEAD", own, "HEAD");
  for (const { id, gitDir } of worktreeFolders(repository)) {
    if (gitDir === repository.gitDir) continue;
    const other = new Refs(repository, gitDir, onProblem);
    add(`${id}/HEAD`, other, "HEAD");
    for (const name of other.privateNames()) add(`${id}/${name}`, other, name);
  }
  return refs.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What HEAD names (absent when detached) and the commit it leads to (absent when unborn). */
export function headOf(repository: Repository, onProblem: OnProblem = ignore): { ref?: string; oid?: string } {
  const refs = new Refs(repository, repository.gitDir, onProblem);
  const head = refs.raw("HEAD");
  const oid = refs.resolve("HEAD");
  return { ...(head?.target === undefined ? {} : { ref: head.target }), ...(oid === undefined ? {} : { oid }) };
}

/** Ids named in any log of any ref and work tree, old and new; zero ids left out. The objects may be gone. */
export function reflogOids(repository: Repository, onProblem: OnProblem = ignore): Set<string> {
  const oids = new Set<string>();
  const keep = (oid: string | undefined): void => {
    if (oid !== undefined && !/^0+$/.test(oid)) oids.add(oid);
  };
  const folders = new Set([repository.commonDir, repository.gitDir, ...worktreeFolders(repository).map(({ gitDir }) => gitDir)]);
  const line = new RegExp(`^([0-9a-f]{${oidHexLength(repository)}}) ([0-9a-f]{${oidHexLength(repository)}}) `, "gm");
  for (const folder of folders) {
    if (repository.refStorage === "reftable") {
      for (const found of stackOf(repository, folder, onProblem).logs.values()) found.forEach(keep);
      continue;
    }
    for (const path of filesUnder(join(folder, "logs"))) {
      const text = attempt(() => readRegularFile(path, MAX_REFLOG_BYTES)?.toString("latin1"), onProblem);
      for (const found of text?.matchAll(line) ?? []) {
        keep(found[1]);
        keep(found[2]);
      }
    }
  }
  return oids;
}

/** Commits whose parents a shallow clone left out. */
export function shallowOids(repository: Repository): Set<string> {
  const text = readRegularFile(join(repository.commonDir, "shallow"), MAX_PACKED_REFS_BYTES)?.toString("latin1") ?? "";
  return new Set(text.split("\n").filter((line) => isOid(line, repository)));
}

/** The refs that one work tree sees: its own HEAD and private refs, and the shared rest. */
class Refs {
  readonly #repository: Repository;
  readonly #gitDir: string;
  readonly #onProblem: OnProblem;
  #packed: ReadonlyMap<string, string> | undefined;
  readonly #stacks = new Map<string, ReftableContent>();
  readonly #loose = new Map<string, ReadonlySet<string>>();

  constructor(repository: Repository, gitDir: string, onProblem: OnProblem) {
    this.#repository = repository;
    this.#gitDir = gitDir;
    this.#onProblem = onProblem;
  }

  names(): Set<string> {
    const { commonDir } = this.#repository;
    if (this.#repository.refStorage === "reftable") {
      const names = [...this.#stack(commonDir).refs.keys(), ...this.#stack(this.#gitDir).refs.keys()];
      return new Set(names.filter((name) => name.startsWith("refs/")));
    }
    // Loose ones first: what is packed meanwhile stands in the file by then.
    const loose = [...new Set([commonDir, this.#gitDir])].flatMap((folder) => [...this.#looseNames(folder)]);
    return new Set([...this.#packedRefs().keys(), ...loose]);
  }

  /** Names that only this work tree sees. */
  privateNames(): string[] {
    if (this.#repository.refStorage !== "reftable") return looseNames(this.#gitDir).filter(isPrivate);
    return [...this.#stack(this.#gitDir).refs.keys()].filter((name) => name.startsWith("refs/") && isPrivate(name));
  }

  resolve(name: string): string | undefined {
    let at = name;
    for (let depth = 0; depth <= MAX_SYMBOLIC_DEPTH; depth++) {
      const value = this.raw(at);
      if (value?.target === undefined) return value?.oid;
      at = value.target;
    }
    return undefined;
  }

  raw(name: string): { oid?: string; target?: string } | undefined {
    if (!isSafeName(name)) return undefined;
    const folder = isPrivate(name) ? this.#gitDir : this.#repository.commonDir;
    if (this.#repository.refStorage === "reftable") {
      const record = this.#stack(folder).refs.get(name);
      if (record?.kind === "symbolic") return { target: record.target };
      return record?.kind === "oid" ? { oid: record.oid } : undefined;
    }
    const loose = this.#mayBeLoose(folder, name) ? attempt(() => readLooseRef(join(folder, name)), this.#onProblem) : undefined;
    if (loose === undefined) {
      const oid = this.#packed === undefined ? this.#packedRef(name) : this.#packed.get(name);
      return oid === undefined ? undefined : { oid };
    }
    const target = /^ref:\s*(\S+)/.exec(loose)?.[1];
    if (target !== undefined) return { target };
    const oid = loose.slice(0, oidHexLength(this.#repository));
    if (isOid(oid, this.#repository)) return { oid };
    this.#onProblem(broken(join(folder, name)));
    return undefined;
  }

  #looseNames(folder: string): ReadonlySet<string> {
    let names = this.#loose.get(folder);
    if (names === undefined) this.#loose.set(folder, (names = new Set(looseNames(folder))));
    return names;
  }

  /** Thousands of refs are packed, and each open of a file that is not there costs 20 µs: what was listed is not asked for. */
  #mayBeLoose(folder: string, name: string): boolean {
    const names = this.#loose.get(folder);
    return names === undefined || !name.startsWith("refs/") || name.split("/").length > MAX_FOLDER_DEPTH || names.has(name);
  }

  /** One packed ref, before all are asked for: HEAD needs no map of thousands. */
  #packedRef(name: string): string | undefined {
    const text = this.#packedText().text;
    const at = text.indexOf(` ${name}\n`);
    const oid = at < 0 ? "" : text.slice(text.lastIndexOf("\n", at) + 1, at);
    return isOid(oid, this.#repository) ? oid : this.#packedRefs().get(name);
  }

  #packedText(): { path: string; text: string } {
    const path = join(this.#repository.commonDir, "packed-refs");
    return { path, text: attempt(() => readRegularFile(path, MAX_PACKED_REFS_BYTES)?.toString("utf8"), this.#onProblem) ?? "" };
  }

  #packedRefs(): ReadonlyMap<string, string> {
    if (this.#packed !== undefined) return this.#packed;
    const { path, text } = this.#packedText();
    const packed = new Map<string, string>();
    const hexLength = oidHexLength(this.#repository);
    for (const line of text.split("\n")) {
      if (line.startsWith("#") || line.startsWith("^") || line === "") continue;
      const oid = line.slice(0, hexLength);
      if (isOid(oid, this.#repository) && line[hexLength] === " ") packed.set(line.slice(hexLength + 1).trimEnd(), oid);
      else this.#onProblem(broken(path));
    }
    return (this.#packed = packed);
  }

  #stack(folder: string): ReftableContent {
    let stack = this.#stacks.get(folder);
    if (stack === undefined) this.#stacks.set(folder, (stack = stackOf(this.#repository, folder, this.#onProblem)));
    return stack;
  }
}

function readLooseRef(path: string): string | undefined {
  try {
    // In old repositories HEAD is a symbolic link to the ref itself, which may be packed or not born yet. Asked of the file
    // first: `readlink` of what is none throws, and thousands of loose refs are none.
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      const target = readlinkSync(path);
      if (target.startsWith("refs/")) return `ref: ${target}`;
    }
  } catch {
    // gone, or not ours to ask: read below, which says so
  }
  return readRegularFile(path, MAX_REF_BYTES)?.toString("utf8");
}

function looseNames(folder: string): string[] {
  return filesUnder(join(folder, "refs"))
    .map((path) => relative(folder, path).split(sep).join("/"))
    .filter((name) => !name.endsWith(".lock"));
}

/** Files under a folder, links not followed. */
function filesUnder(folder: string): string[] {
  const files: string[] = [];
  const open: { path: string; depth: number }[] = [{ path: folder, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of entriesOf(next.path)) {
      const path = join(next.path, entry.name);
      if (!entry.isDirectory()) files.push(path);
      else if (next.depth < MAX_FOLDER_DEPTH) open.push({ path, depth: next.depth + 1 });
    }
  }
  return files;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The main work tree and the linked ones, by git's names for them. */
function worktreeFolders(repository: Repository): { id: string; gitDir: string }[] {
  const folder = join(repository.commonDir, "worktrees");
  const linked = entriesOf(folder).filter((entry) => entry.isDirectory());
  return [
    { id: "main-worktree", gitDir: repository.commonDir },
    ...linked.map(({ name }) => ({ id: `worktrees/${name}`, gitDir: join(folder, name) })),
  ];
}

function stackOf(repository: Repository, folder: string, onProblem: OnProblem): ReftableContent {
  const read = (): ReftableContent => readStack(join(folder, "reftable"), oidHexLength(repository) / 2, onProblem);
  return attempt(read, onProblem) ?? { refs: new Map(), logs: new Map() };
}

function isPrivate(name: string): boolean {
  return !name.startsWith("refs/") || /^refs\/(?:bisect|worktree|rewritten)\//.test(name);
}

/** A symbolic ref must not lead out of the folder of refs. */
function isSafeName(name: string): boolean {
  return (name === "HEAD" || name.startsWith("refs/")) && !name.includes("\0") && !name.split("/").includes("..");
}

function isOid(text: string, repository: Repository): boolean {
  return text.length === oidHexLength(repository) && /^[0-9a-f]+$/.test(text);
}

function attempt<T>(read: () => T, onProblem: OnProblem): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    onProblem(error);
    return undefined;
  }
}

function ignore(): void {}

function broken(where: string): AppError {
  return new AppError("OBJECT_BROKEN", {
    what: "A ref is neither an object id nor a name",
    where,
    next: 'Run "git fsck" to see what else is damaged.',
  });
}
