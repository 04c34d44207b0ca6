import { createHmac, timingSafeEqual } from "node:crypto";

/** What came over the network: header names in lower case, and the body as it was sent, byte for byte. */
export interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Who says something: each host signs in its own way. */
export const HOOK_KINDS = ["github", "gitlab", "bitbucket", "registry"] as const;
export type HookKind = (typeof HOOK_KINDS)[number];

/** `forged`: not signed by who knows the secret. `stale`: signed, and too old to be believed. `unnamed`: nothing tells it from another. */
export type Judged = { readonly delivery: string } | { readonly refused: "forged" | "stale" | "unnamed" };

/** A signed time may be so far from ours: clocks differ, queues wait. */
const WINDOW_MS = 5 * 60_000;

/**
 * Checks a delivery against the secret in constant time and gives its id, by which a copy is told. Sources: GitHub «Validating
 * webhook deliveries», GitLab «Webhooks» (X-Gitlab-Token, and the Standard Webhooks headers of newer versions), Bitbucket «Manage
 * webhooks» (X-Hub-Signature), Standard Webhooks 1.0. A registry sends what it was given: `Authorization: Bearer SECRET`.
 */
export function judge(kind: HookKind, received: Received, secret: string, now: Date): Judged {
  const header = (name: string): string | undefined => {
    const value = received.headers[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const standard = header("webhook-signature");
  if (standard !== undefined)
    return standardWebhook(received, { secret, signatures: standard, id: header("webhook-id"), at: header("webhook-timestamp"), now });
  switch (kind) {
    case "github":
      return named(isHmac(received.body, header("x-hub-signature-256"), secret), header("x-github-delivery"));
    case "gitlab":
      return named(isSame(header("x-gitlab-token"), secret), header("idempotency-key") ?? header("x-gitlab-event-uuid"));
    case "bitbucket":
      return named(isHmac(received.body, header("x-hub-signature"), secret), header("x-request-uuid"));
    case "registry":
      return named(isSame(header("authorization"), `Bearer ${secret}`), eventId(received.body));
  }
}

function named(isSigned: boolean, delivery: string | undefined): Judged {
  if (!isSigned) return { refused: "forged" };
  return delivery === undefined || !/^[\x21-\x7e]{1,100}$/.test(delivery) ? { refused: "unnamed" } : { delivery };
}

/** `sha256=` and 64 hexadecimal digits: HMAC of the bytes as they came, before anything parsed them. */
function isHmac(body: Buffer, given: string | undefined, secret: string): boolean {
  return isSame(given, `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
}

interface Standard {
  readonly secret: string;
  readonly signatures: string;
  readonly id: string | undefined;
  readonly at: string | undefined;
  readonly now: Date;
}

/** HMAC over id, time and body; several signatures while a key is changed. */
function standardWebhook({ body }: Received, { secret, signatures, id, at, now }: Standard): Judged {
  if (id === undefined || at === undefined || !/^\d{1,12}$/.test(at)) return { refused: "forged" };
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice("whsec_".length), "base64") : Buffer.from(secret);
  const wanted = createHmac("sha256", key).update(`${id}.${at}.`).update(body).digest("base64");
  // All are compared: how long it takes tells nothing of which one fits.
  const fits = signatures.split(" ").map((one) => isSame(one.startsWith("v1,") ? one.slice(3) : undefined, wanted));
  if (!fits.includes(true)) return { refused: "forged" };
  if (Math.abs(now.getTime() - Number(at) * 1000) > WINDOW_MS) return { refused: "stale" };
  return named(true, id);
}

/** In a time that does not tell how much of it is right. */
function isSame(given: string | undefined, wanted: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A registry's notification holds events, each with an id. */
function eventId(body: Buffer): string | undefined {
  return /"id"\s*:\s*"([\x21\x23-\x5b\x5d-\x7e]{1,100})"/.exec(body.subarray(0, 65_536).toString("latin1"))?.[1];
}
