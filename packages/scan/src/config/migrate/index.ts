import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { checkPattern } from "@stanch/engine";
import { AppError } from "@stanch/model";
import { isQuickGlob } from "../load.ts";
import { parsedText } from "../import-rules/index.ts";
import { detectSecrets } from "./detect-secrets.ts";
import { type ForeignFormat, type ForeignSetup, NOTHING, type Reported } from "./foreign-setup.ts";
import { ggshield } from "./ggshield.ts";
import { github } from "./github.ts";
import { gitleaksConfig } from "./gitleaks-config.ts";
import { gitleaksIgnore } from "./gitleaks-ignore.ts";
import { gitleaksReport } from "./gitleaks-report.ts";
import { kingfisher } from "./kingfisher.ts";
import { trufflehog } from "./trufflehog.ts";

export { type Accepted, Candidate, type ForeignFormat, type ForeignSetup, type Reported } from "./foreign-setup.ts";

/** Every set-up that is understood, one file each. */
export const foreignFormats: readonly ForeignFormat[] = [
  gitleaksConfig,
  gitleaksIgnore,
  gitleaksReport,
  detectSecrets,
  ggshield,
  trufflehog,
  kingfisher,
  github,
];

export interface ForeignFile {
  readonly format: ForeignFormat;
  /** As it is shown: from the project's folder, or as it was named. */
  readonly name: string;
  readonly path: string;
}

const FOLDERS = ["", ".github/", ".gitlab/"];
const MOST_BYTES = 64 << 20;

/** Files of other scanners in a project's folder, under the names they are known by. */
export function findForeign(root: string): ForeignFile[] {
  return FOLDERS.flatMap((folder) => namesIn(join(root, folder)).map((name) => `${folder}${name}`)).flatMap((name) => {
    const format = foreignFormats.find((one) => one.isNamed(name));
    // A link could lead anywhere.
    if (format === undefined || lstatSync(join(root, name), { throwIfNoEntry: false })?.isFile() !== true) return [];
    return [{ format, name, path: join(root, name) }];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // not there
  }
}

/** What a file says. Throws SOURCE_UNREADABLE, or CONFIG_INVALID where it is not in its form. */
export async function readForeignSetup({ format, path }: ForeignFile): Promise<ForeignSetup> {
  const setup = (await format.read?.(await valueOf(path, readText(path), format.form))) ?? NOTHING;
  const exclude: ForeignSetup["exclude"][number][] = [];
  const lost = [...setup.lost];
  for (const one of setup.exclude) {
    // A configuration with such a glob would not be read.
    const quick = await Promise.all(one.globs.map((glob) => isQuickGlob(glob, checkPattern)));
    if (quick.every(Boolean)) exclude.push(one);
    else lost.push({ what: `path ${one.was}`, why: 'as a glob it would take too long on some paths: write a simpler one into "exclude"' });
  }
  return { ...setup, exclude, lost };
}

/** Findings of another scanner's JSON report, and whose it is. Throws SOURCE_UNREADABLE or CONFIG_INVALID. */
export async function readForeignReport(path: string): Promise<{ readonly title: string; readonly reported: readonly Reported[] }> {
  const value = jsonOf(readText(path));
  for (const { readReport, title } of foreignFormats) {
    const reported = value === undefined ? undefined : readReport?.(value);
    if (reported !== undefined) return { title: title.replace(/ (?:configuration|baseline)$|'s file.*$/, ""), reported };
  }
  throw new AppError("CONFIG_INVALID", {
    what: "This is no report that is understood",
    where: path,
    next: "Name a JSON report of gitleaks, betterleaks, trufflehog (--json), detect-secrets, ggshield (--json) or kingfisher (--format json).",
  });
}

/** JSON, or JSON a line with other lines between, as trufflehog and kingfisher write. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const values = text.split("\n").flatMap((line) => {
      try {
        return line.startsWith("{") ? [JSON.parse(line) as unknown] : [];
      } catch {
        return [];
      }
    });
    return values.some((value) => typeof value === "object" && value !== null && "findings" in value && Array.isArray(value.findings))
      ? values[0]
      : values.length === 0
        ? undefined
        : values;
  }
}

async function valueOf(path: string, text: string, form: ForeignFormat["form"]): Promise<unknown> {
  if (form === "text") return text;
  if (form === "json") {
    const value = jsonOf(text);
    if (value !== undefined) return value;
    throw new AppError("CONFIG_INVALID", { what: "Not JSON", where: path, next: "Correct the file." });
  }
  return parsedText(form === "toml" ? "toml" : "yaml", path, text);
}

function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > MOST_BYTES)
      throw new AppError("SOURCE_UNREADABLE", { what: "The file is too large", where: path, next: "Split it." });
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const what = error instanceof TypeError ? "The file is no UTF-8 text" : "Cannot read the file";
    throw new AppError("SOURCE_UNREADABLE", { what, where: path, next: "Check the path.", cause: error });
  }
}
