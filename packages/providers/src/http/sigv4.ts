import type { Secret } from "@stanch/model";
import { createHash, createHmac } from "node:crypto";

export interface SigningRequest {
  readonly method: string;
  readonly path: string;
  /** Already encoded and sorted, without `?`. */
  readonly query?: string;
  /** Names in lower case, `host` among them; all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly region: string;
  readonly service: string;
}

/**
 * The `authorization` header of AWS Signature Version 4 (AWS General Reference, «Create a signed AWS API request»).
 * `x-amz-date` must be among the headers and gives the time.
 */
export function authorization(request: SigningRequest, key: SigningKey): string {
  const time = request.headers["x-amz-date"] ?? "";
  const day = time.slice(0, 8);
  const scope = `${day}/${key.region}/${key.service}/aws4_request`;
  const names = Object.keys(request.headers).toSorted();
  const signed = names.join(";");
  const canonical = [
    request.method,
    request.path,
    request.query ?? "",
    ...names.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}`),
    "",
    signed,
    sha256(request.body),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)].join("\n");
  const signature = hmac(signingKey(day, key), toSign).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}

/** `x-amz-date`: 20150830T123600Z. */
export function amzDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, "");
}

function signingKey(day: string, { secretAccessKey, region, service }: SigningKey): Buffer {
  const steps = [day, region, service, "aws4_request"];
  return steps.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey.reveal()}`, "latin1"));
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
