import { fake } from "@stanch/model";
import { expect, it } from "vitest";
import { gather } from "../../test/evidence/gather.ts";
import { type PlivoRecords, plivoDouble } from "../../test/evidence/plivo-double.ts";
import { serve } from "../../test/servers.ts";
import { plivo } from "./plivo.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 30, 12);
const AUTH_ID = fake("MA[A-Z0-9]{18}", 1);
const TOKEN = fake("[A-Za-z0-9]{40}", 2);

const world = (more: Partial<PlivoRecords> = {}): PlivoRecords => ({
  now: NOW,
  authId: AUTH_ID,
  token: TOKEN,
  offsetMinutes: 330,
  subaccountToken: fake("[A-Za-z0-9]{40}", 3),
  calls: Array.from({ length: 130 }, (_, i) => ({
    uuid: `c${i}`,
    at: NOW - (i + 0.5) * 0.6 * DAY,
    to: "4930123456",
    ip: "203.0.113.9",
    amount: "0.01000",
  })),
  messages: Array.from({ length: 65 }, (_, i) => ({
    uuid: `m${i}`,
    at: NOW - (i + 0.5) * 0.1 * DAY,
    to: "+4930123456",
    ip: "198.51.100.7",
    amount: "0.00500",
  })),
  ...more,
});
const env = (url: string) => ({ STANCH_PLIVO_URL: url, PLIVO_AUTH_ID: AUTH_ID, PLIVO_AUTH_TOKEN: TOKEN });

it("reads all calls and messages of the span once, over windows, pages and refusals for haste", async () => {
  const server = await serve(plivoDouble(world({ refuseEvery: 3 })));
  const { records, gaps, paces } = await gather(plivo, { env: env(server.url), from: NOW - 60 * DAY, until: NOW });
  const calls = records.filter(({ action }) => action === "call.outbound");
  expect(new Set(calls.map(({ reference }) => reference)).size).toBe(calls.length);
  expect(calls).toHaveLength(100); // every 0.6 days, of 60
  expect(records.filter(({ action }) => action === "message.outbound")).toHaveLength(65);
  expect(gaps).toEqual([]);
  expect(paces.map(({ perMinute }) => perMinute)).toContain(19);
  expect(Math.max(...paces.map(({ perMinute }) => perMinute))).toBeLessThanOrEqual(3600); // 300 in 5 s
});

it("takes times out of the console's time zone, and costs as numbers", async () => {
  const at = NOW - DAY;
  const server = await serve(
    plivoDouble(world({ calls: [{ uuid: "c", at, to: "25261234567", ip: "203.0.113.9", amount: "0.45000" }], messages: [] })),
  );
  const { records } = await gather(plivo, { env: env(server.url), from: NOW - 60 * DAY, until: NOW });
  expect(records).toEqual([
    {
      time: at,
      source: "plivo",
      action: "call.outbound",
      reference: "c",
      result: "ok",
      address: "203.0.113.9",
      resource: "25261234567",
      cost: 0.45,
    },
  ]);
});

it("halves a window that is too full for offsets", async () => {
  const calls = Array.from({ length: 2100 }, (_, i) => ({
    uuid: `c${i}`,
    at: NOW - DAY - i * 1000,
    to: "4930123456",
    ip: "203.0.113.9",
    amount: "0.01",
  }));
  const server = await serve(plivoDouble(world({ calls, messages: [] })));
  const { records } = await gather(plivo, { env: env(server.url), from: NOW - 6 * DAY, until: NOW });
  expect(new Set(records.map(({ reference }) => reference)).size).toBe(2100);
  expect(records).toHaveLength(2100);
  const offsets = server.seen.map(({ url }) => Number(new URL(url, "http://x").searchParams.get("offset") ?? 0));
  expect(Math.max(...offsets)).toBeLessThanOrEqual(2000);
});

it("tells how the account stands, without tokens, passwords or whole numbers", async () => {
  const told = world();
  const server = await serve(plivoDouble(told));
  const { facts } = await gather(plivo, { env: env(server.url), from: NOW - DAY, until: NOW });
  const text = facts.map(({ what }) => what).join("\n");
  expect(text).toContain("12.5 USD of credit, recharges itself");
  expect(text).toContain("1 live calls: live-1");
  expect(text).toContain("application ivr sends calls to evil.example, messages to nowhere");
  expect(text).toContain("sub-account SA");
  for (const hidden of [told.subaccountToken, TOKEN, "user:pw", "14155550123"]) expect(text).not.toContain(hidden);
});

it("tells what was not had: records beyond 90 days, and a token that is refused", async () => {
  const server = await serve(plivoDouble(world()));
  const old = await gather(plivo, { env: env(server.url), from: NOW - 200 * DAY, until: NOW });
  expect(old.gaps[0]).toMatchObject({ from: NOW - 200 * DAY, until: NOW - 90 * DAY });
  const refused = await gather(plivo, {
    env: { ...env(server.url), PLIVO_AUTH_TOKEN: fake("[A-Za-z0-9]{40}", 9) },
    from: NOW - DAY,
    until: NOW,
  });
  expect(refused.records).toEqual([]);
  expect(refused.gaps.map(({ what }) => what).join("\n")).toMatch(
    /Call records were not all read: Plivo does not let this credential read that \(HTTP 401\)/,
  );
});
