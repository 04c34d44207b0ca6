import { createPublicKey, verify } from "node:crypto";
import { AppError, Secret } from "@stanch/model";
import * as z from "zod";
import type { ReportedSecret } from "./record.ts";

/** A key of https://api.github.com/meta/public_keys/secret_scanning. */
export interface GithubPublicKey {
  readonly key_identifier: string;
  readonly key: string;
}

const Message = z.array(
  z.object({
    token: z.string().min(1).max(100_000),
    type: z.string().max(200),
    url: z.string().max(2000).nullish(),
    source: z.string().max(100).nullish(),
  }),
);

export interface SignedMessage {
  /** The bytes as they came: the signature is over these. */
  readonly body: Uint8Array;
  /** Header `Github-Public-Key-Identifier`. */
  readonly keyIdentifier: string;
  /** Header `Github-Public-Key-Signature`: base64 of an ASN.1 ECDSA signature (P-256, SHA-256). */
  readonly signature: string;
}

/**
 * A message of GitHub's secret scanning partner program («Secret scanning partner program», GitHub documentation).
 * Throws SIGNATURE_INVALID, then REPORT_INVALID.
 */
export function readGithubPartnerMessage(
  { body, keyIdentifier, signature }: SignedMessage,
  keys: readonly GithubPublicKey[],
): readonly ReportedSecret[] {
  const key = keys.find(({ key_identifier }) => key_identifier === keyIdentifier);
  if (key === undefined || !isSigned(body, signature, key.key))
    throw new AppError("SIGNATURE_INVALID", {
      what: "The message is not signed by GitHub",
      where: "Github-Public-Key-Signature",
      next: "Fetch GitHub's current keys when the identifier is new; refuse the message otherwise.",
    });
  const parsed = Message.safeParse(jsonOr(body));
  if (!parsed.success)
    throw new AppError("REPORT_INVALID", {
      what: "The message is no list of tokens",
      where: "body",
      next: "See GitHub's documentation of the message.",
    });
  return parsed.data.map(({ token, type, url, source }) => ({
    secret: new Secret(token),
    // A URL may hold the token itself, as a query does: host and path only.
    details: { type, source: source ?? "unknown", ...(url == null || !URL.canParse(url) ? {} : { url: withoutSecret(url, token) }) },
    isPublic: true,
  }));
}

function isSigned(body: Uint8Array, signature: string, pem: string): boolean {
  try {
    return verify("sha256", body, createPublicKey(pem), Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

function withoutSecret(url: string, token: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replaceAll(token, "…");
}

function jsonOr(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}
