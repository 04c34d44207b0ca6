import type { Severity } from "@stanch/model";
import type { PracticeId } from "./practices.ts";

export interface HygieneFile {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  /** Permission bits; undefined where the platform has none. */
  readonly mode: number | undefined;
  readonly isTracked: boolean;
  readonly isIgnored: boolean;
}

/** A project as checks see it. Whoever makes it does the reading; a check only looks. */
export interface HygieneProject {
  readonly files: readonly HygieneFile[];
  readonly isRepository: boolean;
  /** Text of a file of the project, or undefined when it is gone, not text or longer than a megabyte. */
  readonly read: (path: string) => string | undefined;
  /** The repository's own configuration. */
  readonly gitConfig: string | undefined;
  /** Texts of hooks that git would run before a commit or push, and of files that manage such hooks. */
  readonly hooks: readonly string[];
}

/** One place where a practice is not followed. Never holds a value, only names. */
export interface HygieneProblem {
  /** A file of the project; "." for the project as a whole. */
  readonly path: string;
  /** 1-based; absent for the file as a whole. */
  readonly line?: number;
  readonly what: string;
  /** What to do here: one command or step. */
  readonly fix: string;
}

/** One check: data and a pure look at the project. */
export interface HygieneCheck {
  /** Public and stable, kebab-case. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly practice: PracticeId;
  /** One sentence: what goes wrong when it is not followed. */
  readonly why: string;
  readonly references: readonly string[];
  readonly look: (project: HygieneProject) => Iterable<HygieneProblem>;
}
