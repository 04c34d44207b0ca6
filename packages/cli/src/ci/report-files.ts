import { lstatSync, mkdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { CiSystem } from "@stanch/ci";
import { AppError } from "@stanch/model";
import type { Format } from "@stanch/reports";
import { formatOf } from "../commands/scan.ts";

export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

/** The files that a system reads, in a folder that is made where it is not there. Throws `OUTPUT_UNWRITABLE`. */
export function reportFiles({ reports }: Pick<CiSystem, "reports">, folder: string): readonly ReportFile[] {
  return reports.map(({ format, file }) => {
    const path = join(resolve(folder), file);
    noLinks(path);
    makeFolder(dirname(path));
    return { format: formatOf(format), file: path };
  });
}

/** A commit of somebody else's may bring links of these names: what is written would land wherever they lead. */
function noLinks(path: string): void {
  const below = relative(process.cwd(), path);
  // Outside of the current folder the user has named the place.
  const names = below.startsWith("..") || resolve(below) !== path ? [] : below.split(sep);
  for (const [index] of names.entries()) {
    const part = join(process.cwd(), ...names.slice(0, index + 1));
    if (lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      throw new AppError("OUTPUT_UNWRITABLE", {
        what: "A link stands where reports go, and may have come with the commits that are scanned",
        where: part,
        next: "Remove it, name another folder with --reports, or write none with --no-reports.",
      });
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown error";
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `Cannot make the folder for reports: ${code}`,
      where: folder,
      next: "Name another one with --reports, or write none with --no-reports.",
      cause,
    });
  }
}
