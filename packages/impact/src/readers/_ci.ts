import type { Sink } from "../sink.ts";
import type { Tree } from "../tree.ts";

export interface CiSystem {
  /** Form of the names that its settings hold. */
  readonly form: string;
  /** For sentences: "GitHub Actions". */
  readonly title: string;
  /** Where people set them. */
  readonly settings: string;
}

/** A variable of the system's settings: nobody declares it in the tree, and its value is set by hand or by a tool. */
export function setting(system: CiSystem, name: string, line: number, to: Sink): string {
  const id = to.scoped(system.form, "", name, `${system.title}: ${name}`);
  to.blind(`${name} is set in ${system.settings}: its value, and who else has a copy of it, is not seen`, line, id);
  return id;
}

/** One job or pipeline; its own name is the file's and the job's. */
export function job(system: CiSystem, name: string, line: number, to: Sink): string {
  const workload = to.workload(system.form, `${to.file.path}:${name}`, line, `${system.title} ${name} (${to.file.path})`);
  return workload;
}

/** The variable as a job takes it, from the settings. */
export function taken(system: CiSystem, workload: string, setName: string, name: string, line: number, to: Sink): void {
  to.flow(setting(system, setName, line, to), to.declaration(workload, name, line, { channel: "ci-run" }), line);
}

/** Names of shell variables in scripts that may come from the settings: own ones, and those of the system, are left out. */
export function* shellVariables(
  tree: Tree | undefined,
  own: ReadonlySet<string>,
  ordinary: RegExp,
): Generator<{ readonly name: string; readonly line: number }> {
  if (tree === undefined) return;
  if (tree.kind === "list") for (const item of tree.items) yield* shellVariables(item, own, ordinary);
  else if (tree.kind === "map") for (const item of tree.entries.values()) yield* shellVariables(item, own, ordinary);
  else {
    const set = new Set([...tree.text.matchAll(/(?:^|[\s;])(?:export\s+|local\s+)?([A-Z_]\w*)=/g)].map(([, name = ""]) => name));
    for (const found of tree.text.matchAll(/(?<!\\)(?<!\$)\$(?:\{([A-Z_][A-Z0-9_]{2,})[}:#%/-]|([A-Z_][A-Z0-9_]{2,})\b)/g)) {
      const name = found[1] ?? found[2] ?? "";
      if (own.has(name) || set.has(name) || ordinary.test(name) || ORDINARY.test(name)) continue;
      const inside = tree.text.slice(0, found.index).match(/\n/g)?.length ?? 0;
      yield { name, line: tree.line + inside };
    }
  }
}

const ORDINARY = /^(?:PATH|HOME|USER|PWD|SHELL|HOSTNAME|LANG|TERM|TMPDIR|CI|DEBUG|PORT|RANDOM|BASH_\w+|IFS|NODE_ENV)$/;
