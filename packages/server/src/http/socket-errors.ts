import type { Socket } from "node:net";
import { type Told, errorBody, statusOf } from "../errors/error-object.ts";
import { makeRequestId } from "./request-id.ts";

const REASON: Readonly<Record<number, string>> = { 400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large" };

/** What never becomes a request: broken HTTP, headers too large, a body that does not arrive. Answered in our form, then closed. */
export function refuseOnSocket(publicUrl: string): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const told: Told =
      error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? { code: "REQUEST_TOO_SLOW", message: "The request did not arrive in time. Send it again." }
        : { code: "REQUEST_MALFORMED", message: "This is no HTTP request that can be read." };
    const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : statusOf(told.code);
    const requestId = makeRequestId();
    const body = JSON.stringify(errorBody(told, { requestId, publicUrl, hasLog: false }));
    socket.end(
      `HTTP/1.1 ${status} ${REASON[status] ?? "Error"}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\nx-request-id: ${requestId}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };
}
