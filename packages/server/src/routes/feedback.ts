import { hkdfSync } from "node:crypto";
import {
  FeedbackAnswer,
  answerFeedback,
  createFeedbackLink,
  listFeedback,
  readFeedbackLink,
  withdrawFeedbackLinks,
} from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Done, InWorkspace, Time } from "./_shapes.ts";

const One = InWorkspace.extend({ incident: z.string().max(64) });
const Token = z.string().max(500).describe("The part of the link after #");
const Form = z.object({
  title: z.string(),
  masked: z.string(),
  recipient: z.string(),
  expiresAt: Time,
  answeredAt: Time.nullable(),
  places: z.array(z.object({ repository: z.string(), path: z.string(), line: z.int(), commit: z.string().nullable() })),
});
const Given = z.object({ recipient: z.string(), answeredAt: Time.nullable(), answer: FeedbackAnswer.nullable() });
for (const [id, schema] of Object.entries({ FeedbackAnswer, FeedbackForm: Form })) z.globalRegistry.add(schema, { id });
const DAY_MS = 86_400_000;

/** Asking the developer, who needs no account: a signed link that expires, good for one answer. */
export const feedbackRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const key = new Uint8Array(hkdfSync("sha256", services.secret, "", "stanch feedback links", 32));
    app.post("/workspaces/:workspace/incidents/:incident/feedback", {
      config: { access: "incident:write" },
      schema: {
        tags: ["feedback"],
        summary: "Make a link for whoever wrote the code; you send it",
        params: One,
        body: z.strictObject({ recipient: z.string().trim().min(1).max(320), days: z.int().min(1).max(30).default(7) }),
        response: { 201: z.object({ url: z.url(), expiresAt: Time }) },
      },
      handler: async (request, reply) => {
        const { recipient, days } = request.body;
        const expiresAt = new Date(Date.now() + days * DAY_MS);
        const token = await scoped(request, services, (scope) =>
          createFeedbackLink(scope, key, { incidentId: request.params.incident, recipient, expiresAt }),
        );
        return reply.code(201).send({ url: `${services.publicUrl}/feedback#${token}`, expiresAt: expiresAt.toISOString() });
      },
    });
    app.get("/workspaces/:workspace/incidents/:incident/feedback", {
      config: { access: "incident:read" },
      schema: {
        tags: ["feedback"],
        summary: "Who was asked, and what they answered",
        params: One,
        response: { 200: z.object({ items: z.array(Given) }) },
      },
      handler: async (request) => ({
        items: [...(await scoped(request, services, (scope) => listFeedback(scope, request.params.incident)))],
      }),
    });
    app.delete("/workspaces/:workspace/incidents/:incident/feedback", {
      config: { access: "incident:write" },
      schema: { tags: ["feedback"], summary: "Withdraw all links of an incident", params: One, response: { 204: Done } },
      handler: async (request, reply) => {
        await scoped(request, services, (scope) => withdrawFeedbackLinks(scope, request.params.incident));
        return reply.code(204).send(null);
      },
    });
    // The token travels in bodies: addresses are logged along the way.
    app.post("/feedback/form", {
      config: { access: "public", limit: "sign-in" },
      schema: {
        tags: ["feedback"],
        summary: "What the form behind a link shows",
        security: [],
        body: z.strictObject({ token: Token }),
        response: { 200: Form },
      },
      handler: async (request) => {
        const form = await readFeedbackLink(services.database, key, request.body.token);
        return { ...form, places: [...form.places] };
      },
    });
    app.post("/feedback/answer", {
      config: { access: "public", limit: "sign-in" },
      schema: {
        tags: ["feedback"],
        summary: "Answer through a link, once",
        security: [],
        body: z.strictObject({ token: Token, answer: FeedbackAnswer }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await answerFeedback(services.database, key, { ...request.body, address: request.ip });
        return reply.code(204).send(null);
      },
    });
  };
