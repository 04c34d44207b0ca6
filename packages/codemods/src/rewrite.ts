import type { Edit, NewFile, Refusal, Rewrite, Target } from "./types.ts";

/** What one target came to: edits, perhaps with an import or a file that several share, or the reason why it was left. */
export type Replacement =
  | {
      readonly edits: readonly Edit[];
      /** Keys of what the file must have once, whoever asks: `import os`. The codemod turns them into edits at its end. */
      readonly needs?: readonly string[];
      readonly files?: readonly NewFile[];
      readonly notes?: readonly string[];
    }
  | { readonly refused: string };

/** Gathers the replacements of one file. */
export class Gathered {
  readonly #edits = new Map<string, Edit>();
  readonly #files = new Map<string, NewFile>();
  readonly #refusals: Refusal[] = [];
  readonly #notes = new Set<string>();
  readonly #needs = new Set<string>();

  add(target: Target, replacement: Replacement): void {
    if ("refused" in replacement) {
      this.#refusals.push({ target: target.id, reason: replacement.refused });
      return;
    }
    // Two targets may ask for one edit: a literal with a secret twice, the prefix that makes it a template.
    for (const edit of replacement.edits) this.#edits.set(`${edit.start} ${edit.end} ${edit.text}`, edit);
    for (const file of replacement.files ?? []) this.#files.set(file.path, file);
    for (const note of replacement.notes ?? []) this.#notes.add(note);
    for (const need of replacement.needs ?? []) this.#needs.add(need);
  }

  get needs(): readonly string[] {
    return [...this.#needs];
  }

  /** `extra`: the edits that `needs` came to. */
  done(extra: readonly Edit[] = []): Rewrite {
    return {
      edits: [...this.#edits.values(), ...extra],
      files: [...this.#files.values()],
      refusals: this.#refusals,
      notes: [...this.#notes],
    };
  }
}

/** In comments and documentation nothing reads the value: its name takes its place. */
export function namedInComment(target: Target): Replacement {
  return { edits: [{ start: target.start, end: target.end, text: `<${target.variable}>` }] };
}

/** File name without folders, in lower case. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).toLowerCase();
}

/** Folder of a path, `""` for the root. */
export function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

/** Whether a file is one of tests, by the names that test runners look for. */
export function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|specs?|__tests__)\/|(?:^|[/_.-])(?:test|spec)[_.-]|[_.-](?:test|spec)s?\.\w+$|(?:Test|Tests|Spec)\.\w+$/.test(
    path,
  );
}

/** The note for a value that moved out of a test. */
export function testNote(path: string, variable: string): string {
  return `${path} is a test: set ${variable} where the tests run, or give it a made-up value`;
}
