import { AppError } from "@stanch/model";
import { ObjectStore, openGitDir } from "@stanch/sources";
import {
  type GitAccess,
  type HostGit,
  type HostUnit,
  type Json,
  at,
  fetchBare,
  fetchObjects,
  listAt,
  remoteRefs,
  tokenAdvice,
} from "@stanch/sources/hosts";
import { scanHistory } from "../history.ts";
import { scanIncoming } from "../incoming.ts";
import type { RepositoryState, ScanContext } from "../scan.ts";
import { type HostRun, addRoot } from "./run.ts";
import { recorded } from "./recorder.ts";
import { tellUnchanged } from "./unchanged.ts";

/** What the last run saw of a repository. */
interface Seen {
  readonly tips: ReadonlySet<string>;
  readonly gone: Json | undefined;
}

/** Fetches what a repository has that no run saw, and scans it: the first time all of its history, later what new tips bring. */
export async function scanGit(run: HostRun, unit: HostUnit, git: HostGit): Promise<void> {
  const { context, state, progress } = run;
  const key = `${unit.id}/${git.id}`;
  const before = state.get(key);
  const seen: Seen = { tips: new Set(listAt(before, "tips").map(String)), gone: at(before, "gone") as Json | undefined }; // from our own file
  const url = cloneUrl(run, git);
  const access = await accessOf(run, git, url);
  progress.say(`${git.path}: looking for what is new`);
  const remote = await remoteRefs(url, access);
  if (remote === undefined) {
    if (git.isOptional === true) return;
    throw notGiven(run, url);
  }
  const { refs, head } = remote;
  const gone = (await git.gone?.(seen.gone)) ?? { oids: [], cursor: null };
  const tips = [...new Set(refs.values())].filter((oid) => !seen.tips.has(oid));
  const lost = gone.oids.filter((oid) => !seen.tips.has(oid));
  const cursor = { tips: [...new Set(refs.values())], gone: gone.cursor };
  if (tips.length === 0 && lost.length === 0) {
    if (refs.size > 0) await tellUnchanged(run, { unit: unit.path, key, where: git.path, cursor });
    return;
  }
  const { folder, release } = run.cache.take(url, git.path);
  try {
    await fetchBare(folder, url, access, {
      mostBytes: run.cache.mostBytes,
      ...(head === undefined ? {} : { head }),
      onProgress: (text) => {
        progress.say(`${git.path}: ${text}`);
      },
    });
    const missing = await fetchObjects(folder, url, absent(folder, lost), access, { mostBytes: run.cache.mostBytes });
    const isKept = new Set(missing);
    const fresh = [...tips, ...lost.filter((oid) => !isKept.has(oid))];
    await run.turn(async () => {
      const gained = await recorded(context, unit.path, before === undefined ? "" : git.path, async (own) => {
        for (const oid of missing)
          own.coverage.skip("missing-object", `${git.path}: ${oid} (a branch stood there, and the host no longer gives it)`);
        return before === undefined ? scanWhole(own, folder, git.path) : scanNew(own, folder, git.path, fresh, seen.tips, refs.size);
      });
      if (gained === undefined) return;
      addRoot(run, gained);
      state.put(key, cursor, gained);
    });
  } finally {
    release();
  }
}

async function scanWhole(context: ScanContext, folder: string, path: string): Promise<RepositoryState | undefined> {
  const repository = openGitDir(folder);
  if (repository === undefined || context.options.history === "none") return undefined;
  return scanHistory(context, repository, { allObjects: true }, path);
}

async function scanNew(
  context: ScanContext,
  folder: string,
  path: string,
  tips: readonly string[],
  known: ReadonlySet<string>,
  refCount: number,
): Promise<RepositoryState | undefined> {
  const repository = openGitDir(folder);
  if (repository === undefined) return undefined;
  const { wants } = context.options;
  const own = {
    ...context,
    options: { ...context.options, wants: (name: string, isFolder: boolean) => wants(`${path}/${name}`, isFolder) },
  };
  await scanIncoming(own, repository, { tips, known: [...known] });
  context.coverage.refs += refCount;
  return { head: null, refs: refCount, objectFormat: repository.objectFormat, shallow: repository.shallow, partial: repository.partial };
}

/** Those that the clone has not yet: a branch that only moved on leads to where it stood. */
function absent(folder: string, oids: readonly string[]): string[] {
  const repository = oids.length === 0 ? undefined : openGitDir(folder);
  if (repository === undefined) return [];
  const store = ObjectStore.open(repository);
  try {
    return oids.filter((oid) => !store.has(oid));
  } finally {
    store.close();
  }
}

/** An address that the host named: with its own scheme only, and without a user. */
function cloneUrl({ target }: HostRun, git: HostGit): URL {
  const url = URL.canParse(git.clone) ? new URL(git.clone) : undefined;
  const isPlain = url?.protocol === "http:" && target.web.protocol === "http:";
  if (url === undefined || (url.protocol !== "https:" && !isPlain) || url.username !== "" || url.password !== "")
    throw new AppError("SOURCE_UNREADABLE", {
      what: "The host names an address for git that is not one over https",
      where: git.path,
      next: "Check the external address in the host's own settings.",
    });
  return url;
}

async function accessOf(run: HostRun, git: HostGit, url: URL): Promise<GitAccess> {
  const address = await run.reach.address(url);
  const { signal } = run.context.options;
  const mayTell = git.isOpen !== true && url.origin === run.target.web.origin && run.credentials.git !== undefined;
  return {
    ...(mayTell ? { authorization: run.credentials.git } : {}),
    ...(address === undefined ? {} : { address }),
    isPlainAllowed: run.target.web.protocol === "http:",
    env: run.options.env,
    ...(signal === undefined ? {} : { signal }),
  };
}

function notGiven(run: HostRun, url: URL): AppError {
  return new AppError("SOURCE_NOT_FOUND", {
    what: "The repository is listed, and git is not given it: the token may not read its code",
    where: `${url.host}${url.pathname}`,
    next: tokenAdvice(run.target.kind),
  });
}
