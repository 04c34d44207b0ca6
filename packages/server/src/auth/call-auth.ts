import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { ErrorCode } from "@stanch/model";
import { RequestError } from "../errors/error-object.ts";

const Refusal = z.object({ code: z.string().optional(), message: z.string().optional() });

/** better-auth's words in ours. What is not listed is a refusal of what was tried. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: "SIGN_IN_REFUSED",
  INVALID_PASSWORD: "SIGN_IN_REFUSED",
  INVALID_CODE: "SECOND_FACTOR_REFUSED",
  INVALID_BACKUP_CODE: "SECOND_FACTOR_REFUSED",
  INVALID_TWO_FACTOR_COOKIE: "SECOND_FACTOR_REFUSED",
  OTP_HAS_EXPIRED: "SECOND_FACTOR_REFUSED",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "SECOND_FACTOR_REFUSED",
  ACCOUNT_TEMPORARILY_LOCKED: "RATE_LIMITED",
  TOTP_ALREADY_ENABLED: "CONFLICT",
  TOTP_NOT_ENABLED: "CONFLICT",
  TWO_FACTOR_NOT_ENABLED: "CONFLICT",
  BACKUP_CODES_NOT_ENABLED: "SECOND_FACTOR_REFUSED",
  USER_ALREADY_EXISTS: "CONFLICT",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "CONFLICT",
  PASSWORD_TOO_SHORT: "PASSWORD_WEAK",
  PASSWORD_TOO_LONG: "PASSWORD_WEAK",
  SESSION_NOT_FRESH: "SESSION_EXPIRED",
  UNAUTHORIZED: "SESSION_EXPIRED",
};

const SENTENCES: Partial<Record<ErrorCode, readonly [what: string, next: string]>> = {
  SIGN_IN_REFUSED: ["E-mail address and password do not fit", "Try again; after several failures there is a pause."],
  SECOND_FACTOR_REFUSED: ["The second factor is refused", "Take the next code, or sign in again."],
  RATE_LIMITED: ["Too many failures", "Wait a quarter of an hour."],
  CONFLICT: ["This is so already, or not yet", "Read it again."],
  PASSWORD_WEAK: ["The password is too short or too long", "Take 12 to 256 characters."],
  SESSION_EXPIRED: ["The session has ended, or is too old for this", "Sign in again."],
};

/** Headers for a call of better-auth: the caller's cookies, and the address as we believe it. */
export function authHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ "x-stanch-address": request.ip });
  const { cookie } = request.headers;
  const agent = request.headers["user-agent"];
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (agent !== undefined) headers.set("user-agent", agent.slice(0, 300));
  return headers;
}

/** Hands better-auth's cookies to the caller and gives its answer. A refusal becomes one of our errors. */
export async function answerOf(response: Response, reply: FastifyReply): Promise<unknown> {
  for (const cookie of response.headers.getSetCookie()) void reply.header("set-cookie", cookie);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body;
  const refusal = Refusal.safeParse(body).data;
  const code = CODES[refusal?.code ?? ""] ?? (response.status < 500 ? "SIGN_IN_REFUSED" : "INTERNAL");
  const [what, next] = SENTENCES[code] ?? ["This was refused", "Try again."];
  throw new RequestError(code, { what, where: "log-in", next });
}
