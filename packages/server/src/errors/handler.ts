import { AppError, type ErrorCode } from "@stanch/model";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { RequestError, type Told, errorBody, statusOf } from "./error-object.ts";

/** What Fastify itself refuses, in our words. */
const OF_FASTIFY: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "REQUEST_TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "MEDIA_TYPE_UNKNOWN",
  FST_ERR_CTP_EMPTY_JSON_BODY: "REQUEST_MALFORMED",
  FST_ERR_CTP_INVALID_JSON_BODY: "REQUEST_MALFORMED",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "REQUEST_MALFORMED",
  FST_ERR_VALIDATION: "REQUEST_INVALID",
  FST_ERR_BAD_URL: "REQUEST_MALFORMED",
  FST_ERR_ASYNC_CONSTRAINT: "REQUEST_MALFORMED",
  FST_ERR_REP_ALREADY_SENT: "INTERNAL",
};

const SENTENCE: Partial<Record<ErrorCode, string>> = {
  REQUEST_TOO_LARGE: "The body is too large. Send it in smaller pieces.",
  MEDIA_TYPE_UNKNOWN: "The body is of a type that this address does not take. Send application/json.",
  REQUEST_MALFORMED: "The request cannot be read. Send JSON in UTF-8 that fits its headers.",
};

/** One place turns whatever was thrown into the error object. What we did not expect is told to the log, not to the client. */
export function handleErrors(app: FastifyInstance, publicUrl: string): void {
  const answer = (told: Told, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    request.errorCode = told.code;
    const status = statusOf(told.code);
    if (status === 413 || status === 408) void reply.header("connection", "close");
    // A client's own number is kept out of what a proxy may cache.
    return reply
      .code(status)
      .header("cache-control", "no-store")
      .type("application/json; charset=utf-8")
      .serializer(JSON.stringify)
      .send(errorBody(told, { requestId: request.id, publicUrl, hasLog: request.principal !== undefined }));
  };
  app.setErrorHandler((error: FastifyError, request, reply) => answer(toldOf(error, request), request, reply));
  app.setNotFoundHandler((request, reply) =>
    answer(
      { code: "ROUTE_UNKNOWN", message: `There is no such address for ${request.method}. /docs and /openapi.json list all.` },
      request,
      reply,
    ),
  );
}

function toldOf(error: FastifyError, request: FastifyRequest): Told {
  if (error instanceof RequestError) return { code: error.code, message: error.message, param: error.param };
  if (error instanceof AppError) return { code: error.code, message: error.message, provider: error.provider };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [issue] = error.validation;
    const path = (issue?.instancePath ?? "").split("/").filter((part) => part !== "");
    // zod's messages say what was expected, and never what was given, but for the name of a field that is not described.
    const said = issue?.keyword === "unrecognized_keys" ? "A field is not described, and so refused" : issue?.message;
    const message = `${said ?? "This has the wrong form"}. Compare with the API's description at /docs.`;
    return { code: "REQUEST_INVALID", message, param: [placeOf(error), ...path].join(".") };
  }
  if (isUnkeepable(error))
    return { code: "REQUEST_INVALID", message: "A text holds a character that the database cannot keep, such as NUL. Leave it out." };
  const code = OF_FASTIFY[error.code] ?? (error instanceof SyntaxError ? "REQUEST_MALFORMED" : undefined);
  if (code !== undefined) return { code, message: SENTENCE[code] ?? "The request cannot be read." };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: "REQUEST_MALFORMED", message: SENTENCE.REQUEST_MALFORMED ?? "" };
  request.log.error({ err: error }, "unexpected error");
  return { code: "INTERNAL", message: `Something went wrong here. Give the request id ${request.id} to the operator.` };
}

/** PostgreSQL's character_not_in_repertoire and untranslatable_character, below drizzle's own error. */
function isUnkeepable(error: Error): boolean {
  const { cause } = error;
  return typeof cause === "object" && cause !== null && "code" in cause && (cause.code === "22021" || cause.code === "22P05");
}

function placeOf({ validationContext }: FastifyError): string {
  return validationContext === "querystring" ? "query" : (validationContext ?? "body");
}
