import { createHmac, randomBytes } from "node:crypto";
import * as z from "zod";
import { accepted, channelKind } from "../kind.ts";

/**
 * Any receiver, by the Standard Webhooks specification: `webhook-id`, `webhook-timestamp` and `webhook-signature` (`v1,` and the
 * base64 HMAC-SHA-256 of `id.timestamp.body`). The key is written `whsec_` and base64.
 */
export const webhook = channelKind({
  kind: "webhook",
  title: "Webhook",
  settings: z.object({}),
  secrets: z.object({ url: z.url(), key: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/) }),
  async send(message, { secrets, post }) {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const [first] = message.told;
    const body = {
      type: message.told.length === 1 ? first.kind : "incident.digest",
      timestamp: first.at,
      data: { events: message.told.map(({ kind, at, incident, url }) => ({ kind, at, url, incident })) },
    };
    const headers = {
      "webhook-id": message.id,
      "webhook-timestamp": timestamp,
      "webhook-signature": sign(secrets.key, `${message.id}.${timestamp}`, body),
    };
    accepted("the webhook", await post(secrets.url, { headers, body }));
    return undefined;
  },
});

function sign(key: string, before: string, body: object): string {
  const bytes = Buffer.from(key.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", bytes)
    .update(`${before}.${JSON.stringify(body)}`)
    .digest("base64")}`;
}

/** A new key for a receiver to check signatures with. */
export function newWebhookKey(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}
