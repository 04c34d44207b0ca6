import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { type Database, asSystem, idempotencyKeys } from "@stanch/workflow";
import { and, eq, lt, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { RequestError } from "../errors/error-object.ts";

/** Answers are kept a day, and a request that never ended (its server died) blocks its key for a minute. */
const KEPT = sql`now() - interval '24 hours'`;
const ABANDONED_MS = 60_000;

declare module "fastify" {
  interface FastifyRequest {
    /** Set while this request holds an idempotency key. */
    heldKey?: { readonly principal: string; readonly key: string };
  }
}

/**
 * A POST with an Idempotency-Key happens once: whoever repeats it gets the first answer, and the key with another body is a
 * conflict. Answers of the server's own failures (5xx) and of too many requests are not kept: the next try counts.
 * `secret` seals the kept answers.
 */
export function replayRequests(app: FastifyInstance, database: Database, secret: string): void {
  const seal = new AnswerSeal(secret);
  app.addHook("preHandler", async (request, reply) => {
    const header = request.headers["idempotency-key"];
    const { principal } = request;
    if (request.method !== "POST" || header === undefined || principal === undefined) return;
    if (request.routeOptions.config.isReplayable === false) return;
    const held = { principal: `${principal.kind} ${principal.id}`, key: keyOf(header) };
    const kept = await take(database, held, requestOf(request));
    if (kept === undefined) {
      request.heldKey = held;
      return;
    }
    void reply.code(kept.status).header("idempotent-replayed", "true").type("application/json; charset=utf-8").serializer(String);
    return reply.send(seal.open(kept.answer));
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const held = request.heldKey;
    if (held === undefined) return payload;
    delete request.heldKey;
    const where = and(eq(idempotencyKeys.principal, held.principal), eq(idempotencyKeys.key, held.key));
    const isFinal =
      reply.statusCode < 500 && reply.statusCode !== 429 && (typeof payload === "string" || payload === undefined || payload === null);
    await asSystem(database, async (tx) => {
      if (!isFinal) await tx.delete(idempotencyKeys).where(where);
      else
        await tx
          .update(idempotencyKeys)
          .set({ status: reply.statusCode, answer: seal.close(String(payload ?? "")) })
          .where(where);
    });
    return payload;
  });
}

function keyOf(header: string | string[]): string {
  if (typeof header === "string" && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new RequestError("IDEMPOTENCY_KEY_INVALID", {
    what: "This is no idempotency key",
    where: "header Idempotency-Key",
    next: "Send 1 to 255 visible ASCII characters, such as a UUID.",
  });
}

/** What makes two requests the same. */
function requestOf(request: FastifyRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([request.method, request.url, request.body ?? null]))
    .digest("hex");
}

/** Takes the key, or gives the answer that is kept for it. */
async function take(
  database: Database,
  { principal, key }: { principal: string; key: string },
  request: string,
): Promise<{ status: number; answer: Buffer } | undefined> {
  return asSystem(database, async (tx) => {
    await tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, KEPT));
    const taken = await tx.insert(idempotencyKeys).values({ principal, key, request }).onConflictDoNothing().returning();
    if (taken.length > 0) return undefined;
    const where = and(eq(idempotencyKeys.principal, principal), eq(idempotencyKeys.key, key));
    const [row] = await tx.select().from(idempotencyKeys).where(where).for("update");
    if (row === undefined) throw inProgress();
    if (row.request !== request)
      throw new RequestError("IDEMPOTENCY_KEY_REUSED", {
        what: "This key came with another request before",
        where: "header Idempotency-Key",
        next: "Take a new key.",
      });
    if (row.status !== null && row.answer !== null) return { status: row.status, answer: row.answer };
    if (Date.now() - row.createdAt.getTime() < ABANDONED_MS) throw inProgress();
    await tx
      .update(idempotencyKeys)
      .set({ createdAt: sql`now()` })
      .where(where);
    return undefined;
  });
}

function inProgress(): RequestError {
  return new RequestError("IDEMPOTENCY_IN_PROGRESS", {
    what: "The first request with this key is still being worked on",
    where: "header Idempotency-Key",
    next: "Send it again in a moment.",
  });
}

/** AES-256-GCM under a key of its own, derived from the server's secret. */
class AnswerSeal {
  readonly #key: Buffer;
  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync("sha256", secret, "", "stanch idempotent answers", 32));
  }
  close(text: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  }
  open(sealed: Buffer): string {
    const cipher = createDecipheriv("aes-256-gcm", this.#key, sealed.subarray(0, 12));
    cipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]).toString("utf8");
  }
}
