import { fromBase64, jsonObject } from "./_words.ts";

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
