/** Every expected failure. `http` is the server's status, `exit` the command line's exit code. */
export const ERROR_CODES = {
  USAGE: { http: 400, exit: 2 },
  SOURCE_NOT_FOUND: { http: 404, exit: 2 },
  SOURCE_UNREADABLE: { http: 422, exit: 2 },
  NOTHING_READ: { http: 422, exit: 2 },
  RANGE_INVALID: { http: 400, exit: 2 },
  CONFIG_INVALID: { http: 400, exit: 2 },
  BASELINE_INVALID: { http: 400, exit: 2 },
  DETECTOR_UNKNOWN: { http: 404, exit: 2 },
  DETECTOR_INVALID: { http: 400, exit: 2 },
  FORMAT_UNKNOWN: { http: 400, exit: 2 },
  OUTPUT_UNWRITABLE: { http: 500, exit: 2 },
  OBJECT_BROKEN: { http: 422, exit: 2 },
  INTERRUPTED: { http: 499, exit: 2 },
  PLAN_INVALID: { http: 400, exit: 2 },
  FILE_CHANGED: { http: 409, exit: 2 },
  SECRET_GONE: { http: 409, exit: 2 },
  STORE_UNKNOWN: { http: 400, exit: 2 },
  STORE_UNREACHABLE: { http: 503, exit: 2 },
  STORE_SEALED: { http: 503, exit: 2 },
  STORE_DENIED: { http: 403, exit: 2 },
  STORE_NOT_FOUND: { http: 404, exit: 2 },
  STORE_CONFLICT: { http: 409, exit: 2 },
  STORE_QUOTA: { http: 429, exit: 2 },
  STORE_TOO_LARGE: { http: 413, exit: 2 },
  STORE_VALUE_REFUSED: { http: 422, exit: 2 },
  STORE_CANNOT: { http: 422, exit: 2 },
  STORE_BROKEN: { http: 502, exit: 2 },
  HOOK_CANNOT: { http: 409, exit: 2 },
  RECEIPT_INVALID: { http: 422, exit: 2 },
  KEY_INVALID: { http: 400, exit: 2 },
  CI_UNKNOWN: { http: 400, exit: 2 },
  CI_INVALID: { http: 400, exit: 2 },
  CI_RANGE: { http: 422, exit: 2 },
  DATABASE_ABSENT: { http: 503, exit: 2 },
  DATABASE_BROKEN: { http: 503, exit: 2 },
  WORKSPACE_NOT_FOUND: { http: 404, exit: 2 },
  INCIDENT_NOT_FOUND: { http: 404, exit: 2 },
  INCIDENT_CONFLICT: { http: 409, exit: 2 },
  NOT_ALLOWED: { http: 403, exit: 2 },
  CURSOR_INVALID: { http: 400, exit: 2 },
  FEEDBACK_LINK_INVALID: { http: 403, exit: 2 },
  REPORT_INVALID: { http: 422, exit: 2 },
  SIGNATURE_INVALID: { http: 401, exit: 2 },
  AUDIT_BROKEN: { http: 500, exit: 1 },
  SEALED_EXPIRED: { http: 410, exit: 2 },
  SEALED_NOT_FOUND: { http: 404, exit: 2 },
  SEALING_KEY_ABSENT: { http: 503, exit: 2 },
  SEALING_BROKEN: { http: 500, exit: 2 },
  CHANNEL_INVALID: { http: 400, exit: 2 },
  ADDRESS_REFUSED: { http: 403, exit: 2 },
  DELIVERY_FAILED: { http: 502, exit: 2 },
  REQUEST_INVALID: { http: 400, exit: 2 },
  REQUEST_MALFORMED: { http: 400, exit: 2 },
  MEDIA_TYPE_UNKNOWN: { http: 415, exit: 2 },
  REQUEST_TOO_LARGE: { http: 413, exit: 2 },
  REQUEST_TOO_SLOW: { http: 408, exit: 2 },
  ROUTE_UNKNOWN: { http: 404, exit: 2 },
  NOT_FOUND: { http: 404, exit: 2 },
  CONFLICT: { http: 409, exit: 2 },
  NOT_SIGNED_IN: { http: 401, exit: 2 },
  SIGN_IN_REFUSED: { http: 401, exit: 2 },
  SECOND_FACTOR_REFUSED: { http: 401, exit: 2 },
  SESSION_EXPIRED: { http: 401, exit: 2 },
  TOKEN_INVALID: { http: 401, exit: 2 },
  TOKEN_EXPIRED: { http: 401, exit: 2 },
  SETUP_LINK_INVALID: { http: 403, exit: 2 },
  INVITATION_INVALID: { http: 403, exit: 2 },
  PASSWORD_WEAK: { http: 422, exit: 2 },
  ORIGIN_REFUSED: { http: 403, exit: 2 },
  HOOK_REFUSED: { http: 401, exit: 2 },
  PRECONDITION_FAILED: { http: 412, exit: 2 },
  IDEMPOTENCY_KEY_INVALID: { http: 400, exit: 2 },
  IDEMPOTENCY_KEY_REUSED: { http: 409, exit: 2 },
  IDEMPOTENCY_IN_PROGRESS: { http: 409, exit: 2 },
  RATE_LIMITED: { http: 429, exit: 2 },
  SERVER_UNREACHABLE: { http: 502, exit: 2 },
  SERVER_STOPPING: { http: 503, exit: 2 },
  SSO_ABSENT: { http: 404, exit: 2 },
  SSO_REFUSED: { http: 403, exit: 2 },
  SCAN_NOT_ALLOWED: { http: 403, exit: 2 },
  INTERNAL: { http: 500, exit: 2 },
  ROTATION_DENIED: { http: 403, exit: 2 },
  ROTATION_LIMITED: { http: 429, exit: 2 },
  ROTATION_UNREACHABLE: { http: 503, exit: 2 },
  ROTATION_CANNOT: { http: 422, exit: 2 },
  ROTATION_NOT_FOUND: { http: 404, exit: 2 },
  REMEDIATION_INVALID: { http: 400, exit: 2 },
  REMEDIATION_NOT_FOUND: { http: 404, exit: 2 },
  REMEDIATION_CONFLICT: { http: 409, exit: 2 },
  APPROVAL_REFUSED: { http: 403, exit: 2 },
  EVIDENCE_DENIED: { http: 403, exit: 2 },
  EVIDENCE_UNREADABLE: { http: 502, exit: 2 },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What an upstream provider itself said of a failure, passed through under its own names; absent parts are null. No secrets. */
export interface ProviderProblem {
  /** Kebab-case id of the provider: `stripe`. */
  readonly name: string;
  readonly status: number | null;
  readonly type: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly param: string | null;
  readonly charge: string | null;
  readonly decline_code: string | null;
  readonly payment_method_type: string | null;
  readonly doc_url: string | null;
  readonly request_log_url: string | null;
  readonly request_id: string | null;
}

/** An expected failure: what happened, where, and what to do next. Never quotes a secret. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly where: string;
  readonly next: string;
  readonly provider?: ProviderProblem;

  constructor(code: ErrorCode, told: { what: string; where: string; next: string; cause?: unknown; provider?: ProviderProblem }) {
    super(`${told.what} (${told.where}). ${told.next}`, told.cause === undefined ? undefined : { cause: told.cause });
    this.code = code;
    this.where = told.where;
    this.next = told.next;
    if (told.provider !== undefined) this.provider = told.provider;
  }

  /** The built program holds this class in each of its files: one file's error is an AppError to another, too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this, value);
    return value instanceof Error && value.name === "AppError" && "code" in value && Object.hasOwn(ERROR_CODES, String(value.code));
  }
}
