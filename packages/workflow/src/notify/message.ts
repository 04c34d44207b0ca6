import type { Severity } from "@stanch/model";
import type { HappeningKind } from "../incidents/happenings.ts";
import type { IncidentSummary } from "../incidents/schemas.ts";

export interface Told {
  readonly kind: HappeningKind;
  readonly at: string;
  readonly incident: IncidentSummary;
  /** The incident's page. */
  readonly url: string;
}

/** What a channel sends at once: one happening, or a digest of several. */
export interface Message {
  /** The same at every attempt: receivers tell doubles by it. */
  readonly id: string;
  readonly told: readonly [Told, ...Told[]];
}

const SAYS: Readonly<Record<HappeningKind, string>> = {
  "incident.triggered": "found",
  "incident.reopened": "is open again",
  "incident.assigned": "was assigned",
  "incident.resolved": "was resolved",
  "incident.overdue": "is overdue",
  "incident.validity": "was checked with its issuer",
  "incident.feedback": "has an answer from its developer",
  "incident.reported": "was reported by a third party",
};

/** One sentence without a full stop: `critical: Plivo Auth Token abcd… found (acme/api:src/a.ts:3)`. */
export function sentence({ kind, incident }: Told): string {
  const how = kind === "incident.resolved" ? ` as ${(incident.resolution ?? "").replace("_", " ")}` : "";
  return `${incident.severity}: ${oneLine(incident.title)} ${incident.masked} ${SAYS[kind]}${how} (${oneLine(incident.firstPlace)})`;
}

/** The headline of a message: of a digest the counts by severity, the gravest first. */
export function headline({ told }: Message): string {
  if (told.length === 1) return sentence(told[0]);
  const counts = Map.groupBy(told, ({ incident }) => incident.severity);
  const by = (["critical", "high", "medium", "low"] satisfies Severity[])
    .filter((severity) => counts.has(severity))
    .map((severity) => `${counts.get(severity)?.length} ${severity}`);
  return `${told.length} things happened to incidents: ${by.join(", ")}`;
}

/** Facts of one incident, for people. */
export function facts({ incident }: Told): readonly (readonly [name: string, value: string])[] {
  return [
    ["Severity", incident.severity],
    ["Validity", incident.validity],
    ["Places", `${incident.occurrences}, first ${oneLine(incident.firstPlace)}`],
    ["Exposure", incident.exposure],
    ["Owner", oneLine(incident.ownerLabel ?? "unknown")],
    ["Due", incident.dueAt ?? "none"],
  ];
}

/** A digest lists so many, and says how many more there are. */
export const MOST_LISTED = 20;

export function listed(message: Message): { readonly shown: readonly Told[]; readonly more: number } {
  const shown = message.told.slice(0, MOST_LISTED);
  return { shown, more: message.told.length - shown.length };
}

/** What stands in a path or title was written by others: no line of its own, no control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 300);
}

/** For channels that read Markdown: what stands in a path or title is shown as it is, and makes no link. */
export function withoutMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]()#<>|~]/g, "\\$&");
}
