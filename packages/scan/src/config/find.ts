import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@stanch/model";

/** The main form, which `stanch init` writes: see default-text.ts for the reasons. */
export const CONFIG_FILE = "stanch.config.jsonc";
export const CONFIG_FILES: readonly string[] = [CONFIG_FILE, "stanch.config.json", "stanch.config.toml"];
const MOST_BYTES = 1 << 20;

/**
 * Path of the configuration for a scanned file or folder: in the folder itself, else in the nearest one above it up to the
 * top of its repository. Outside a repository only the folder itself counts, since what lies above may be anybody's; and
 * one below the scanned root never does. Throws CONFIG_INVALID where there are two in one folder.
 */
export function findConfig(root: string): string | undefined {
  const start = resolve(root);
  const stat = statSync(start, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  for (const folder of foldersUpToRepository(stat.isDirectory() ? start : dirname(start))) {
    const found = CONFIG_FILES.map((name) => join(folder, name)).filter((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined);
    if (found.length > 1)
      throw new AppError("CONFIG_INVALID", {
        what: "Two configurations in one folder",
        where: found.join(", "),
        next: "Keep one of them, or name one with --config.",
      });
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

function foldersUpToRepository(start: string): string[] {
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, ".git"))) return folders;
    if (dirname(folder) === folder) return [start];
  }
}

/** Text of a configuration. One found in the scanned tree must be a plain file: a link could name any file, a FIFO never ends. */
export function readConfigText(file: string, isTrusted: boolean): string {
  try {
    const stat = isTrusted ? statSync(file) : lstatSync(file);
    if (stat.isDirectory() || (!isTrusted && !stat.isFile()))
      throw new AppError("CONFIG_INVALID", {
        what: "The configuration is no regular file",
        where: file,
        next: "Replace it by a file, or name another with --config.",
      });
    if (stat.size > MOST_BYTES)
      throw new AppError("CONFIG_INVALID", {
        what: `The configuration has ${stat.size} bytes, at most ${MOST_BYTES} are read`,
        where: file,
        next: "Shorten it: many findings to accept belong into a baseline.",
      });
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof TypeError)
      throw new AppError("CONFIG_INVALID", { what: "The configuration is no UTF-8 text", where: file, next: "Save it as UTF-8." });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const next = code === "ENOENT" ? "Check the path, or write one with `stanch init`." : "Check its permissions.";
    throw new AppError("CONFIG_INVALID", { what: `Cannot read the configuration: ${code}`, where: file, next, cause: error });
  }
}
