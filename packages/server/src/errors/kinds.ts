import { ERROR_CODES, type ErrorCode } from "@stanch/model";

/** What a program branches on first; `code` says the rest. */
export const ERROR_TYPES = [
  "invalid_request",
  "authentication",
  "permission",
  "not_found",
  "conflict",
  "rate_limit",
  "provider",
  "unavailable",
  "internal",
] as const;
export type ErrorType = (typeof ERROR_TYPES)[number];

const BY_STATUS: Readonly<Record<number, ErrorType>> = {
  401: "authentication",
  403: "permission",
  404: "not_found",
  409: "conflict",
  410: "not_found",
  412: "conflict",
  429: "rate_limit",
  500: "internal",
  502: "provider",
  503: "unavailable",
};

/** The kind of a code follows from its status, so that the two cannot disagree. */
export function typeOf(code: ErrorCode): ErrorType {
  return BY_STATUS[ERROR_CODES[code].http] ?? "invalid_request";
}
