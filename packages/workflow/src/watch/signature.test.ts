import { createHmac } from "node:crypto";
import { fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { type HookKind, judge } from "./signature.ts";

const SECRET = fake("[A-Za-z0-9]{32}", 1);
const NOW = new Date("2026-11-25T03:00:00Z");
const body = Buffer.from('{"ref":"refs/heads/main","commits":[]}\n');
const hmac = (text: Buffer, secret = SECRET): string => `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;

const SIGNED: readonly (readonly [HookKind, Readonly<Record<string, string>>])[] = [
  ["github", { "x-hub-signature-256": hmac(body), "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958" }],
  ["gitlab", { "x-gitlab-token": SECRET, "x-gitlab-event-uuid": "13792a34-cac6-4fda-95a8-c58e00a3954e" }],
  ["bitbucket", { "x-hub-signature": hmac(body), "x-request-uuid": "e0c7d6f1-3bd2-4f1c-a1d9-2f4f6c9a1b2c" }],
];

describe.each(SIGNED)("a webhook of %s", (kind, headers) => {
  const [signature = "", id = ""] = Object.keys(headers);

  it("is believed when the bytes are those that were signed", () => {
    expect(judge(kind, { headers, body }, SECRET, NOW)).toEqual({ delivery: headers[id] });
  });
  it("is not believed without its signature, with another's, or when it comes twice", () => {
    const { [signature]: _, ...unsigned } = headers;
    for (const forged of [
      unsigned,
      { ...headers, [signature]: `${headers[signature]}0` },
      { ...headers, [signature]: "" },
      { ...headers, [signature]: [headers[signature] ?? "", "x"] },
    ])
      expect(judge(kind, { headers: forged, body }, SECRET, NOW)).toEqual({ refused: "forged" });
    expect(judge(kind, { headers, body }, fake("[A-Za-z0-9]{32}", 2), NOW)).toEqual({ refused: "forged" });
  });
  it("is not taken when nothing tells it from another", () => {
    for (const name of ["", "a b", "x".repeat(101)])
      expect(judge(kind, { headers: { ...headers, [id]: name }, body }, SECRET, NOW)).toEqual({ refused: "unnamed" });
  });
});

it.each(["github", "bitbucket"] as const)("of %s is forged when one byte of the body is another", (kind) => {
  const headers = SIGNED.find(([one]) => one === kind)?.[1] ?? {};
  expect(judge(kind, { headers, body: Buffer.concat([body, Buffer.from(" ")]) }, SECRET, NOW)).toEqual({ refused: "forged" });
});

describe("a Standard Webhook", () => {
  const key = Buffer.from(fake("[A-Za-z0-9]{24}", 3));
  const secret = `whsec_${key.toString("base64")}`;
  const sent = (at: number, signedWith = key) => ({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(at),
    "webhook-signature": `v1,AAAA v1,${createHmac("sha256", signedWith).update(`msg_1.${at}.`).update(body).digest("base64")}`,
  });
  const now = NOW.getTime() / 1000;

  it("is believed for five minutes, by any of its signatures", () => {
    for (const at of [now, now - 299, now + 299])
      expect(judge("gitlab", { headers: sent(at), body }, secret, NOW)).toEqual({ delivery: "msg_1" });
  });
  it("is stale after that, however well it is signed", () => {
    for (const at of [now - 301, now + 301])
      expect(judge("gitlab", { headers: sent(at), body }, secret, NOW)).toEqual({ refused: "stale" });
  });
  it("is forged with another time, key or none", () => {
    const moved = { ...sent(now), "webhook-timestamp": String(now + 1) };
    for (const headers of [moved, sent(now, Buffer.from("x")), { "webhook-signature": "v1,AAAA" }])
      expect(judge("gitlab", { headers, body }, secret, NOW)).toEqual({ refused: "forged" });
  });
});

it("of a registry is told by its bearer and its first event", () => {
  const events = Buffer.from('{"events":[{"id":"asdf-asdf","action":"push"}]}');
  expect(judge("registry", { headers: { authorization: `Bearer ${SECRET}` }, body: events }, SECRET, NOW)).toEqual({
    delivery: "asdf-asdf",
  });
  expect(judge("registry", { headers: { authorization: SECRET }, body: events }, SECRET, NOW)).toEqual({ refused: "forged" });
});
