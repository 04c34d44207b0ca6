import { AppError } from "@stanch/model";
import type { z } from "zod";
import { nearestName } from "../nearest-name.ts";
import type { Parsed, Path } from "./parse.ts";

/** A thing wrong with a configuration's content: where, what was expected, what was probably meant. */
export interface Problem {
  readonly path: Path;
  /** Set where it is about a member's name, not its value. */
  readonly key?: string;
  readonly what: string;
  readonly next: string;
}

/** The error for the first of the problems, in the order of the file; it says how many there are. */
export function configError(parsed: Parsed, problems: readonly Problem[]): AppError {
  const placed = problems.map((problem) => ({ ...problem, where: parsed.where(problem.path, problem.key) }));
  const first = placed.toSorted((a, b) => place(a.where) - place(b.where))[0];
  const more = placed.length > 1 ? ` (${placed.length - 1} more after it)` : "";
  return new AppError("CONFIG_INVALID", {
    what: `${first?.what ?? "It is not a configuration"}${more}`,
    where: first?.where ?? "",
    next: first?.next ?? "",
  });
}

function place(where: string): number {
  const [line = 0, column = 0] = where.split(":").slice(-2).map(Number);
  return line * 1e6 + column;
}

/** What zod found. `names` are the members an object at a path may have. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], value: unknown, schema: z.ZodType): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = issue.path.filter((step) => typeof step !== "symbol");
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownName(path, key, membersAt(schema, path)));
    // The key of a record: its value is not to blame.
    if (issue.code === "invalid_key")
      return [
        {
          path: path.slice(0, -1),
          key: String(path.at(-1)),
          what: `"${String(path.at(-1))}" is no fitting name`,
          next: `Expected ${issue.issues[0]?.message ?? "another"}.`,
        },
      ];
    const given = at(value, path);
    const name = nameOf(path);
    if (given === undefined) return [{ path: path.slice(0, -1), what: `${name} is missing`, next: `Expected ${issue.message}.` }];
    const options = issue.code === "invalid_value" ? issue.values.map(String) : [];
    const near = typeof given === "string" ? nearestName(given, options) : undefined;
    const shown = options.length > 0 && typeof given === "string" && given.length <= 40 ? ` is ${JSON.stringify(given)}` : " is not right";
    return [{ path, what: `${name}${shown}`, next: `Expected ${issue.message}.${near === undefined ? "" : ` Did you mean "${near}"?`}` }];
  });
}

/** A name that is none of those allowed. */
export function unknownName(path: Path, key: string, names: readonly string[]): Problem {
  const near = nearestName(key, names);
  const next = near !== undefined ? `Did you mean "${near}"?` : `Known here: ${names.join(", ")}.`;
  return { path, key, what: `"${key.slice(0, 60)}" is no setting${path.length === 0 ? "" : ` of ${nameOf(path)}`}`, next };
}

/** `customDetectors[0].severity`. */
export function nameOf(path: Path): string {
  if (path.length === 0) return "the configuration";
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

function at(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, step)) return undefined;
    found = Object.entries(found).find(([key]) => key === String(step))?.[1];
  }
  return found;
}

/** Names that the schema allows for the object at a path: read from the schema itself, so that they cannot disagree. */
function membersAt(schema: z.ZodType, path: Path): string[] {
  let node: unknown = schema;
  for (const step of path) {
    const open = unwrap(node);
    node = typeof step === "number" ? member(open, "element") : member(member(open, "shape"), String(step));
  }
  const shape = member(unwrap(node), "shape");
  return typeof shape === "object" && shape !== null ? Object.keys(shape) : [];
}

function unwrap(node: unknown): unknown {
  const inner = member(member(node, "def"), "innerType");
  return inner === undefined ? node : unwrap(inner);
}

function member(node: unknown, name: string): unknown {
  return typeof node === "object" && node !== null && name in node
    ? (Object.entries(node).find(([key]) => key === name)?.[1] ?? Reflect.get(node, name))
    : undefined;
}
