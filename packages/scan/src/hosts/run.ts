import type { AppError } from "@stanch/model";
import type { Credentials, HostTarget } from "@stanch/sources/hosts";
import type { RepositoryState, RootState, ScanContext } from "../scan.ts";
import type { GitCache } from "./cache.ts";
import type { HostsOptions } from "./options.ts";
import type { HostProgress } from "./progress.ts";
import type { Reach } from "./reach.ts";
import type { Gained, HostState } from "./state.ts";

/** All that one run over a host shares. */
export interface HostRun {
  readonly context: ScanContext;
  readonly options: HostsOptions;
  readonly target: HostTarget;
  readonly credentials: Credentials;
  readonly state: HostState;
  readonly cache: GitCache;
  readonly reach: Reach;
  readonly progress: HostProgress;
  /** Scans one thing after the other, with all threads each: what is fetched meanwhile waits here. */
  readonly turn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly roots: Map<string, RootState>;
  /** What an interrupted run left out, told already: `reason where`. */
  readonly told: Set<string>;
  /** What was not read, told at the end: between two pieces of work it would count for one of them. */
  readonly unread: (readonly [reason: "unreadable" | "interrupted", where: string])[];
  /** What ended the whole run: no limit of requests or dead host is tried again for each repository. */
  stop: AppError | undefined;
  failures: number;
}

/** Adds to what a receipt says of a unit. */
export function addRoot(run: HostRun, { unit, read, skips, repository }: Gained): void {
  const path = `${run.target.web.host}/${unit}`;
  const before = run.roots.get(unit);
  const sum = { ...(before?.read ?? { files: 0, blobs: 0, bytes: 0, commits: 0, refs: 0, duplicates: 0 }) };
  for (const name of ["files", "blobs", "bytes", "commits", "refs", "duplicates"] as const) sum[name] += read[name];
  const skipped: Record<string, number> = { ...before?.skipped };
  for (const [reason, , count] of skips) skipped[reason] = (skipped[reason] ?? 0) + count;
  const told: RepositoryState | undefined = before?.repository ?? repository;
  run.roots.set(unit, { path, ...(told === undefined ? {} : { repository: told }), read: sum, skipped });
}
