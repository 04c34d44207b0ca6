import { type DestinationStream, type Logger, pino } from "pino";

/** Fields whose values are never written, wherever they stand two levels deep. */
const SECRET_FIELDS = ["authorization", "cookie", "password", "token", "secret", "code", "backupCode", "value", "url", "key"];

/**
 * JSON lines. A line break in a value is escaped by JSON, so that no request can forge a line. Of a request only the route, its
 * method and the address are logged: neither headers nor bodies nor queries.
 */
export function makeLogger(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { service: "stanch" },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
      serializers: { err: errorOf, req: () => undefined, res: () => undefined },
    },
    destination,
  );
}

/** A library's error may quote a query's parameters or a header: its name, code and stack's places stay, its message is cut. */
function errorOf(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const places = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return {
    name: error.name,
    ...("code" in error ? { code: String(error.code).slice(0, 60) } : {}),
    message: withoutValues(error.message),
    stack: places.slice(0, 12).join("\n"),
    ...(error.cause instanceof Error ? { cause: { name: error.cause.name, message: withoutValues(error.cause.message) } } : {}),
  };
}

/** PostgreSQL's and drizzle's messages end with parameters; long words without a space are no words. */
function withoutValues(message: string): string {
  return (message.split("\nparams:")[0] ?? "").replace(/[^\s"'`(),;=]{24,}/g, "[…]").slice(0, 500);
}
