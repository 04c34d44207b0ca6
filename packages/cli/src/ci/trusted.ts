import { realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { CiRun } from "@stanch/ci";
import { type Baseline, parseBaseline } from "@stanch/scan";
import { committedConfig, withStore } from "../hook/place.ts";
import type { HeldConfig } from "../settle.ts";
import type { CiCommandOptions } from "./ci.ts";
import type { Clone } from "./clone.ts";
import type { CiRange } from "./range.ts";

/** What decides over the findings of a job, and where it is taken from. */
export interface Trusted {
  readonly options: CiCommandOptions;
  readonly held?: HeldConfig;
  readonly baseline?: Baseline;
  /** Sentences for the log. */
  readonly told: readonly string[];
}

/**
 * A fork's pull request must bring neither the configuration nor the baseline that it is looked at with: where these lie in the
 * clone, those of the base count, and without a base none.
 */
export function trusted(options: CiCommandOptions, run: CiRun, range: CiRange, clone: Clone): Trusted {
  if (run.isFork !== true) return { options, told: [] };
  const [base] = range.known;
  const told: string[] = [];
  const named = options.config;
  const { config, baseline, ...rest } = options;
  const ownConfig = typeof named === "string" ? pathIn(clone, named) : undefined;
  const isElsewhere = named === false || (typeof named === "string" && ownConfig === undefined);
  const ownBaseline = baseline === undefined ? undefined : pathIn(clone, baseline);
  const known = ownBaseline === undefined || base === undefined ? undefined : clone.text(base, ownBaseline);
  if (ownBaseline !== undefined && known === undefined)
    told.push(`a fork wrote the pull request and its base has no ${ownBaseline}: no baseline counts`);
  return {
    options: {
      ...rest,
      ...(isElsewhere && config !== undefined ? { config } : {}),
      ...(baseline !== undefined && ownBaseline === undefined ? { baseline } : {}),
    },
    held: { held: heldBy(clone, base, ownConfig) },
    ...(known === undefined || baseline === undefined ? {} : { baseline: parseBaseline(known, baseline) }),
    told,
  };
}

function heldBy(clone: Clone, base: string | undefined, path: string | undefined): HeldConfig["held"] {
  if (base === undefined) return undefined;
  const { repository, root } = clone;
  const place = { repository, root, objectFolders: [] };
  if (path === undefined) return withStore(place, (store) => committedConfig(place, store, base)).held;
  const text = clone.text(base, path);
  return text === undefined ? undefined : { file: resolve(root, path), text };
}

/** The path within the clone, with forward slashes; undefined for one that leads elsewhere, by its name and through links too. */
function pathIn({ root }: Clone, path: string): string | undefined {
  return wayFrom(root, resolve(path)) ?? wayFrom(real(root), real(resolve(path)));
}

function wayFrom(root: string, path: string): string | undefined {
  const way = relative(root, path);
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way.split(sep).join("/");
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // not there: reading it says so
  }
}
