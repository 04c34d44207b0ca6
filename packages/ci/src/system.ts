/** Variables of a job as the system sets them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A small text file that a variable names. Throws AppError `CI_INVALID` when it cannot be read. */
export type ReadText = (path: string) => string;

export type CiEvent = "push" | "pull-request" | "merge-queue" | "tag" | "schedule" | "manual";

/** A commit that the system names; `from` is where it says so, for people. */
export interface ToldCommit {
  readonly kind: "commit";
  /** Hex digits, in lower case; 7 or more, not always all of them. */
  readonly id: string;
  readonly from: string;
}

export interface ToldBranch {
  readonly kind: "branch";
  /** Without `refs/heads/`. */
  readonly name: string;
  readonly from: string;
}

/** What the other side had before. */
export type Base = ToldCommit | ToldBranch;

/** What one job is about, as its system tells it; what of it is in the clone is another question. */
export interface CiRun {
  readonly event: CiEvent;
  /** What is to be looked at: the first that the clone has, or can get. None: HEAD. */
  readonly heads: readonly ToldCommit[];
  /** Refs of the remote that lead to it, where the remote gives no commit by its id. */
  readonly headRefs?: readonly string[];
  /** Most exact first. None for what is looked at as a whole. */
  readonly bases: readonly Base[];
  /** The branch that the commits are on, where one is told. */
  readonly branch?: string;
  /** Somebody else's repository wrote it. */
  readonly isFork?: boolean;
  /** The event takes a branch or tag away: there is nothing to look at. */
  readonly isDeletion?: boolean;
}

/** Where the program comes from, for a snippet: the address of its repository, and a name of one of its commits. */
export interface Tool {
  readonly repository: string;
  readonly revision: string;
}

/** What to paste, and into which file. */
export interface Snippet {
  readonly file: string;
  readonly language: "yaml" | "groovy" | "kotlin";
  readonly text: string;
}

/** Forms of report that go to the log, as commands that the system obeys. */
export type LogFormat = "github" | "azure" | "teamcity";

export interface CiReport {
  readonly format: "sarif" | "gitlab" | "codequality" | "junit" | "bitbucket" | "markdown";
  /** Below the folder of the reports. */
  readonly file: string;
}

/** One CI system: how it is told from others, what a job of it is about, and which reports it reads. No I/O. */
export interface CiSystem {
  /** Public: `--system` and `--print-config` take it. */
  readonly id: string;
  readonly title: string;
  /** True in no job of another system, as far as its variables tell. */
  readonly detect: (env: Env) => boolean;
  /** Throws AppError `CI_INVALID` where the variables contradict themselves or a file they name is none. */
  readonly read: (env: Env, readText: ReadText) => CiRun;
  readonly reports: readonly CiReport[];
  readonly log?: LogFormat;
  /** A file that Markdown is appended to. */
  readonly summaryFile?: (env: Env) => string | undefined;
  /** The line of the log that has a Markdown file shown with the job. */
  readonly summaryCommand?: (file: string) => string;
  /** A file that takes `name=value` lines. */
  readonly outputFile?: (env: Env) => string | undefined;
  /** The folder that paths in annotations start from. */
  readonly workspace?: (env: Env) => string | undefined;
  /** How a job of this system gets the whole history, for people. */
  readonly wholeHistory: string;
  readonly snippet: (tool: Tool) => Snippet;
  /** The documents its variables were taken from. */
  readonly references: readonly string[];
}
