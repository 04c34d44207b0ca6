import type { Finding, Occurrence } from "@stanch/model";
import type { ConfigIgnore } from "../config/config.ts";
import { pathFilter, withContainers } from "../globs.ts";
import { nearestName } from "../nearest-name.ts";
import { IGNORE_FORM, type InlineMark, parseInlineIgnores } from "./inline.ts";

/**
 * A finding and, for each of its occurrences, the text of its line and of the one above where they carry marks: UTF-8 read
 * as Latin-1, as matches carry it, or proper text.
 */
export interface MarkedFinding {
  readonly finding: Finding;
  readonly marks: readonly (readonly string[] | undefined)[];
}

export interface IgnoreOptions {
  readonly ignores: readonly ConfigIgnore[];
  readonly honourForeignMarks: boolean;
  /** The day on which the scan runs, `YYYY-MM-DD`. */
  readonly today: string;
  /** Replaces every secret of the scan by its mask: what stands behind an ignore's colon may be more than a reason. */
  readonly mask: (text: string) => string;
  /** Ids of all detectors there are, for names that an inline ignore mistypes. */
  readonly detectorIds: readonly string[];
}

/** An ignore worth a sentence: `where` is `path:line` of the ignore or of the configuration. */
export interface IgnoreNotice {
  readonly where: string;
  readonly what: string;
}

export interface IgnoreResult {
  /** The same findings in the same order, their occurrences marked as `suppressed` where an ignore holds. */
  readonly findings: readonly Finding[];
  readonly suppressedOccurrences: number;
  /** Ignores past their last day whose finding is still there, and so alerts again. */
  readonly expired: readonly IgnoreNotice[];
  /**
   * Ignores that no occurrence needed. Inline ones are seen only beside a match. True only of scans of everything: of a
   * part (`--staged`, one folder, some detectors) the caller leaves those of the configuration out.
   */
  readonly unused: readonly (IgnoreNotice & { readonly from: "config" | "inline" })[];
  /** Inline ignores that lack something, and so hide nothing. */
  readonly malformed: readonly IgnoreNotice[];
  /** Occurrences that another scanner's mark stands beside. */
  readonly foreignMarks: number;
}

/** Whether every occurrence of a finding is suppressed: then it does not fail a scan. */
export function isSuppressed(finding: Finding): boolean {
  return finding.occurrences.every((occurrence) => occurrence.suppressed !== undefined);
}

/** Applies inline and configured ignores. Changes nothing in what it is given. */
export function applyIgnores(marked: readonly MarkedFinding[], options: IgnoreOptions): IgnoreResult {
  const run = new IgnoreRun(options);
  const findings = marked.map(({ finding, marks }) => ({
    ...finding,
    occurrences: finding.occurrences.map((occurrence, index) => run.occurrence(finding, occurrence, marks[index])),
  }));
  return run.result(findings);
}

interface InlineUse {
  readonly where: string;
  readonly mark: InlineMark & { readonly kind: "ignore" };
  isUsed: boolean;
}

class IgnoreRun {
  readonly #options: IgnoreOptions;
  readonly #configured: readonly { ignore: ConfigIgnore; matchesPath: (path: string) => boolean }[];
  readonly #used = new Set<ConfigIgnore>();
  readonly #inline = new Map<string, InlineUse>();
  readonly #expired = new Map<string, IgnoreNotice>();
  readonly #malformed = new Map<string, IgnoreNotice>();
  #suppressed = 0;
  #foreign = 0;

  constructor(options: IgnoreOptions) {
    this.#options = options;
    this.#configured = options.ignores.map((ignore) => {
      const filter = ignore.path === undefined ? undefined : pathFilter([], [ignore.path]);
      return {
        ignore,
        matchesPath: (path) => filter === undefined || withContainers(path).some((one) => filter(one, false) === "excluded"),
      };
    });
  }

  occurrence(finding: Finding, occurrence: Occurrence, lines: readonly string[] | undefined): Occurrence {
    const suppressed = this.#byInline(finding, occurrence, lines ?? []) ?? this.#byConfig(finding, occurrence);
    if (suppressed === undefined) return occurrence;
    this.#suppressed++;
    return { ...occurrence, suppressed };
  }

  #byInline(finding: Finding, { path, line }: Occurrence, [own = "", above = ""]: readonly string[]): Occurrence["suppressed"] {
    const near = [
      ...parseInlineIgnores(this.#options.mask(asText(own))).map((mark) => ({ mark, line })),
      ...parseInlineIgnores(this.#options.mask(asText(above)))
        .filter((mark) => (mark.kind === "foreign" ? mark.isForNextLine : mark.isAlone))
        .map((mark) => ({ mark, line: line - 1 })),
    ];
    let holds: Occurrence["suppressed"];
    let foreign: string | undefined;
    for (const { mark, line: at } of near) {
      const where = `${path}:${at}`;
      if (mark.kind === "malformed")
        this.#malformed.set(where, { where, what: `this ignore ${mark.what} and hides nothing: ${IGNORE_FORM}` });
      else if (mark.kind === "foreign") foreign ??= mark.mark;
      else if (this.#inlineHolds(mark, where, finding)) holds ??= { kind: "inline", reason: mark.reason, until: mark.until };
    }
    if (foreign !== undefined) {
      this.#foreign++;
      if (this.#options.honourForeignMarks) holds ??= { kind: "inline", reason: foreign };
    }
    return holds;
  }

  #inlineHolds(mark: InlineMark & { kind: "ignore" }, where: string, finding: Finding): boolean {
    const key = `${where}\0${mark.detectors.join()}\0${mark.until}\0${mark.reason}`;
    const use = this.#inline.get(key) ?? { where, mark, isUsed: false };
    this.#inline.set(key, use);
    if (!mark.detectors.includes("*") && !mark.detectors.includes(finding.detector)) return false;
    use.isUsed = true;
    if (mark.until >= this.#options.today) return true;
    this.#expired.set(key, {
      where,
      what: `the ignore of ${finding.detector} ended on ${mark.until} (${mark.reason})`,
    });
    return false;
  }

  #byConfig(finding: Finding, { path }: Occurrence): Occurrence["suppressed"] {
    let holds: Occurrence["suppressed"];
    for (const { ignore, matchesPath } of this.#configured) {
      const { detector, fingerprint, until, reason, where } = ignore;
      if (detector !== undefined && detector !== "*" && detector !== finding.detector) continue;
      if (fingerprint !== undefined && !finding.fingerprint.startsWith(fingerprint)) continue;
      if (!matchesPath(path)) continue;
      this.#used.add(ignore);
      if (until >= this.#options.today) holds ??= { kind: "config", reason, until };
      else this.#expired.set(where, { where, what: `the ignore of ${ignoredWhat(ignore)} ended on ${until} (${reason})` });
    }
    return holds;
  }

  result(findings: readonly Finding[]): IgnoreResult {
    const inline = [...this.#inline.values()].filter((use) => !use.isUsed);
    const configured = this.#options.ignores.filter((ignore) => !this.#used.has(ignore));
    return {
      findings,
      suppressedOccurrences: this.#suppressed,
      expired: sorted([...this.#expired.values()]),
      unused: [
        ...configured.map((ignore) => ({
          where: ignore.where,
          what: `the ignore of ${ignoredWhat(ignore)} fits no finding`,
          from: "config" as const,
        })),
        ...sorted(
          inline.map(({ where, mark }) => ({
            where,
            what: `the ignore of ${mark.detectors.join(", ")} fits nothing found here${this.#meant(mark.detectors)}`,
            from: "inline" as const,
          })),
        ),
      ],
      malformed: sorted([...this.#malformed.values()]),
      foreignMarks: this.#foreign,
    };
  }

  #meant(names: readonly string[]): string {
    const wrong = names.find((name) => name !== "*" && !this.#options.detectorIds.includes(name));
    const near = wrong === undefined ? undefined : nearestName(wrong, this.#options.detectorIds);
    return near === undefined ? "" : `: did you mean "${near}"?`;
  }
}

function asText(line: string): string {
  // oxlint-disable-next-line no-control-regex -- all that one byte can be
  return /[\x80-\xff]/.test(line) && !/[^\x00-\xff]/.test(line) ? Buffer.from(line, "latin1").toString("utf8") : line;
}

function ignoredWhat({ detector, path, fingerprint }: ConfigIgnore): string {
  const parts = [
    detector === "*" ? undefined : detector,
    fingerprint === undefined ? undefined : `fingerprint ${fingerprint.slice(0, 12)}`,
    path === undefined ? undefined : `in ${path}`,
  ];
  return parts.filter((part) => part !== undefined).join(" ") || "everything";
}

function sorted<T extends IgnoreNotice>(notices: readonly T[]): T[] {
  return notices.toSorted((a, b) => (a.where < b.where ? -1 : a.where > b.where ? 1 : 0));
}
