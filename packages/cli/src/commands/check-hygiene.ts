import { type HygieneCheck, type HygieneProblem, type HygieneProject, hygieneChecks } from "@stanch/explain";
import { AppError, SEVERITIES, type Severity, severityRank } from "@stanch/model";
import { readProject } from "../hygiene-project.ts";
import { type Context, Output, printable, wantsColor } from "../io.ts";

export interface HygieneCommandOptions {
  readonly format: "text" | "json" | "sarif";
  readonly check?: readonly string[];
  readonly failOn: Severity | "never";
  readonly list?: boolean;
  readonly color?: boolean;
}

export interface Told extends HygieneProblem {
  readonly check: HygieneCheck;
}

/** `stanch check-hygiene`: reads, runs nothing, changes nothing. */
export async function hygieneCommand(path: string, options: HygieneCommandOptions, context: Context): Promise<number> {
  const output = new Output();
  if (options.list === true) {
    await output.write(hygieneChecks.map(({ id, severity, title }) => `${severity.padEnd(8)}  ${id.padEnd(26)}  ${title}\n`));
    return 0;
  }
  const checks = options.check === undefined ? hygieneChecks : await Promise.all(options.check.map(checkOf));
  const problems = problemsOf(readProject(path), checks);
  await output.write(rendered(problems, checks, options, context));
  const { failOn } = options;
  return failOn !== "never" && problems.some(({ check }) => severityRank(check.severity) >= severityRank(failOn)) ? 1 : 0;
}

/** Most harmful first, then by path and line. */
export function problemsOf(project: HygieneProject, checks: readonly HygieneCheck[]): readonly Told[] {
  return checks
    .flatMap((check) => [...check.look(project)].map((problem): Told => ({ ...problem, check })))
    .toSorted(
      (a, b) =>
        severityRank(b.check.severity) - severityRank(a.check.severity) ||
        compare(a.path, b.path) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        compare(a.check.id, b.check.id),
    );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function checkOf(id: string): Promise<HygieneCheck> {
  const found = hygieneChecks.find((check) => check.id === id);
  if (found !== undefined) return found;
  const { nearestName } = await import("@stanch/scan");
  const near = nearestName(
    id,
    hygieneChecks.map((check) => check.id),
  );
  throw new AppError("USAGE", {
    what: "No such check",
    where: id,
    next: near === undefined ? "stanch check-hygiene --list shows all." : `Did you mean "${near}"?`,
  });
}

/** The report, as text, JSON or SARIF. */
export function rendered(
  problems: readonly Told[],
  checks: readonly HygieneCheck[],
  { format, color }: HygieneCommandOptions,
  { version }: Context,
): Iterable<string> {
  switch (format) {
    case "json":
      return [`${jsonText({ tool: { name: "stanch", version }, checks: checks.map(({ id }) => id), problems: problems.map(plain) })}\n`];
    case "sarif":
      return [`${jsonText(sarif(problems, version))}\n`];
    case "text":
      return text(problems, checks.length, color !== false && wantsColor());
  }
}

function plain({ check, ...problem }: Told): object {
  const { id, title, severity, practice, why, references } = check;
  return { check: id, title, severity, practice, ...problem, why, references };
}

/** Hidden characters of paths as escapes: a report may be shown on a terminal. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => {
    const units = Array.from({ length: char.length }, (_, index) => char.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}

const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};
/** Within GitHub's bands, as the reports of findings. */
const SCORE: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/** SARIF 2.1.0: one run; a problem of the project as a whole has no location. */
function sarif(problems: readonly Told[], version: string): object {
  const used = [...new Map(problems.map(({ check }) => [check.id, check])).values()];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "stanch",
            version,
            rules: used.map(({ id, title, why, severity, practice, references: [helpUri] }) => ({
              id,
              name: title,
              shortDescription: { text: title },
              fullDescription: { text: why },
              help: { text: why },
              ...(helpUri === undefined ? {} : { helpUri }),
              defaultConfiguration: { level: LEVEL[severity] },
              properties: { tags: ["security", "hygiene", practice], "security-severity": SCORE[severity] },
            })),
          },
        },
        automationDetails: { id: "stanch-hygiene/" },
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The checked folder" } } },
        results: problems.map(({ check, path, line, what, fix }) => ({
          ruleId: check.id,
          ruleIndex: used.indexOf(check),
          level: LEVEL[check.severity],
          message: { text: `${what}. Next: ${fix}` },
          locations:
            path === "."
              ? []
              : [
                  {
                    physicalLocation: {
                      artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
                      region: { startLine: line ?? 1 },
                    },
                  },
                ],
        })),
      },
    ],
  };
}

const COLOR: Readonly<Record<Severity, string>> = { critical: "1;31", high: "31", medium: "33", low: "34" };

function* text(problems: readonly Told[], checks: number, color: boolean): Iterable<string> {
  const paint = (words: string, code: string): string => (color ? `\u001b[${code}m${words}\u001b[0m` : words);
  for (const { check, path, line, what, fix } of problems) {
    yield `${paint(check.severity.toUpperCase().padEnd(8), COLOR[check.severity])}  ${paint(check.title, "1")}  ${paint(check.id, "2")}\n`;
    if (path !== ".") yield `  in      ${paint(shown(path), "36")}${line === undefined ? "" : paint(`:${line}`, "2")}\n`;
    yield `  what    ${shown(what)}\n  why     ${check.why}\n  fix     ${paint(shown(fix), "1")}\n\n`;
  }
  if (problems.length === 0) yield `${paint("No problem found", "32")} by ${checks} checks.\n`;
  else {
    const counts = SEVERITIES.toReversed()
      .map((severity) => ({ severity, amount: problems.filter(({ check }) => check.severity === severity).length }))
      .filter(({ amount }) => amount > 0);
    yield `${paint(`${problems.length} ${problems.length === 1 ? "problem" : "problems"} found: ${counts.map(({ severity, amount }) => `${amount} ${severity}`).join(", ")}`, "1")} (${checks} checks).\n`;
  }
}

/** On one line: a name of a file may hold line feeds. */
const shown = (words: string): string => printable(words.replace(/[\n\t]/g, " "));
