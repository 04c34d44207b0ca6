import {
  CHANNEL_KINDS,
  Channel,
  NewChannel,
  createChannel,
  deleteChannel,
  listChannels,
  listDeliveries,
  retryDead,
  setChannelEnabled,
  testChannel,
} from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { pageOf } from "../http/cursor.ts";
import { scoped, tenancyOf } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Done, InWorkspace, Time } from "./_shapes.ts";

const Delivery = z.object({
  id: z.int(),
  incidentId: z.uuid(),
  kind: z.string(),
  at: Time,
  state: z.enum(["pending", "sent", "dead"]),
  attempts: z.int(),
  lastError: z.string().nullable(),
  sentAt: Time.nullable(),
});
for (const [id, schema] of Object.entries({ Channel, NewChannel, Delivery })) z.globalRegistry.add(schema, { id });
const One = InWorkspace.extend({ channel: z.string().max(64) });
const Kind = z.object({
  kind: z.string(),
  title: z.string(),
  settings: z.record(z.string(), z.unknown()).describe("JSON schema"),
  secrets: z.record(z.string(), z.unknown()).describe("JSON schema"),
});

/** Where people are told: mail, chat, pagers, webhooks, tickets. A channel's secrets are sealed and never answered. */
export const notificationRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/notification-kinds", {
      config: { access: "signed-in" },
      schema: {
        tags: ["notifications"],
        summary: "Kinds of channels, and what each must be told",
        response: { 200: z.object({ items: z.array(Kind) }) },
      },
      handler: async () => ({
        items: [...CHANNEL_KINDS.values()].map(({ kind, title, settings, secrets }) => ({
          kind,
          title,
          settings: jsonSchemaOf(settings),
          secrets: jsonSchemaOf(secrets),
        })),
      }),
    });
    app.get("/workspaces/:workspace/notifications", {
      config: { access: "notification:read" },
      schema: { tags: ["notifications"], summary: "Channels", params: InWorkspace, response: { 200: pageOf(Channel) } },
      handler: async (request) => ({ items: [...(await scoped(request, services, listChannels))], nextCursor: null }),
    });
    app.post("/workspaces/:workspace/notifications", {
      config: { access: "notification:write" },
      schema: {
        tags: ["notifications"],
        summary: "Make a channel",
        params: InWorkspace,
        body: NewChannel.strict(),
        response: { 201: Channel },
      },
      handler: async (request, reply) => {
        const { ring } = await services.work();
        return reply.code(201).send(await createChannel(services.database, ring, { tenancy: tenancyOf(request), channel: request.body }));
      },
    });
    app.patch("/workspaces/:workspace/notifications/:channel", {
      config: { access: "notification:write" },
      schema: {
        tags: ["notifications"],
        summary: "Turn a channel on or off",
        params: One,
        body: z.strictObject({ isEnabled: z.boolean() }),
        response: { 200: Channel },
      },
      handler: async (request) =>
        scoped(request, services, (scope) => setChannelEnabled(scope, request.params.channel, request.body.isEnabled)),
    });
    app.delete("/workspaces/:workspace/notifications/:channel", {
      config: { access: "notification:write" },
      schema: {
        tags: ["notifications"],
        summary: "Delete a channel, with its secrets and what it had still to send",
        params: One,
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await scoped(request, services, (scope) => deleteChannel(scope, request.params.channel));
        return reply.code(204).send(null);
      },
    });
    app.post("/workspaces/:workspace/notifications/:channel/test", {
      config: { access: "notification:write" },
      schema: {
        tags: ["notifications"],
        summary: "Send a message that says that it is a test (a channel of tickets gets a ticket)",
        params: One,
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        const { ring } = await services.work();
        const reach = { privateHosts: services.environment.STANCH_PRIVATE_HOSTS };
        await testChannel(services.database, ring, {
          tenancy: tenancyOf(request),
          id: request.params.channel,
          reach,
          publicUrl: services.publicUrl,
        });
        return reply.code(204).send(null);
      },
    });
    app.get("/workspaces/:workspace/notifications/:channel/deliveries", {
      config: { access: "notification:read" },
      schema: {
        tags: ["notifications"],
        summary: "The newest 100 messages of a channel",
        params: One,
        response: { 200: pageOf(Delivery) },
      },
      handler: async (request) => ({
        items: [...(await scoped(request, services, (scope) => listDeliveries(scope, request.params.channel)))],
        nextCursor: null,
      }),
    });
    app.post("/workspaces/:workspace/notifications/:channel/retry", {
      config: { access: "notification:write" },
      schema: {
        tags: ["notifications"],
        summary: "Try again what was given up",
        params: One,
        response: { 200: z.object({ retried: z.int() }) },
      },
      handler: async (request) => ({ retried: await scoped(request, services, (scope) => retryDead(scope, request.params.channel)) }),
    });
  };

function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  return { ...z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) };
}
