import { hkdfSync } from "node:crypto";
import { Finding } from "@stanch/model/schemas";
import { RepositoryNews, ingest } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { actorOf, notSignedIn, workspaceOf } from "../auth/principal.ts";
import type { Services } from "../services.ts";
import { InWorkspace, Time } from "./_shapes.ts";

/** One of our own: a name in zod's registry would change the published schema of a finding wherever that is made. */
const Reported = Finding.refine(({ fingerprint }) => /^[0-9a-f]{64}$/.test(fingerprint), "The fingerprint is 64 hex digits");
z.globalRegistry.add(Reported, { id: "Finding" });

const MOST_FINDINGS = 5000;
const MOST_BYTES = 33_554_432;

const Report = z.strictObject({
  repository: RepositoryNews.strict(),
  scannedAt: Time.describe("When it was scanned; the same report sent again changes nothing"),
  findings: z.array(Reported).max(MOST_FINDINGS),
});
const Taken = z.object({ created: z.int(), known: z.int(), reopened: z.int(), newOccurrences: z.int(), incidents: z.array(z.uuid()) });

/** Findings of scans elsewhere: masks and fingerprints, no secret in clear. */
export const findingRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.post("/workspaces/:workspace/findings", {
      config: { access: "finding:write" },
      bodyLimit: MOST_BYTES,
      schema: {
        tags: ["findings"],
        summary: `Report findings of one repository, at most ${MOST_FINDINGS} a request; \`stanch push\` does this`,
        params: InWorkspace,
        body: Report,
        response: { 200: Taken },
      },
      handler: async (request) => {
        if (request.role === undefined) throw notSignedIn();
        const { repository, scannedAt, findings } = request.body;
        const tenancy = { workspaceId: workspaceOf(request), actor: actorOf(request, request.role) };
        const taken = await ingest(services.database, tenancy, { repository: present(repository), seenAt: new Date(scannedAt), findings });
        services.metrics.countFindings(findings.length);
        const count = (outcome: string): number => taken.filter((one) => one.outcome === outcome).length;
        return {
          created: count("created"),
          known: count("known"),
          reopened: count("reopened"),
          newOccurrences: taken.reduce((sum, { newOccurrences }) => sum + newOccurrences, 0),
          incidents: taken.map(({ incidentId }) => incidentId),
        };
      },
    });
    app.get("/workspaces/:workspace/fingerprint-key", {
      config: { access: "finding:write" },
      schema: {
        tags: ["findings"],
        summary: "The key of this workspace's fingerprints, for STANCH_FINGERPRINT_KEY: scans with it meet in one incident a secret",
        params: InWorkspace,
        response: { 200: z.object({ key: z.string() }) },
      },
      handler: async (request, reply) => {
        void reply.header("cache-control", "no-store");
        return { key: fingerprintKeyOf(services.secret, workspaceOf(request)) };
      },
    });
  };

/** Derived, so that it is kept nowhere. Another STANCH_SECRET makes others. */
export function fingerprintKeyOf(secret: string, workspaceId: string): string {
  return Buffer.from(hkdfSync("sha256", secret, workspaceId.toLowerCase(), "stanch fingerprints", 32)).toString("hex");
}

function present({ name, exposure, readers, codeowners, catalogue }: z.output<typeof RepositoryNews>): RepositoryNews {
  return {
    name,
    ...(exposure === undefined ? {} : { exposure }),
    ...(readers === undefined ? {} : { readers }),
    ...(codeowners === undefined ? {} : { codeowners }),
    ...(catalogue === undefined ? {} : { catalogue }),
  };
}
