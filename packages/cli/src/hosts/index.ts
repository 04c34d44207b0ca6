import { createHash } from "node:crypto";
import { join } from "node:path";
import { PART_NAMES, type PartName } from "@stanch/sources/hosts";
import type { Config, ScanOptions } from "@stanch/scan";
import type { Detector } from "@stanch/model";
import { cacheFolder } from "../cache-folder.ts";
import type { ScanCommandOptions } from "../commands/scan.ts";
import { detectorsDigest } from "../commands/version.ts";
import { fingerprintKey } from "../fingerprint-key.ts";
import { usage } from "../io.ts";
import manifest from "../../package.json" with { type: "json" };

type HostsOptions = Awaited<ReturnType<NonNullable<ScanOptions["hosts"]>>>;

const DEFAULT_CACHE_BYTES = 10_737_418_240;
const SCALE = { k: 1024, m: 1_048_576, g: 1_073_741_824, t: 1_099_511_627_776 } as const;
/** GitHub's limit is for an hour; who asks without a token would wait for nearly all of it. */
const WAIT_MS = 3_660_000;
const AT_ONCE = 4;

/** For `github:`, `gitlab:` and `bitbucket:`: options and environment. Throws USAGE. */
export async function hostsOptions(
  options: ScanCommandOptions,
  detectors: readonly Detector[],
  config: Pick<Config, "include" | "exclude">,
): Promise<HostsOptions> {
  const folder = options.cacheDir ?? cacheFolder();
  if (folder === undefined) throw usage("There is no folder for clones: HOME is not set", "--cache-dir", "Name one with --cache-dir.");
  const key = fingerprintKey();
  return Promise.resolve({
    ...(options.host === undefined ? {} : { host: options.host }),
    parts: partsOf(options.parts),
    cacheFolder: options.cacheDir === undefined ? folder : join(folder),
    cacheBytes: options.cacheSize === undefined ? DEFAULT_CACHE_BYTES : sizeOf(options.cacheSize),
    ...(options.state === undefined ? {} : { stateFile: options.state }),
    allowsPrivate: options.allowPrivate === true,
    env: process.env,
    ...(key.from === "run" ? {} : { key: key.bytes }),
    detectors: `${detectorsDigest([...detectors])} ${digestOf([config.include, config.exclude, options.include, options.exclude])}`,
    userAgent: `stanch/${manifest.version}`,
    mostWaitMs: WAIT_MS,
    atOnce: AT_ONCE,
  });
}

const digestOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);

function partsOf(text: string | undefined): ReadonlySet<PartName> {
  if (text === undefined) return new Set(PART_NAMES);
  const names = text.split(",").map((name) => name.trim());
  const odd = names.find((name) => !PART_NAMES.some((known) => known === name));
  if (odd !== undefined) throw usage("--parts names no such part", odd, `Write some of ${PART_NAMES.join(",")}.`);
  return new Set(PART_NAMES.filter((name) => names.includes(name)));
}

function sizeOf(text: string): number {
  const found = /^(\d{1,9})\s*(?:([kmgt])i?b?|b)?$/i.exec(text.trim());
  const letter = found?.[2]?.toLowerCase() as keyof typeof SCALE | undefined; // the expression has these four
  if (found === null) throw usage("--cache-size takes a size", text, "Write, for example, --cache-size 20GiB; 0 keeps no clone.");
  return Number(found[1]) * (letter === undefined ? 1 : SCALE[letter]);
}
