/** A text file of a project, and where it lies. */
export interface SourceFile {
  /** Relative to the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One secret where it stands in a file. Offsets are of JavaScript strings: UTF-16 units. */
export interface Target {
  /** Unique in one call: answers name it. */
  readonly id: string;
  /** Of the secret's own characters as they stand in the text, escapes and all; without quotes. */
  readonly start: number;
  readonly end: number;
  /** The secret in clear. Stays in memory: no note, reason or error of a codemod may quote it. */
  readonly value: string;
  /** In sentences: `Plivo Auth Token`. */
  readonly title: string;
  /** The variable of the environment that will hold it: `PLIVO_AUTH_TOKEN`. */
  readonly variable: string;
  /** Path of the project's own file that is the secret's store: a `.env` that keeps its line. */
  readonly storedIn?: string;
  /** Present when the code is to ask the store itself, through a helper file. */
  readonly helper?: HelperOf;
  /** Key of Rails' credentials that holds it, which only Ruby code of the app reads: `plivo.auth_token`. */
  readonly railsKey?: string;
}

/** A file that reads one secret from its store, in the language that asks for it, and how code takes the value out of it. */
export interface Helper {
  /** Name without folder: `stanch_secrets.py`. */
  readonly fileName: string;
  readonly text: string;
  /** What the file defines: a function without parameters, or a constant where the language has it (JavaScript modules). */
  readonly symbol: string;
  /** Lines that bring libraries in, for people. */
  readonly dependencies: readonly string[];
}

/** Gives the helper of a language, or a sentence why there is none. `language`: a codemod's id. */
export type HelperOf = (language: string) => Helper | string;

/** What a codemod may know of the rest of the project. Never reads outside its root, nor more than a megabyte a file. */
export interface Project {
  /** Text of a file by its path from the root, or undefined when there is none, it is no UTF-8 or too large. */
  readonly read: (path: string) => string | undefined;
  /** Names of what lies in a folder (`""` is the root); empty when there is none. */
  readonly list: (folder: string) => readonly string[];
}

/** Replaces what lies between two offsets of the original text. Edits of one file never overlap. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Written beside the edits; an existing file of this path with another text makes the codemod refuse. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** A place that was left alone: why, and what to do by hand. */
export interface Refusal {
  readonly target: string;
  /** A sentence: `A constant of Go must be known at compile time.` */
  readonly reason: string;
}

export interface Rewrite {
  readonly edits: readonly Edit[];
  readonly files: readonly NewFile[];
  readonly refusals: readonly Refusal[];
  /** What a person must know or do: `Start it with .env loaded: …`. Without duplicates. */
  readonly notes: readonly string[];
}

/**
 * Takes secrets out of one kind of file. Either all is right for a target or it is refused: never a guess. A codemod on its
 * own output changes nothing, and what it does not replace keeps its bytes.
 */
export interface Codemod {
  /** `python`; a helper is asked for by it, and so is a snippet for a place that was refused. */
  readonly id: string;
  readonly title: string;
  /** By the path alone, whose last part is in lower case: `deploy/values.yaml`. The first codemod that matches gets the file. */
  readonly matches: (path: string) => boolean;
  /** For files whose name says nothing, by how they begin: `#!/bin/sh`. Asked when no codemod matches the path. */
  readonly matchesText?: (path: string, text: string) => boolean;
  readonly rewrite: (file: SourceFile, targets: readonly Target[], project: Project) => Promise<Rewrite>;
  /** Whether a text of this kind is whole; a text that was not before is not judged by it afterwards. */
  readonly parses: (text: string, path: string) => Promise<boolean>;
}
