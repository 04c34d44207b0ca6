/** Ascending: the index is the rank. */
export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** `unchecked`: not asked; `unknown`: asked, no clear answer. */
export const VALIDITIES = ["valid", "invalid", "unknown", "unchecked"] as const;
export type Validity = (typeof VALIDITIES)[number];
