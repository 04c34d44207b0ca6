import { createHash } from "node:crypto";
import * as z from "zod";

/** What is told to the log; who, when and from where come from the scope. Never a secret: masks and fingerprints. */
export interface AuditNote {
  /** `thing.verb`, such as `incident.resolve`: what stands in filters and in the documents. */
  readonly action: string;
  readonly target?: { readonly kind: string; readonly id: string };
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One line of the export. `hash` is that of all the rest, `previous` that of the line before: zeros before the first. */
export const AuditLine = z.object({
  workspaceId: z.uuid(),
  seq: z.int().positive(),
  at: z.iso.datetime({ precision: 3 }),
  actorKind: z.string(),
  actorId: z.string(),
  actorRole: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string().nullable(),
  action: z.string(),
  targetKind: z.string().nullable(),
  targetId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditLine = z.infer<typeof AuditLine>;

export const FIRST_PREVIOUS = "0".repeat(64);
/** The chain of the server itself: log-in, settings, what belongs to no workspace. */
export const SERVER_CHAIN = "00000000-0000-0000-0000-000000000000";

/** SHA-256 of the canonical JSON of the line without its hash: members sorted by name, no space. */
export function hashOf(line: Omit<AuditLine, "hash">): string {
  return createHash("sha256").update(canonical(line)).digest("hex");
}

/** As RFC 8785 has it for what JSON.parse gives: members by UTF-16 order, numbers and strings as ECMAScript writes them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

/**
 * What the database's JSON can hold, and comes back as: no undefined, no NUL, no half of a character. `Secret` gives its mask.
 * Without it a text from outside could stop the entry that tells of it.
 */
export function plain(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = JSON.stringify(details, (_name, value: unknown) => (typeof value === "string" ? printable(value) : value));
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

export function printable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\u{fffd}").slice(0, 10_000);
}
