import { AppError } from "@stanch/model";
import type { Base, Env, ReadText, ToldCommit } from "./system.ts";

/** A variable's value; undefined where it is not set, empty, or one of the words that systems write for nothing. */
export function said(env: Env, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || NOTHING.has(value) ? undefined : value;
}

/** CircleCI prints `<nil>`, Travis and Buildkite `false`, others what a template engine makes of nothing. */
const NOTHING = new Set(["", "<nil>", "<no value>", "null", "nil", "undefined", "false", "False", "None"]);

export function isSet(env: Env, name: string): boolean {
  return said(env, name) !== undefined;
}

export function isTrue(env: Env, name: string): boolean {
  return /^(?:true|1|yes)$/i.test(env[name]?.trim() ?? "");
}

/** A commit in a list of its own; none where the text is no id or one of zeros, which is how systems write "none". */
export function commit(text: unknown, from: string): readonly ToldCommit[] {
  if (typeof text !== "string") return [];
  const id = text.trim().toLowerCase();
  return /^[0-9a-f]{7,64}$/.test(id) && !/^0+$/.test(id) ? [{ kind: "commit", id, from }] : [];
}

export function commitIn(env: Env, name: string): readonly ToldCommit[] {
  return commit(said(env, name), name);
}

/** A branch in a list of its own. What git would not take for a branch's name is left out: it becomes an argument of git. */
export function branch(text: unknown, from: string): readonly Base[] {
  const name = branchName(text);
  return name === undefined ? [] : [{ kind: "branch", name, from }];
}

export function branchIn(env: Env, name: string): readonly Base[] {
  return branch(said(env, name), name);
}

/** Without `refs/heads/`; undefined for what is no name of a branch, by the rules of `git check-ref-format`. */
export function branchName(text: unknown): string | undefined {
  if (typeof text !== "string") return undefined;
  const name = text.trim().replace(/^refs\/heads\//, "");
  if (name === "" || name.length > 1024 || name.startsWith("refs/")) return undefined;
  // eslint-disable-next-line no-control-regex -- git forbids them
  const isWrong = /^[-/.]|[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|[/.]$|\.lock(?:\/|$)/.test(name);
  return isWrong || name === "@" ? undefined : name;
}

/** The default branch as a base of what is on another branch: of itself it would hold everything. */
export function defaultBranch(name: string | undefined, from: string, of: string | undefined): readonly Base[] {
  return of !== undefined && branchName(name) === branchName(of) ? [] : branch(name, from);
}

/** The two ends of `a..b` or `a...b`. */
export function rangeEnds(text: string | undefined, from: string): { before: readonly ToldCommit[]; after: readonly ToldCommit[] } {
  const [, before, after] = /^([0-9a-f]+)\.{2,3}([0-9a-f]+)$/i.exec(text ?? "") ?? [];
  return { before: commit(before, from), after: commit(after, from) };
}

export function invalid(what: string, where: string, next: string, cause?: unknown): AppError {
  return new AppError("CI_INVALID", { what, where, next, ...(cause === undefined ? {} : { cause }) });
}

/** A JSON object in a file that a variable names. */
export function jsonIn(env: Env, name: string, readText: ReadText): Readonly<Record<string, unknown>> {
  const path = said(env, name);
  if (path === undefined)
    throw invalid(
      "The variable that names the event's file is not set",
      name,
      "Start stanch in a job of this system, or name another with --system.",
    );
  const text = readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid("The event's file is no JSON", `${name}: ${path}`, "The system writes it: let nothing else change it.", cause);
  }
  if (!isObject(value))
    throw invalid("The event's file holds no object", `${name}: ${path}`, "The system writes it: let nothing else change it.");
  return value;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path of names in parsed JSON; undefined where it leads to nothing. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let here = value;
  for (const name of names) here = isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  return here;
}

export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === "string" ? found : typeof found === "number" ? String(found) : undefined;
}

/** Parts of an object that are there: an absent one must not stand as `undefined`. */
export function present<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  }; // just what was filtered
}
