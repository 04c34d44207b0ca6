import { sql } from "drizzle-orm";
import type { Actor, Transaction } from "../database/tenancy.ts";
import { auditEntries } from "../database/tables/audit.ts";
import { type AuditLine, type AuditNote, hashOf, plain, printable } from "./entry.ts";

interface Appending {
  readonly tx: Transaction;
  readonly workspaceId: string;
  readonly actor: Actor;
}

/**
 * Writes the notes of a transaction as its last act: the chain's head is locked from here to the commit, so that a
 * transaction that also waits for other rows cannot hold it, and no two meet crosswise.
 */
export async function appendNotes({ tx, workspaceId, actor }: Appending, notes: readonly AuditNote[]): Promise<void> {
  if (notes.length === 0) return;
  const head = await tx.execute<{ seq: string; hash: string }>(sql`select seq, hash from stanch_lock_audit_head()`);
  let { seq, hash: previous } = { seq: Number(head.rows[0]?.seq), hash: head.rows[0]?.hash ?? "" };
  const at = new Date();
  const lines = notes.map((note) => {
    const line = lineOf(note, { workspaceId, actor, at, seq: ++seq, previous });
    previous = line.hash;
    return { ...line, at };
  });
  for (let start = 0; start < lines.length; start += 1000) await tx.insert(auditEntries).values(lines.slice(start, start + 1000));
}

interface Place {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly at: Date;
  readonly seq: number;
  readonly previous: string;
}

function lineOf(note: AuditNote, { workspaceId, actor, at, seq, previous }: Place): AuditLine {
  const line = {
    workspaceId,
    seq,
    at: at.toISOString(),
    actorKind: actor.kind,
    actorId: printable(actor.id),
    actorRole: actor.role,
    address: orNull(actor.address),
    userAgent: orNull(actor.userAgent),
    requestId: orNull(actor.requestId),
    action: note.action,
    targetKind: orNull(note.target?.kind),
    targetId: orNull(note.target?.id),
    details: plain(note.details ?? {}),
    previous,
  };
  return { ...line, hash: hashOf(line) };
}

const orNull = (text: string | undefined): string | null => (text === undefined ? null : printable(text));
