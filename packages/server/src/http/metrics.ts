import type { FastifyInstance } from "fastify";
import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** What /metrics shows. Labels are routes and codes, never values of requests. */
export class Metrics {
  readonly registry = new Registry();
  readonly #seconds = new Histogram({
    name: "stanch_http_request_seconds",
    help: "Time to answer",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  readonly #errors = new Counter({
    name: "stanch_http_errors_total",
    help: "Error answers by code",
    labelNames: ["code"],
    registers: [this.registry],
  });
  readonly #findings = new Counter({
    name: "stanch_findings_ingested_total",
    help: "Findings that were reported to this process",
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: "stanch_" });
  }
  countFindings(count: number): void {
    this.#findings.inc(count);
  }
  watch(app: FastifyInstance): void {
    app.addHook("onResponse", async (request, reply) => {
      const route = request.routeOptions.url ?? "unknown";
      this.#seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
      if (request.errorCode !== undefined) this.#errors.inc({ code: request.errorCode });
    });
  }
}
