import { AppError, type ErrorCode } from "@stanch/model";

/** A store's expected failure. `where` is the store's URI, which holds no secret. */
export function failure(code: ErrorCode, what: string, where: string, next: string, cause?: unknown): AppError {
  return new AppError(code, { what, where, next, ...(cause === undefined ? {} : { cause }) });
}

export function notFound(where: string, cause?: unknown): AppError {
  return failure("STORE_NOT_FOUND", "There is no such value", where, 'Check the name, or write it with "stanch store put".', cause);
}

export function conflict(where: string, cause?: unknown): AppError {
  return failure(
    "STORE_CONFLICT",
    "Somebody else wrote there meanwhile; nothing was changed",
    where,
    'Look at it with "stanch store versions" and write again.',
    cause,
  );
}

export function tooLarge(where: string, sizeBytes: number, maxBytes: number): AppError {
  return failure(
    "STORE_TOO_LARGE",
    `The value has ${sizeBytes} bytes, the store takes ${maxBytes}`,
    where,
    "Choose another store, or split the value.",
  );
}

export function refusedValue(where: string, why: string, next: string): AppError {
  return failure("STORE_VALUE_REFUSED", why, where, next);
}

export function notTheSame(where: string): AppError {
  return failure(
    "STORE_BROKEN",
    "What was read back is not what was written",
    where,
    'Look at it with "stanch store versions" before you rely on it.',
  );
}

/** For a store that lacks what was asked. */
export function cannot(where: string, what: string, next: string): AppError {
  return failure("STORE_CANNOT", what, where, next);
}
