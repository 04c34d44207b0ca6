import { SEVERITIES, VALIDITIES } from "@stanch/model";
import * as z from "zod";
import { EXPOSURES, OWNER_FROM, PRIVILEGES, RESOLUTIONS, STATES } from "../database/tables/incidents.ts";

const time = z.iso.datetime();

/** One line of the list. Times are ISO 8601 in UTC. */
export const IncidentSummary = z.object({
  id: z.uuid(),
  fingerprint: z.string().describe("Keyed hash of the secret, 64 hex digits"),
  detector: z.string(),
  title: z.string(),
  provider: z.string(),
  category: z.string(),
  masked: z.string(),
  state: z.enum(STATES),
  resolution: z.enum(RESOLUTIONS).nullable(),
  acceptedUntil: time.nullable(),
  severity: z.enum(SEVERITIES),
  validity: z.enum(VALIDITIES),
  exposure: z.enum(EXPOSURES),
  privilege: z.enum(PRIVILEGES),
  ownerUser: z.string().nullable().describe("Member who owns the place, where one was found"),
  ownerLabel: z.string().nullable().describe("The owner as CODEOWNERS, the commit or a catalogue names it"),
  ownerFrom: z.enum(OWNER_FROM).nullable(),
  assignee: z.string().nullable(),
  occurrences: z.int().describe("Number of places it was found in"),
  firstPlace: z.string(),
  firstSeenAt: time,
  lastSeenAt: time,
  openedAt: time,
  dueAt: time.nullable().describe("When the time to resolve it is over"),
  resolvedAt: time.nullable(),
  reopened: z.int(),
  version: z.int().describe("Grows with every change: the ETag"),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const Incident = IncidentSummary.extend({
  companions: z.record(z.string(), z.string()),
  explanation: z.record(z.string(), z.unknown()),
  confidence: z.number(),
  expiresAt: time.nullable().describe("When the secret itself ends"),
  baseSeverity: z.enum(SEVERITIES).describe("The detector's"),
  setSeverity: z.enum(SEVERITIES).nullable().describe("What a person set in its place"),
  severityReasons: z.array(z.string()),
  validityReason: z.string().nullable(),
  validityAt: time.nullable(),
  nextCheckAt: time.nullable(),
  impact: z.string().nullable(),
  readers: z.int().nullable(),
  datedAt: time.describe("The oldest date known of it: a commit's, or when it was first seen"),
  repositories: z.array(z.string()),
  updatedAt: time,
});
export type Incident = z.infer<typeof Incident>;

export const IncidentOccurrence = z.object({
  id: z.uuid(),
  source: z.string(),
  repository: z.string(),
  path: z.string(),
  line: z.int(),
  column: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
  commit: z.string().nullable(),
  author: z.string().nullable(),
  email: z.string().nullable(),
  authoredAt: time.nullable(),
  summary: z.string().nullable(),
  inHead: z.boolean().nullable(),
  image: z.string().nullable(),
  layer: z.string().nullable(),
  excerpt: z.string().nullable(),
  excerptLine: z.int().nullable(),
  suppressed: z.object({ kind: z.string(), reason: z.string().optional(), until: z.string().optional() }).nullable(),
  firstSeenAt: time,
  lastSeenAt: time,
});
export type IncidentOccurrence = z.infer<typeof IncidentOccurrence>;

/** What is looked for. Several values of one member mean «one of them», several members «all of them». */
export const IncidentFilter = z.object({
  state: z.array(z.enum(STATES)).optional(),
  resolution: z.array(z.enum(RESOLUTIONS)).optional(),
  severity: z.array(z.enum(SEVERITIES)).optional(),
  validity: z.array(z.enum(VALIDITIES)).optional(),
  exposure: z.array(z.enum(EXPOSURES)).optional(),
  detector: z.array(z.string()).optional(),
  provider: z.array(z.string()).optional(),
  assignee: z.string().optional().describe("A user id, or `none`"),
  owner: z.string().optional().describe("A user id, or `none`"),
  repository: z.string().optional(),
  isOverdue: z.boolean().optional(),
  text: z.string().max(200).optional().describe("Words of title, detector, path, repository, author or owner; the last may be a beginning"),
});
export type IncidentFilter = z.infer<typeof IncidentFilter>;

export const SORTS = ["severity", "last-seen", "due"] as const;
/** `severity` and `last-seen`: the highest first; `due`: what is due first, open incidents with a due time only. */
export type Sort = (typeof SORTS)[number];

const reason = z.string().min(1).max(2000);

/** What may be done to an incident. */
export const IncidentChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("assign"), assignee: z.string().min(1).max(200) }),
  z.object({ kind: z.literal("unassign") }),
  z.object({ kind: z.literal("start"), reason: reason.optional() }).describe("Remediation has begun"),
  z.object({ kind: z.literal("stop"), reason: reason.optional() }).describe("Remediation was given up"),
  // One kind of three forms: zod refuses two members of a union with one discriminator.
  z.discriminatedUnion("resolution", [
    z.object({ kind: z.literal("resolve"), resolution: z.enum(["revoked", "rotated"]), reason: reason.optional() }),
    z.object({ kind: z.literal("resolve"), resolution: z.literal("false_alarm"), reason }),
    z.object({ kind: z.literal("resolve"), resolution: z.literal("accepted"), until: z.iso.datetime(), reason }),
  ]),
  z.object({ kind: z.literal("reopen"), reason: reason.optional() }),
  z
    .object({ kind: z.literal("severity"), severity: z.enum(SEVERITIES).nullable(), reason: reason.optional() })
    .describe("null: as computed"),
  z.object({ kind: z.literal("owner"), owner: z.string().max(200).nullable() }),
  z.object({ kind: z.literal("privilege"), privilege: z.enum(PRIVILEGES) }),
]);
export type IncidentChange = z.infer<typeof IncidentChange>;
