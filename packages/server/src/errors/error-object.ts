import { AppError, ERROR_CODES, type ErrorCode, type ProviderProblem } from "@stanch/model";
import * as z from "zod";
import { ERROR_TYPES, typeOf } from "./kinds.ts";

const text = z.string().nullable();

/** The upstream provider's own error, under its own names. */
const Provider = z
  .object({
    name: z.string(),
    status: z.int().nullable(),
    type: text,
    code: text,
    message: text,
    param: text,
    charge: text,
    decline_code: text,
    payment_method_type: text,
    doc_url: text,
    request_log_url: text,
    request_id: text,
  })
  .describe("What the upstream provider itself answered, passed through under its own names");

/** Every answer of the API that is no success. */
export const ErrorBody = z
  .object({
    error: z.object({
      type: z.enum(ERROR_TYPES).describe("The kind: what to branch on first"),
      code: z.string().describe("Stable; doc_url explains it"),
      message: z.string().describe("What, where and what to do next, for people; holds no secret"),
      param: text.describe("The field at fault, as a path: body.name, query.limit"),
      doc_url: z.string().describe("The page about this code, on this server"),
      request_log_url: text.describe("This request's entry in the audit log, for those who may read it"),
      request_id: z.string(),
      provider: Provider.nullable(),
    }),
  })
  .describe("An error");
export type ErrorBody = z.infer<typeof ErrorBody>;
z.globalRegistry.add(ErrorBody, { id: "Error" });

/** What the answer to one failed request is made from. */
export interface Told {
  readonly code: ErrorCode;
  readonly message: string;
  readonly param?: string | undefined;
  readonly provider?: ProviderProblem | undefined;
}

/** An AppError that also names the field at fault. */
export class RequestError extends AppError {
  readonly param: string | undefined;
  constructor(code: ErrorCode, told: { what: string; where: string; next: string; param?: string; cause?: unknown }) {
    super(code, told);
    this.param = told.param;
  }
}

/** The body of an error answer. `publicUrl` without a slash at its end. */
export function errorBody(
  told: Told,
  { requestId, publicUrl, hasLog }: { requestId: string; publicUrl: string; hasLog: boolean },
): ErrorBody {
  return {
    error: {
      type: typeOf(told.code),
      code: told.code,
      message: told.message,
      param: told.param ?? null,
      doc_url: `${publicUrl}/errors/${told.code}`,
      request_log_url: hasLog ? `${publicUrl}/api/v1/requests/${requestId}` : null,
      request_id: requestId,
      provider: told.provider ?? null,
    },
  };
}

export function statusOf(code: ErrorCode): number {
  return ERROR_CODES[code].http;
}
