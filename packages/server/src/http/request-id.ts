import { uuidV7 } from "@stanch/workflow";

/** `req_` and a UUID of version 7. A client's own X-Request-Id is not taken over: it would let it forge log entries of others. */
export function makeRequestId(): string {
  return `req_${uuidV7().replaceAll("-", "")}`;
}
