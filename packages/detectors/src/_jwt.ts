import type { Ahead } from "@stanch/model";
import { fromBase64, jsonObject } from "./_words.ts";

/** Behind `eyJ`: the point that ends a header. Other JSON in base64, as source maps hold it, has none. */
export const HEADER_ENDS: Ahead = { find: ".", stop: " \t\r\n!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~", withinBytes: 2080 };

export interface DecodedJwt {
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
}

/** Header and payload of a JWS in compact form; undefined unless both are JSON objects and the header names an algorithm. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [head = "", body = "", ...rest] = token.split(".");
  if (rest.length !== 1) return undefined;
  const header = jsonObject(fromBase64(head) ?? "");
  const payload = jsonObject(fromBase64(body) ?? "");
  return header !== undefined && payload !== undefined && typeof header["alg"] === "string" ? { header, payload } : undefined;
}
