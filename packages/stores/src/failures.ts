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

/** Reads back what was just written: whoever may write and not read must not believe that nothing was written. */
export async function readBack<T>(where: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw failure(
      error.code,
      `It was written, and could not be read back to compare: ${error.message}`,
      where,
      "Look at it where it is kept.",
    );
  }
}

export function notTheSame(where: string): AppError {
  return failure(
    "STORE_BROKEN",
    "What was read back is not what was written",
    where,
    'Look at it with "stanch store versions" before you rely on it.',
  );
}

/**
 * What a refusal of a REST service means where it says nothing more special. Its own words are not shown: some quote what
 * they were sent. `next`: what to check when the credentials are not enough.
 */
export function refusal(service: string, status: number, where: string, next: string): AppError {
  if (status === 401) return failure("STORE_DENIED", `${service} refuses the credentials: HTTP 401`, where, next);
  if (status === 403) return failure("STORE_DENIED", `${service} does not allow that: HTTP 403`, where, next);
  if (status === 413) return failure("STORE_TOO_LARGE", "The value is too large for the store", where, "Split it.");
  if (status === 429) return failure("STORE_QUOTA", `A limit of ${service} is reached`, where, "Wait a little, or raise the quota.");
  if (status >= 500)
    return failure("STORE_UNREACHABLE", `${service} cannot serve now: HTTP ${status}`, where, "Try again, or look at its status page.");
  return failure("STORE_BROKEN", `${service} answered HTTP ${status}`, where, "Check the reference and what the service's log says.");
}

/** For a store that lacks what was asked. */
export function cannot(where: string, what: string, next: string): AppError {
  return failure("STORE_CANNOT", what, where, next);
}
