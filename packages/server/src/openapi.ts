import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";

/** Describes the API as OpenAPI 3.1 from the routes' own schemas. Must be registered before them. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "stanch",
        version,
        description:
          "Incidents of leaked secrets, and how they are closed. Every error is one object with a `code` of a catalogue. POST takes `Idempotency-Key`; GET answers with `ETag`; lists are read page by page with `cursor`.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer", description: "An API token: stanch_…" },
          session: { type: "apiKey", in: "cookie", name: "stanch.session_token" },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: jsonSchemaTransformObject,
  });
}
