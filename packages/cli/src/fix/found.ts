import { type Finding, type Severity, severityRank } from "@stanch/model";
import { type OpenFinding, isSuppressed } from "@stanch/scan";
import { usage } from "../io.ts";

/** A secret that stands in the tree, with its value: memory only. */
export interface Found {
  readonly id: string;
  readonly detector: string;
  readonly provider: string;
  readonly title: string;
  readonly isGeneric: boolean;
  readonly masked: string;
  readonly fingerprint: string;
  readonly value: string;
  /** Lines and columns are 1-based; columns count characters (code points). */
  readonly places: readonly { readonly path: string; readonly line: number; readonly column: number }[];
  readonly commits: number;
}

export interface Wanted {
  /** Ids of findings, or their first letters; empty: all. */
  readonly ids: readonly string[];
  readonly minSeverity: Severity;
}

/** What is to be fixed, of what the scan found; and how many findings were left aside, by reason. Throws USAGE for an unknown id. */
export function foundOf(
  findings: readonly Finding[],
  opens: readonly OpenFinding[],
  wanted: Wanted,
): { readonly found: readonly Found[]; readonly notes: readonly string[] } {
  const unknown = wanted.ids.find((id) => !findings.some((finding) => isNamed(finding, id)));
  if (unknown !== undefined)
    throw usage(
      "No finding has this id here",
      unknown,
      'Scan with "stanch scan --format json" for ids; they need the same fingerprint key.',
    );
  const aside = new Map<string, number>();
  const leave = (reason: string): readonly Found[] => {
    aside.set(reason, (aside.get(reason) ?? 0) + 1);
    return [];
  };
  const found = findings.flatMap((finding, index): readonly Found[] => {
    const open = opens[index];
    if (open === undefined) throw new RangeError("findings and their secrets are not in step");
    if (wanted.ids.length > 0 ? !wanted.ids.some((id) => isNamed(finding, id)) : isSuppressed(finding))
      return wanted.ids.length > 0 ? [] : leave("ignored");
    if (wanted.ids.length === 0 && severityRank(finding.severity) < severityRank(wanted.minSeverity))
      return leave(`of low severity (--min-severity low takes them in)`);
    const places = [...open.occurrences.values()].map(({ occurrence }) => occurrence).filter(({ commit }) => commit === undefined);
    if (places.length === 0) return leave("only in the history, not in a file any more");
    return [
      {
        id: finding.id,
        detector: finding.detector,
        provider: finding.provider,
        title: finding.title,
        isGeneric: open.detector.category === "generic" || open.detector.provider === "generic",
        masked: finding.masked,
        fingerprint: finding.fingerprint,
        value: Buffer.from(open.secret.reveal(), "latin1").toString("utf8"),
        places,
        commits: new Set([...open.occurrences.values()].flatMap(({ occurrence }) => occurrence.commit ?? [])).size,
      },
    ];
  });
  return {
    found: found.toSorted(bySize),
    notes: [...aside].map(([reason, count]) => `${count} ${count === 1 ? "finding is" : "findings are"} left aside: ${reason}`),
  };
}

function isNamed(finding: Finding, id: string): boolean {
  return id.length >= 4 && finding.id.startsWith(id.toLowerCase());
}

/** A secret within another (a password in a connection string) comes after it. */
function bySize(a: Found, b: Found): number {
  return b.value.length - a.value.length || (a.id < b.id ? -1 : 1);
}
