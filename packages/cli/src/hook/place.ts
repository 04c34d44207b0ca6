import { delimiter, resolve } from "node:path";
import { AppError } from "@stanch/model";
import { CONFIG_FILES } from "@stanch/scan";
import {
  ObjectStore,
  type Repository,
  commitLinks,
  oidHexLength,
  openGitDir,
  openRepository,
  parseTag,
  readIndex,
  treeEntries,
} from "@stanch/sources";
import type { HeldConfig } from "../settle.ts";

/** Where git started a hook: it says in the environment what differs from what the folder shows. */
export interface HookPlace {
  readonly repository: Repository;
  /** Top of the work tree, or the bare repository. */
  readonly root: string;
  readonly gitDir?: string;
  readonly objectFolders: readonly string[];
  readonly indexFile?: string;
  readonly quarantine?: string;
}

/** Reads the environment that git gives to hooks. Throws `SOURCE_UNREADABLE` where there is no repository. */
export function hookPlace(env: Readonly<Record<string, string | undefined>>, cwd: string): HookPlace {
  const given = said(env, "GIT_DIR");
  const gitDir = given === undefined ? undefined : resolve(cwd, given);
  // A server's hook runs in the repository itself, others at the top of the work tree.
  const repository = gitDir === undefined ? openRepository(cwd) : openGitDir(gitDir, gitDir === cwd ? undefined : cwd);
  if (repository === undefined)
    throw new AppError("SOURCE_UNREADABLE", {
      what: "Not a git repository",
      where: gitDir ?? cwd,
      next: "git starts a hook in its repository; by hand, go there first.",
    });
  const index = said(env, "GIT_INDEX_FILE");
  const objects = said(env, "GIT_OBJECT_DIRECTORY");
  // GitLab's server tells the folder by the second name only.
  const isElsewhere = objects !== undefined && resolve(cwd, objects) !== resolve(repository.commonDir, "objects");
  const quarantine = said(env, "GIT_QUARANTINE_PATH") ?? (isElsewhere ? objects : undefined);
  const alternates = pathList(env["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "");
  return {
    repository,
    root: repository.workTree ?? repository.gitDir,
    ...(gitDir === undefined ? {} : { gitDir }),
    objectFolders: [...(objects === undefined ? [] : [objects]), ...alternates].map((folder) => resolve(cwd, folder)),
    ...(index === undefined ? {} : { indexFile: resolve(cwd, index) }),
    ...(quarantine === undefined ? {} : { quarantine: resolve(cwd, quarantine) }),
  };
}

function said(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === "" ? undefined : value;
}

/** Paths between colons; one that begins with a quote is written as in C, as git has it. */
function pathList(text: string): string[] {
  const parts = text.match(new RegExp(`"(?:[^"\\\\]|\\\\.)*"|[^${delimiter}]+`, "g")) ?? [];
  return parts.map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replace(/\\([0-7]{3}|.)/g, (_, code: string) => unescaped(code)) : part,
  );
}

function unescaped(code: string): string {
  return code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : ({ n: "\n", t: "\t" }[code] ?? code);
}

/** The configuration that the index holds at its top: what lies in the work tree may be something else. */
export function stagedConfig(place: HookPlace): HeldConfig {
  const entries = readIndex(place.repository, place.indexFile)?.entries ?? [];
  // Most paths are told apart by their length, without a text made of them.
  const names = new Map(CONFIG_FILES.map((name) => [name.length, name]));
  const found = entries.filter(({ path, isIntentToAdd }) => !isIntentToAdd && names.get(path.length) === path.toString("latin1"));
  if (found.length === 0) return { held: undefined };
  return withStore(place, (store) =>
    held(
      place,
      store,
      found.map(({ path, oid }) => ({ name: path.toString("latin1"), oid })),
    ),
  );
}

/** The configuration that a commit, or what a tag names, holds at its top; `oid` is that of its text. */
export function committedConfig(place: HookPlace, store: ObjectStore, tip: string): HeldConfig & { readonly oid?: string } {
  const hexLength = oidHexLength(place.repository);
  let object = store.read(tip);
  for (let depth = 0; depth < MAX_TAGS && object?.type === "tag"; depth++)
    object = store.read(parseTag(object.bytes, hexLength)?.target ?? "");
  const tree = object?.type === "commit" ? commitLinks(object.bytes, hexLength)?.tree : undefined;
  const bytes = tree === undefined ? undefined : store.read(tree)?.bytes;
  if (bytes === undefined) return { held: undefined };
  const found = [...treeEntries(bytes, hexLength / 2, tip)]
    .map(({ name, oid }) => ({ name: name.toString("latin1"), oid }))
    .filter(({ name }) => CONFIG_FILES.includes(name));
  const [first] = found;
  return { ...held(place, store, found), ...(first === undefined ? {} : { oid: first.oid }) };
}

const MAX_TAGS = 16;

/** Opens the objects that the hook sees, and closes them. */
export function withStore<T>({ repository, objectFolders }: HookPlace, read: (store: ObjectStore) => T): T {
  const store = ObjectStore.open(repository, { folders: objectFolders });
  try {
    return read(store);
  } finally {
    store.close();
  }
}

function held({ root }: HookPlace, store: ObjectStore, found: readonly { readonly name: string; readonly oid: string }[]): HeldConfig {
  const [first, second] = found;
  if (first === undefined) return { held: undefined };
  if (second !== undefined)
    throw new AppError("CONFIG_INVALID", {
      what: "Two configurations in one folder",
      where: found.map(({ name }) => name).join(", "),
      next: "Keep one of them, or name one with --config.",
    });
  return { held: { file: resolve(root, first.name), text: store.read(first.oid)?.bytes.toString("utf8") ?? "" } };
}
