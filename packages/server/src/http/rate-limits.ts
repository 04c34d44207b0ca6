import type { FastifyReply, FastifyRequest } from "fastify";
import { RequestError } from "../errors/error-object.ts";
import { type Left, Limiter } from "./limiter.ts";

/** Counts by address before anybody is known, then by who it is. Every answer carries what is left (RateLimit headers). */
export function limitRates(
  perMinute: number,
  signInsPerMinute: number,
): {
  byAddress: (request: FastifyRequest, reply: FastifyReply) => void;
  byPrincipal: (request: FastifyRequest, reply: FastifyReply) => void;
} {
  const limiter = new Limiter();
  return {
    byAddress(request, reply) {
      // A company's people often share one address: it gets several persons' worth.
      check(limiter.hit(`address ${request.ip}`, perMinute * 5), reply);
      if (request.routeOptions.config.limit !== undefined)
        check(limiter.hit(`sign-in ${request.routeOptions.url ?? ""} ${request.ip}`, signInsPerMinute), reply);
    },
    byPrincipal(request, reply) {
      const { principal } = request;
      if (principal === undefined || request.routeOptions.config.limit !== undefined) return;
      check(limiter.hit(`${principal.kind} ${principal.id}`, perMinute), reply);
    },
  };
}

function check(left: Left, reply: FastifyReply): void {
  void reply.headers({
    "ratelimit-limit": left.limit,
    "ratelimit-remaining": left.remaining,
    "ratelimit-reset": left.resetSeconds,
  });
  if (!left.isOver) return;
  void reply.header("retry-after", left.resetSeconds);
  throw new RequestError("RATE_LIMITED", {
    what: "Too many requests in this minute",
    where: `limit ${left.limit}`,
    next: `Wait ${left.resetSeconds} seconds.`,
  });
}
