import { setTimeout as sleep } from "node:timers/promises";
import { Readable } from "node:stream";
import { type Tenancy, auditHead, inWorkspace, listAudit, scansUnderWay } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { actorOf, notSignedIn, roleFor, workspaceOf } from "../auth/principal.ts";
import type { Services } from "../services.ts";
import { InWorkspace } from "./_shapes.ts";

/** What somebody who may read incidents is told of; who did it and with what stays in the audit log. */
const TOLD = /^(?:incident|findings|scan|remediation|repository)\./;
const EVERY_MS = 1000;
const KEEP_ALIVE_TURNS = 15;
/** A session that was ended, or a member who was removed, is noticed this soon. */
const RECHECK_TURNS = 30;

/** What changes in a workspace, as server-sent events: a dashboard asks again for what it shows. */
export const streamRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/stream", {
      config: { access: "incident:read" },
      schema: {
        tags: ["operation"],
        summary: "Server-sent events: `change` with what changed and where, a hint to read it again; `progress` with how far scans are",
        params: InWorkspace,
        produces: ["text/event-stream"],
      },
      handler: async (request, reply) => {
        if (request.role === undefined) throw notSignedIn();
        const tenancy = { workspaceId: workspaceOf(request), actor: actorOf(request, request.role) };
        const isStillAllowed = () =>
          roleFor(request, "incident:read", services)
            .then(() => true)
            .catch(() => false);
        return reply
          .type("text/event-stream; charset=utf-8")
          .headers({ "cache-control": "no-store", "x-accel-buffering": "no" })
          .send(Readable.from(changes(services, tenancy, isStillAllowed)));
      },
    });
  };

async function* changes(
  { database, stopping }: Services,
  tenancy: Tenancy,
  isStillAllowed: () => Promise<boolean>,
): AsyncGenerator<string> {
  let known = (await inWorkspace(database, tenancy, auditHead))?.seq ?? 0;
  let mayScan = true;
  let lastProgress = "";
  yield "retry: 3000\n\n";
  for (let turn = 1; !stopping.aborted; turn++) {
    await sleep(EVERY_MS, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted || (turn % RECHECK_TURNS === 0 && !(await isStillAllowed()))) return;
    const head = (await inWorkspace(database, tenancy, auditHead))?.seq ?? 0;
    if (head > known) {
      const { entries } = await inWorkspace(database, tenancy, (scope) => listAudit(scope, { limit: Math.min(head - known, 200) }));
      const fresh = entries.filter(({ seq, action }) => seq > known && TOLD.test(action)).toReversed();
      // A developer learns that something changed, not what: it may be of an incident that they do not see.
      for (const { seq, action, targetKind, targetId } of fresh)
        yield event(seq, tenancy.actor.role === "developer" ? { action } : { action, targetKind, targetId });
      known = head;
      mayScan ||= fresh.some(({ action }) => action.startsWith("scan."));
    } else if (turn % KEEP_ALIVE_TURNS === 0) yield ": still here\n\n";
    if (mayScan && tenancy.actor.role !== "developer") {
      const running = await inWorkspace(database, tenancy, scansUnderWay);
      const progress = JSON.stringify({ scans: running });
      if (running.length > 0 && progress !== lastProgress) yield `event: progress\ndata: ${progress}\n\n`;
      [mayScan, lastProgress] = [running.length > 0, progress];
    }
  }
}

function event(seq: number, data: object): string {
  return `id: ${seq}\nevent: change\ndata: ${JSON.stringify(data)}\n\n`;
}
