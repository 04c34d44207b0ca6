import { AppError } from "@stanch/model";
import { codeOf } from "../files.ts";
import { numberAt } from "../json.ts";
import { conflict, failure, notFound } from "../failures.ts";

const DENIED = new Set([
  "AccessDeniedException",
  "CredentialsProviderError",
  "ExpiredTokenException",
  "IncompleteSignature",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
]);
const QUOTA = new Set(["LimitExceededException", "ThrottlingException", "TooManyRequestsException"]);
const UNREACHABLE = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH"]);

/** What an error of the SDK means. Its own text is not shown: a ValidationException quotes what it was sent. */
export function awsFailure(error: unknown, where: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { name } = error;
  if (name === "ResourceNotFoundException") return notFound(where, error);
  if (name === "ResourceExistsException") return conflict(where, error);
  const status = numberAt(error, "$metadata", "httpStatusCode");
  if (DENIED.has(name) || status === 401 || status === 403)
    return failure(
      "STORE_DENIED",
      `AWS refuses: ${DENIED.has(name) ? name : `HTTP ${status}`}`,
      where,
      "Check the credentials, the region and what the role may do.",
      error,
    );
  if (QUOTA.has(name)) return failure("STORE_QUOTA", `A limit of AWS is reached: ${name}`, where, "Wait, or raise the quota.", error);
  if (UNREACHABLE.has(codeOf(error) ?? "") || name === "TimeoutError")
    return failure("STORE_UNREACHABLE", "AWS does not answer", where, "Check the network, the region and AWS_ENDPOINT_URL.", error);
  if ("$metadata" in error) return failure("STORE_BROKEN", `AWS answered ${name}`, where, "Look it up in CloudTrail.", error);
  return error;
}

export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
