import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("..", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; never rejects on an exit code. `env` replaces the variables it names, `undefined` removes one. */
export function run(
  file: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> } = {},
): Promise<Ended> {
  const child = spawn(file, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: ["ignore", "pipe", "pipe"] });
  const out = { stdout: "", stderr: "" };
  child.stdout.on("data", (bytes: Buffer) => (out.stdout += bytes.toString()));
  child.stderr.on("data", (bytes: Buffer) => (out.stderr += bytes.toString()));
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve({ code, ...out })));
}

/** Copies a folder with hard links: node_modules has 450 MB, and a test reads it or replaces whole files. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    const stats = lstatSync(source);
    if (stats.isDirectory()) linkFolder(source, target);
    else if (stats.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target); // another file system
  }
}

/** A copy of this checkout as a clone would hold it, in a folder with a space in its name; with packages unless told otherwise. */
export function copyOfCheckout(options: { readonly packages: boolean } = { packages: true }): string {
  const copy = join(mkdtempSync(join(tmpdir(), "stanch-copy-")), "a checkout");
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repository,
    encoding: "utf8",
  });
  const kernel = "packages/engine/src/hot/kernel.gen.wasm"; // not in a clone, but compiling it takes seconds
  for (const path of [...listed.split("\0"), kernel]) {
    if (path === "" || lstatSync(join(repository, path), { throwIfNoEntry: false }) === undefined) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    copyFileSync(join(repository, path), join(copy, path));
  }
  if (options.packages) {
    linkFolder(join(repository, "node_modules"), join(copy, "node_modules"));
    // What npm put beside a package of ours, because another version of it is above.
    for (const name of readdirSync(join(repository, "packages"))) {
      const own = join(repository, "packages", name, "node_modules");
      if (lstatSync(own, { throwIfNoEntry: false }) !== undefined) linkFolder(own, join(copy, "packages", name, "node_modules"));
    }
  }
  return copy;
}
