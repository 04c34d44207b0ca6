import { type Detector, type Severity, withSeverity } from "@stanch/model";

/** A finding accepted on purpose. Whatever of `detector`, `path` and `fingerprint` is given must fit. */
export interface ConfigIgnore {
  /** Detector id, or `*`. */
  readonly detector?: string;
  /** Glob, as in `exclude`. */
  readonly path?: string;
  /** As reports show it: 64 hex digits, or the first 8 or more of them. */
  readonly fingerprint?: string;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly until: string;
  /** `file:line` of the configuration, for reports. */
  readonly where: string;
}

/** What a scan says of a rule pack that it used. */
export interface PackReceipt {
  /** As the configuration names it. */
  readonly name: string;
  /** SHA-256 of the pack's file, hex. */
  readonly digest: string;
  readonly detectors: number;
}

/** A configuration as the scan uses it: checked, units settled. Absent members leave the choice to the command line's default. */
export interface Config {
  /** Absolute path; absent when there is no configuration. */
  readonly file?: string;
  /**
   * Whether the user named the file. One that lay in the scanned tree was written by whoever wrote the tree: it can make
   * the scan look away, which `effects` tells, but not send anything anywhere.
   */
  readonly isTrusted: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly maxFileBytes?: number;
  readonly minSeverity?: Severity;
  readonly minConfidence?: number;
  readonly failOn?: Severity | "never";
  readonly only?: readonly string[];
  readonly disable: readonly string[];
  readonly severities: ReadonlyMap<string, Severity>;
  /** Those of its packs too. */
  readonly customDetectors: readonly Detector[];
  readonly packs: readonly PackReceipt[];
  readonly ignores: readonly ConfigIgnore[];
  readonly honourForeignMarks: boolean;
  readonly dependencyFolders?: "skip" | "scan";
  readonly skipGitIgnored?: boolean;
  readonly skipBinary?: boolean;
  readonly history?: "full" | "none";
  readonly verify: { readonly providers?: readonly string[]; readonly baseUrls: ReadonlyMap<string, string> };
  /** What the configuration makes the scan leave out, one sentence each, for the summary. */
  readonly effects: readonly string[];
  /** What of it is not used, and why. */
  readonly notices: readonly string[];
}

export const NO_CONFIG: Config = {
  isTrusted: true,
  include: [],
  exclude: [],
  disable: [],
  severities: new Map(),
  customDetectors: [],
  packs: [],
  ignores: [],
  honourForeignMarks: false,
  verify: { baseUrls: new Map() },
  effects: [],
  notices: [],
};

/** The detectors to run: the built-in ones that are chosen, with the severities of the configuration, then its own. */
export function chooseDetectors(config: Config, builtIn: readonly Detector[]): Detector[] {
  const isChosen = ({ id }: Detector): boolean => (config.only?.includes(id) ?? true) && !config.disable.includes(id);
  return [...builtIn, ...config.customDetectors].filter(isChosen).map((detector) => {
    const severity = config.severities.get(detector.id);
    return severity === undefined || severity === detector.severity ? detector : withSeverity(detector, severity);
  });
}
