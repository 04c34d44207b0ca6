import type { Tool } from "../system.ts";

/** Lines of a POSIX shell that bring the program: a fixed commit of it, beside the scanned folder and not in it. */
export function install({ repository, revision }: Tool, folder = "/tmp/stanch"): readonly string[] {
  return [`git clone --quiet ${repository} ${folder}`, `git -C ${folder} checkout --quiet ${revision}`];
}

/** The folder of reports, as `stanch ci` names it unless told otherwise. */
export const REPORTS = "stanch-reports";

/** A container that has git, Node and npm. */
export const IMAGE = "node:24";

/** Lines with the same margin. */
export function indented(lines: readonly string[], margin: string): string {
  return lines.map((line) => `${margin}${line}\n`).join("");
}
