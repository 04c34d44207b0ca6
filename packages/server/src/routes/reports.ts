import { readCsvReport, readEmailReport, recordReport } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { fingerprintKeyOf } from "./findings.ts";
import { InWorkspace } from "./_shapes.ts";

/** Breach and phishing reports of third parties: matched with incidents by keyed hash, and not kept. */
export const reportRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.post("/workspaces/:workspace/external-reports", {
      config: { access: "finding:write" },
      bodyLimit: 16_777_216,
      schema: {
        tags: ["findings"],
        summary: "A third party's report: a CSV table with a column of secrets, or a mail as a file. Names the incidents that it is about",
        params: InWorkspace,
        body: z.strictObject({
          format: z.enum(["csv", "email"]),
          origin: z.string().trim().min(1).max(200),
          text: z.string().min(1).max(15_000_000),
        }),
        response: { 200: z.object({ matched: z.array(z.uuid()), waiting: z.int(), known: z.int() }) },
      },
      handler: async (request) => {
        const { format, origin, text } = request.body;
        const secrets = format === "csv" ? readCsvReport(text) : readEmailReport(Buffer.from(text));
        // The same bytes that a scan takes from STANCH_FINGERPRINT_KEY.
        const key = Buffer.from(fingerprintKeyOf(services.secret, request.params.workspace));
        const { matched, waiting, known } = await scoped(request, services, (scope) =>
          recordReport(scope, key, { kind: format, origin, secrets }),
        );
        return { matched: [...matched], waiting, known };
      },
    });
  };
