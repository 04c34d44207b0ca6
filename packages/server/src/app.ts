import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { principalOf, roleFor, notSignedIn } from "./auth/principal.ts";
import { ErrorBody } from "./errors/error-object.ts";
import { handleErrors } from "./errors/handler.ts";
import { auditRefusals } from "./http/audit-refusals.ts";
import { tagReads } from "./http/etags.ts";
import { replayRequests } from "./http/idempotency.ts";
import { checkOrigin } from "./http/origin.ts";
import { refuseOnSocket } from "./http/socket-errors.ts";
import { limitRates } from "./http/rate-limits.ts";
import { makeRequestId } from "./http/request-id.ts";
import { secureHeaders } from "./http/security-headers.ts";
import type { Access } from "./http/types.ts";
import { describeApi } from "./openapi.ts";
import { routes } from "./routes/index.ts";
import { ssoRoutes } from "./routes/sso.ts";
import { pages } from "./pages/index.ts";
import type { Services } from "./services.ts";

const MEBIBYTE = 1_048_576;

/** The whole HTTP side: hooks in the order in which a request meets them, then one plugin a resource. Does not listen. */
export async function buildApp(services: Services): Promise<{ app: FastifyInstance; entries: readonly RouteEntry[] }> {
  const loggerInstance: FastifyBaseLogger = services.logger;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: makeRequestId,
    requestIdHeader: false,
    trustProxy: services.environment.STANCH_TRUST_PROXY.length === 0 ? false : [...services.environment.STANCH_TRUST_PROXY],
    bodyLimit: MEBIBYTE,
    // A client that sends its request slowly, or not to its end, does not hold a connection for ever.
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 2000, maxHeaderSize: 32_768 },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    clientErrorHandler: refuseOnSocket(services.publicUrl),
    // `__proto__` in a body is refused rather than dropped.
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  handleErrors(app, services.publicUrl);
  await describeApi(app, services.version);
  const entries: RouteEntry[] = [];
  insistOnAccess(app, entries);
  guard(app, services);
  secureHeaders(app, services.publicUrl.startsWith("https:"));
  tagReads(app);
  replayRequests(app, services.database, services.secret);
  auditRefusals(app, services);
  services.metrics.watch(app);
  logRequests(app);
  await app.register(routes(services), { prefix: "/api/v1" });
  await app.register(ssoRoutes(services));
  await app.register(pages(services));
  return { app, entries };
}

/** A route as it was registered; for tests that walk all of them. */
export interface RouteEntry {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

/** A route that does not say who may call it does not start. Every error it may answer with is described once, here. */
function insistOnAccess(app: FastifyInstance, entries: RouteEntry[]): void {
  app.addHook("onRoute", (route) => {
    const access = route.config?.access;
    if (access === undefined) throw new TypeError(`${String(route.method)} ${route.url} does not say who may call it`);
    for (const method of [route.method].flat()) if (method !== "HEAD") entries.push({ method, url: route.url, access });
    if (route.schema !== undefined && route.url.startsWith("/api/"))
      route.schema.response = { ...(typeof route.schema.response === "object" ? route.schema.response : {}), default: ErrorBody };
  });
}

/** Before a body is read: rate, origin, who it is, what they may. */
function guard(app: FastifyInstance, services: Services): void {
  const rates = limitRates(services.environment.STANCH_RATE_LIMIT, services.environment.STANCH_SIGN_IN_LIMIT);
  app.addHook("onRequest", async (request, reply) => {
    const { access } = request.routeOptions.config;
    rates.byAddress(request, reply);
    if (access === undefined) return; // no such route
    checkOrigin(request, services.publicUrl);
    if (access === "public") return;
    const principal = await principalOf(request, services);
    if (principal === undefined) throw notSignedIn();
    request.principal = principal;
    rates.byPrincipal(request, reply);
    if (access !== "signed-in") request.role = await roleFor(request, access, services);
  });
}

/** One line a request: the route's pattern, not the address as it came. */
function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const { principal } = request;
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? "unknown",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        address: request.ip,
        ...(principal === undefined ? {} : { actor: `${principal.kind} ${principal.id}` }),
        ...(request.errorCode === undefined ? {} : { error: request.errorCode }),
      },
      "request",
    );
  });
}
