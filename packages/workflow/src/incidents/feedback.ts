import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "@stanch/model";
import { and, desc, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "../database/connect.ts";
import { feedbackLinks, incidents, occurrences } from "../database/tables/incidents.ts";
import { type Actor, type Scope, inWorkspace } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import { addComment } from "./change.ts";
import { visibleRow } from "./detail.ts";
import { tell } from "./happenings.ts";
import { iso } from "./shapes.ts";

/** What a developer says of a secret. Texts go through the caller's redaction first: people paste secrets into forms. */
export const FeedbackAnswer = z.object({
  isReal: z.enum(["yes", "no", "unsure"]),
  isStillUsed: z.enum(["yes", "no", "unsure"]),
  isRevoked: z.boolean().describe("Whether they ended it already"),
  usedBy: z.string().max(2000).describe("What would break"),
  note: z.string().max(5000),
});
export type FeedbackAnswer = z.infer<typeof FeedbackAnswer>;

export interface FeedbackLinkOptions {
  readonly incidentId: string;
  /** To whom it goes: an address or name, for the history. */
  readonly recipient: string;
  readonly expiresAt: Date;
}

/** Gives the token of the link: whoever has it can read this incident's places and answer once. `key`: 32 bytes of the server. */
export async function createFeedbackLink(scope: Scope, key: Uint8Array, told: FeedbackLinkOptions): Promise<string> {
  await visibleRow(scope, told.incidentId);
  const id = uuidV7();
  await scope.tx.insert(feedbackLinks).values({
    workspaceId: scope.workspaceId,
    incidentId: told.incidentId,
    id,
    recipient: told.recipient.slice(0, 320),
    createdBy: scope.actor.id,
    createdAt: new Date(),
    expiresAt: told.expiresAt,
  });
  scope.note({
    action: "feedback.ask",
    target: { kind: "incident", id: told.incidentId },
    details: { link: id, recipient: told.recipient },
  });
  const body = `${scope.workspaceId}.${id}`;
  return `${Buffer.from(body).toString("base64url")}.${signature(body, key)}`;
}

/** No answer through it any more. */
export async function withdrawFeedbackLinks(scope: Scope, incidentId: string): Promise<void> {
  await visibleRow(scope, incidentId);
  await scope.tx
    .update(feedbackLinks)
    .set({ withdrawnAt: new Date() })
    .where(
      and(eq(feedbackLinks.workspaceId, scope.workspaceId), eq(feedbackLinks.incidentId, incidentId), isNull(feedbackLinks.withdrawnAt)),
    );
  scope.note({ action: "feedback.withdraw", target: { kind: "incident", id: incidentId } });
}

export interface FeedbackForm {
  readonly title: string;
  readonly masked: string;
  readonly recipient: string;
  readonly expiresAt: string;
  readonly answeredAt: string | null;
  readonly places: readonly { readonly repository: string; readonly path: string; readonly line: number; readonly commit: string | null }[];
}

/** What the page behind a link shows. Throws FEEDBACK_LINK_INVALID: forged, expired, withdrawn, or of an incident that is gone. */
export async function readFeedbackLink(database: Database, key: Uint8Array, token: string): Promise<FeedbackForm> {
  return throughLink(database, { key, token }, async (scope, link) => {
    const [incident] = await scope.tx
      .select({ title: incidents.title, masked: incidents.masked })
      .from(incidents)
      .where(and(eq(incidents.workspaceId, scope.workspaceId), eq(incidents.id, link.incidentId)));
    if (incident === undefined) throw invalid();
    const places = await scope.tx
      .select({ repository: occurrences.repository, path: occurrences.path, line: occurrences.line, commit: occurrences.commit })
      .from(occurrences)
      .where(and(eq(occurrences.workspaceId, scope.workspaceId), eq(occurrences.incidentId, link.incidentId)))
      .orderBy(occurrences.firstSeenAt, occurrences.id)
      .limit(20);
    const { recipient, expiresAt, answeredAt } = link;
    return { ...incident, recipient, expiresAt: expiresAt.toISOString(), answeredAt: iso(answeredAt), places };
  });
}

/** Keeps the answer, once; it stands among the comments. Throws FEEDBACK_LINK_INVALID, INCIDENT_CONFLICT. */
export async function answerFeedback(
  database: Database,
  key: Uint8Array,
  told: { token: string; answer: FeedbackAnswer; address?: string },
): Promise<void> {
  await throughLink(database, { key, ...told }, async (scope, link) => {
    const answered = await scope.tx
      .update(feedbackLinks)
      .set({ answer: told.answer, answeredAt: new Date() })
      .where(and(eq(feedbackLinks.workspaceId, scope.workspaceId), eq(feedbackLinks.id, link.id), isNull(feedbackLinks.answeredAt)))
      .returning({ id: feedbackLinks.id });
    if (answered.length === 0)
      throw new AppError("INCIDENT_CONFLICT", {
        what: "This form was answered already",
        where: "feedback",
        next: "Ask for another link to say more.",
      });
    await addComment(scope, link.incidentId, asText(link.recipient, told.answer));
    await tell(scope, [{ incidentId: link.incidentId, kind: "incident.feedback" }]);
    scope.note({ action: "feedback.answer", target: { kind: "incident", id: link.incidentId }, details: { link: link.id } });
  });
}

/** The newest answers of an incident. */
export async function listFeedback(
  scope: Scope,
  incidentId: string,
): Promise<readonly { recipient: string; answeredAt: string | null; answer: FeedbackAnswer | null }[]> {
  await visibleRow(scope, incidentId);
  const rows = await scope.tx
    .select()
    .from(feedbackLinks)
    .where(and(eq(feedbackLinks.workspaceId, scope.workspaceId), eq(feedbackLinks.incidentId, incidentId)))
    .orderBy(desc(feedbackLinks.id))
    .limit(100);
  return rows.map(({ recipient, answeredAt, answer }) => ({
    recipient,
    answeredAt: iso(answeredAt),
    answer: answer === null ? null : FeedbackAnswer.parse(answer),
  }));
}

function asText(recipient: string, { isReal, isStillUsed, isRevoked, usedBy, note }: FeedbackAnswer): string {
  const lines = [`${recipient} answered: real: ${isReal}, still used: ${isStillUsed}, revoked: ${isRevoked ? "yes" : "no"}.`];
  if (usedBy !== "") lines.push(`Would break: ${usedBy}`);
  if (note !== "") lines.push(note);
  return lines.join("\n\n");
}

type Link = typeof feedbackLinks.$inferSelect;

async function throughLink<T>(
  database: Database,
  { key, token, address }: { key: Uint8Array; token: string; address?: string },
  work: (scope: Scope, link: Link) => Promise<T>,
): Promise<T> {
  const [encoded = "", given = ""] = token.slice(0, 500).split(".");
  const body = Buffer.from(encoded, "base64url").toString();
  const [workspaceId = "", id = ""] = body.split(".");
  if (!isSame(given, signature(body, key)) || !isUuid(workspaceId) || !isUuid(id)) throw invalid();
  const actor: Actor = { kind: "link", id, role: "machine", ...(address === undefined ? {} : { address }) };
  return inWorkspace(database, { workspaceId, actor }, async (scope) => {
    const [link] = await scope.tx
      .select()
      .from(feedbackLinks)
      .where(and(eq(feedbackLinks.workspaceId, workspaceId), eq(feedbackLinks.id, id), isNull(feedbackLinks.withdrawnAt)));
    if (link === undefined || link.expiresAt.getTime() <= Date.now()) throw invalid();
    return work(scope, link);
  });
}

function signature(body: string, key: Uint8Array): string {
  return createHmac("sha256", key).update(`stanch feedback ${body}`).digest("base64url");
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function invalid(): AppError {
  return new AppError("FEEDBACK_LINK_INVALID", {
    what: "This link does not open anything, or no more",
    where: "feedback",
    next: "Ask whoever sent it for a new one.",
  });
}
