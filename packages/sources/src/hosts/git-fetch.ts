import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@stanch/model";

export interface GitAccess {
  /** Value of the header `Authorization`; undefined: nobody asks. */
  readonly authorization?: string;
  /** An address of the host that was looked at: git takes it in place of asking for one itself. Undefined behind a proxy. */
  readonly address?: string;
  readonly isPlainAllowed: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface FetchOptions {
  /** A repository that grows beyond that is given up. */
  readonly mostBytes: number;
  /** The ref that HEAD is to name. */
  readonly head?: string;
  readonly onProgress?: (text: string) => void;
}

/** No byte for so long: the host or the line is dead. */
const STALLED_MS = 120_000;
const MOST_REFS_BYTES = 268_435_456;
const LOOK_EVERY_MS = 1000;
/** Ids on one line of arguments. */
const OIDS_AT_ONCE = 200;

export interface RemoteRefs {
  readonly refs: ReadonlyMap<string, string>;
  /** The ref that HEAD names. */
  readonly head?: string;
}

/** Refs of a repository on a host, by name. Undefined where there is no such repository; rejects with SOURCE_UNREADABLE. */
export async function remoteRefs(url: URL, access: GitAccess): Promise<RemoteRefs | undefined> {
  const done = await runGit(["ls-remote", "--symref", "--", url.href], url, access, {});
  if (done.code !== 0) {
    if (isNotThere(done.errors)) return undefined;
    throw failed("its refs cannot be listed", url, done.errors);
  }
  const refs = new Map<string, string>();
  for (const line of done.output.split("\n")) {
    const found = /^([0-9a-f]{40}|[0-9a-f]{64})\t(refs\/.+)$/.exec(line);
    if (found !== null && !found[2]?.endsWith("^{}") && !isTestMerge(found[2] ?? "")) refs.set(found[2] ?? "", found[1] ?? "");
  }
  const head = /^ref: (refs\/heads\/[^\s\0]+)\tHEAD$/m.exec(done.output)?.[1];
  return { refs, ...(head === undefined ? {} : { head }) };
}

/** What a host merged to see whether it can be: nothing that nobody wrote. */
const isTestMerge = (name: string): boolean => /^refs\/(?:pull|merge-requests|pull-requests)\/\d+\/merge$/.test(name);

/**
 * Brings all refs of a repository into a bare one in `folder`, which is made where it is not there. Nothing that the other side
 * says is run: no hooks, no submodules, no filters, no configuration of anybody. Throws SOURCE_UNREADABLE after half of it.
 */
export async function fetchBare(folder: string, url: URL, access: GitAccess, options: FetchOptions): Promise<void> {
  makeBare(folder, options.head ?? "refs/heads/stanch-none");
  // What a host no longer has as a ref stays as an object: it is not pruned.
  const refspecs = ["+refs/*:refs/*", "^refs/stanch/*", "^refs/pull/*/merge", "^refs/merge-requests/*/merge"];
  const all = await runGit(["fetch", ...QUIET_FETCH, "--prune", "--", url.href, ...refspecs], url, access, { ...options, folder });
  if (all.code !== 0) throw failed("it could not be fetched whole", url, all.errors);
}

const QUIET_FETCH = [
  "--no-tags",
  "--prune",
  "--force",
  "--progress",
  "--no-recurse-submodules",
  "--no-auto-maintenance",
  "--no-write-fetch-head",
];

/** Fetches objects by id into refs of our own, and gives those that the host does not give. It does not say which: in halves, then. */
export async function fetchObjects(
  folder: string,
  url: URL,
  oids: readonly string[],
  access: GitAccess,
  options: FetchOptions,
): Promise<readonly string[]> {
  if (oids.length === 0) return [];
  if (oids.length <= OIDS_AT_ONCE) {
    const refspecs = oids.map((oid) => `+${oid}:refs/stanch/gone/${oid}`);
    const done = await runGit(["fetch", ...QUIET_FETCH, "--", url.href, ...refspecs], url, access, { ...options, folder });
    if (done.code === 0) return [];
    if (oids.length === 1) return oids;
  }
  const middle = oids.length >> 1;
  return [
    ...(await fetchObjects(folder, url, oids.slice(0, middle), access, options)),
    ...(await fetchObjects(folder, url, oids.slice(middle), access, options)),
  ];
}

/** By hand: `git init` would copy hooks and settings of a template. What an earlier run left half done is taken out. */
function makeBare(folder: string, head: string): void {
  for (const part of ["objects/pack", "objects/info", "refs/heads"]) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n[gc]\n\tauto = 0\n");
  writeFileSync(join(folder, "HEAD"), `ref: ${head}\n`);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (/\.lock$|(?:^|[\\/])tmp_(?:pack|idx|obj|rev)_\w+$/.test(name)) rmSync(join(folder, name), { force: true });
}

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function runGit(
  args: readonly string[],
  url: URL,
  access: GitAccess,
  { folder, mostBytes = Infinity, onProgress }: Partial<FetchOptions> & { readonly folder?: string },
): Promise<Ended> {
  const child = spawn("git", folder === undefined ? args : ["--git-dir", folder, ...args], {
    env: environment(url, access),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  let size = 0;
  let errors = "";
  let why = "";
  let heardAt = performance.now();
  const stop = (reason: string): void => {
    why ||= reason;
    child.kill("SIGKILL");
  };
  const onAbort = (): void => {
    stop("interrupted");
  };
  access.signal?.addEventListener("abort", onAbort);
  if (access.signal?.aborted === true) onAbort();
  const look = setInterval(() => {
    if (performance.now() - heardAt > STALLED_MS) stop(`nothing came for ${STALLED_MS / 1000} s`);
    if (folder !== undefined && mostBytes < Infinity && folderBytes(folder) > mostBytes)
      stop("it is larger than the cache may be (--cache-size)");
  }, LOOK_EVERY_MS);
  child.stdout.on("data", (piece: Buffer) => {
    heardAt = performance.now();
    size += piece.length;
    output.push(piece);
    if (size > MOST_REFS_BYTES) stop("it has more refs than can be held");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    heardAt = performance.now();
    const told = text.split(/[\r\n]+/).findLast((line) => /\d%/.test(line));
    if (told !== undefined) onProgress?.(told.trim().slice(0, 80));
    errors = `${errors}${text}`.slice(-4000);
  });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => {
        resolve(status ?? 1);
      });
    });
    access.signal?.throwIfAborted();
    return { code: why === "" ? code : 1, output: Buffer.concat(output).toString("utf8"), errors: why === "" ? errors : why };
  } catch (error) {
    if (access.signal?.aborted === true) throw error;
    throw new AppError("SOURCE_UNREADABLE", {
      what: "The git program cannot be started",
      where: "git",
      next: "Install git 2.29 or newer: repositories of a code host are fetched by it.",
    });
  } finally {
    clearInterval(look);
    access.signal?.removeEventListener("abort", onAbort);
  }
}

/** In the environment, where only this user can read it, and neither in arguments nor in a file. */
function environment(url: URL, { authorization, address, isPlainAllowed, env }: GitAccess): NodeJS.ProcessEnv {
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  const name = url.hostname.replace(/^\[|\]$/g, "");
  const settings: readonly (readonly [string, string])[] = [
    ["core.hooksPath", "/dev/null"],
    ["core.fsmonitor", "false"],
    ["core.attributesFile", "/dev/null"],
    ["credential.helper", ""],
    ["submodule.recurse", "false"],
    ["fetch.recurseSubmodules", "false"],
    ["gc.auto", "0"],
    ["maintenance.auto", "false"],
    ["fetch.unpackLimit", "1"],
    ["transfer.bundleURI", "false"],
    ["http.followRedirects", "false"], // the header would go along
    ["http.sslVerify", "true"],
    ["protocol.allow", "never"],
    ["protocol.https.allow", "always"],
    ["protocol.http.allow", isPlainAllowed ? "always" : "never"],
    ...(authorization === undefined ? [] : [[`http.${url.origin}/.extraHeader`, `Authorization: ${authorization}`] as const]),
    ...(address === undefined || address === name
      ? []
      : [["http.curloptResolve", `${name}:${port}:${address.includes(":") ? `[${address}]` : address}`] as const]),
  ];
  const kept = [
    "PATH",
    "SystemRoot",
    "TMPDIR",
    "TEMP",
    "https_proxy",
    "HTTPS_PROXY",
    "http_proxy",
    "HTTP_PROXY",
    "no_proxy",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "GIT_SSL_CAINFO",
    "GIT_SSL_CAPATH",
  ];
  return {
    ...Object.fromEntries(kept.flatMap((variable) => (env[variable] === undefined ? [] : [[variable, env[variable]]]))),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    GIT_ALLOW_PROTOCOL: isPlainAllowed ? "https:http" : "https",
    GIT_PROTOCOL_FROM_USER: "0",
    GIT_LFS_SKIP_SMUDGE: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    LC_ALL: "C",
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${index}`, key] as const, [`GIT_CONFIG_VALUE_${index}`, value] as const]),
    ),
  };
}

/** Bytes that a folder holds, files in it and below. */
export function folderBytes(folder: string): number {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return sum;
}

const isNotThere = (errors: string): boolean =>
  /repository '[^']*' not found|Repository not found|returned error: 404|could not read Username/i.test(errors);

function failed(what: string, url: URL, errors: string): AppError {
  const isRefused = /returned error: 40[13]|Authentication failed|could not read Username/i.test(errors);
  const line =
    errors.split(/[\r\n]+/).findLast((one) => /^(?:fatal|error): /.test(one)) ??
    errors.split(/[\r\n]+/).findLast((one) => one.trim() !== "") ??
    "git ended";
  return new AppError("SOURCE_UNREADABLE", {
    what: `The repository is not read: ${what} (${line.replace(/^(?:fatal|error): /, "").slice(0, 200)})`,
    where: `${url.host}${url.pathname}`,
    next: isRefused ? "Check that the token may read code." : "Run the same command again: it goes on where this one ended.",
  });
}
