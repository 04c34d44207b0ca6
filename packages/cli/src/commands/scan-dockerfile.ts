import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type HygieneProject, hygieneChecks } from "@stanch/explain";
import { AppError, severityRank } from "@stanch/model";
import { readProject, readText } from "../hygiene-project.ts";
import { type Context, Output, usage } from "../io.ts";
import { problemsOf, rendered } from "./check-hygiene.ts";
import type { ScanCommandOptions } from "./scan.ts";

const CHECKS = new Set(["dockerfile-secret", "dockerfile-copied-secret", "docker-context-open"]);
const FORMATS = ["text", "json", "sarif"] as const;

/**
 * `stanch scan dockerfile PATH…`: secrets that a build would put into an image by ARG, ENV, COPY or ADD, and the BuildKit way
 * in their place. A folder is looked through for Dockerfiles; a file is one whatever its name.
 */
export async function dockerfileCommand(paths: readonly string[], options: ScanCommandOptions, context: Context): Promise<number> {
  const format = FORMATS.find((name) => name === (options.format ?? "text"));
  if (format === undefined) throw usage("Dockerfiles are told as text, json or sarif", options.format ?? "", "Name one of these.");
  const checks = hygieneChecks.filter(({ id }) => CHECKS.has(id));
  const problems = paths.flatMap((path) => {
    const isFolder = isFolderAt(path);
    const found = problemsOf(isFolder ? readProject(path) : projectOf(path), checks);
    const place = (name: string): string => (isFolder ? (path === "." ? name : join(path, name)) : path);
    return found.map((problem) => ({ ...problem, path: place(problem.path).replaceAll("\\", "/") }));
  });
  const failOn = options.failOn ?? "low";
  await new Output().write(rendered(problems, checks, { format, failOn, color: options.color !== false }, context));
  return failOn !== "never" && problems.some(({ check }) => severityRank(check.severity) >= severityRank(failOn)) ? 1 : 0;
}

function isFolderAt(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new AppError("SOURCE_NOT_FOUND", { what: "No such Dockerfile or folder", where: path, next: "Check the path." });
  return stat.isDirectory();
}

/** One file as a project, by a name that checks take for a Dockerfile's; its own folder has the list of what builds leave out. */
function projectOf(path: string): HygieneProject {
  const name = "Dockerfile";
  const text = readText(path);
  if (text === undefined)
    throw new AppError("SOURCE_UNREADABLE", { what: "It is no text file of up to a megabyte", where: path, next: "Name a Dockerfile." });
  return {
    files: [{ path: name, mode: undefined, isTracked: false, isIgnored: false }],
    isRepository: false,
    read: (asked) => {
      if (asked === name) return text;
      return readText(join(dirname(path), asked === `${name}.dockerignore` ? `${basename(path)}.dockerignore` : asked));
    },
    gitConfig: undefined,
    hooks: [],
  };
}
