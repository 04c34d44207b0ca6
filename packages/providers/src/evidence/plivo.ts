import type { Secret, UseRecord } from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import {
  type Ask,
  type Collector,
  type EvidenceHttp,
  answered,
  momentOf,
  needed,
  neededSecret,
  orGap,
  orGapRecords,
  present,
} from "./collector.ts";

const BASE = "https://api.plivo.com";
/** The most that Plivo gives a page. */
const PAGE = 20;
/** Records reach 90 days back. */
const KEPT_MS = 90 * 86_400_000;
const WINDOW_MS = 7 * 86_400_000;
/** 300 requests in 5 seconds are allowed in all: a tenth, for the owner's programs use the same limit. */
const PER_MINUTE = 360;
/** Lists of messages have a limit of their own: 20 requests a minute. */
const MESSAGES_PER_MINUTE = 19;
/** Offsets beyond are slow at any issuer: such a window is halved instead. */
const MOST_OF_A_WINDOW = 2000;

export const plivo: Collector = {
  id: "plivo",
  name: "Plivo",
  baseUrl: BASE,
  needs: [
    { name: "PLIVO_AUTH_ID", isSecret: false, what: "Auth ID of the account or sub-account" },
    { name: "PLIVO_AUTH_TOKEN", isSecret: true, what: "an Auth Token that works: the new one, once there is one" },
  ],
  reads: [
    "GET /v1/Account/{id}/: time zone, credit and recharging",
    "GET /v1/Account/{id}/Call/?status=live and ?status=queued: calls that go on now",
    "GET /v1/Account/{id}/Subaccount/, /Application/, /Number/, /Endpoint/: what answers calls and who may make them",
    "GET /v1/Account/{id}/Call/: call records in windows with both bounds, 20 a page",
    "GET /v1/Account/{id}/Message/: message records, 20 a page and 19 pages a minute",
  ],
  cannot: [
    "Plivo keeps no log of API requests and no last use of a token: reading records, recordings or tokens of sub-accounts leaves no trace.",
    "Plivo's records carry no user agent and no key: uses with the old and the new token are not told apart.",
    "Plivo keeps records for 90 days.",
  ],
  async *collect(ask) {
    const account = accountOf(ask);
    await orGap(ask, "The account's own state was not read", () => standing(ask, account));
    const from = Math.max(ask.from, ask.now().getTime() - KEPT_MS);
    if (from > ask.from)
      ask.notes.gap({ what: "Plivo keeps records for 90 days: what was before is not known.", from: ask.from, until: from });
    yield* orGapRecords(ask, "Call records were not all read", paged({ ...ask, from }, account, CALLS));
    yield* orGapRecords(ask, "Message records were not all read", paged({ ...ask, from }, account, MESSAGES));
  },
  toRecord: () => (entry) => (textAt(entry, "message_uuid") === undefined ? callRecord(entry) : messageRecord(entry)),
};

interface Account {
  readonly id: string;
  readonly path: string;
  readonly http: EvidenceHttp;
  readonly basic: readonly [string, Secret];
}

function accountOf(ask: Ask): Account {
  const id = needed(ask, "PLIVO_AUTH_ID");
  return {
    id,
    path: `/v1/Account/${encodeURIComponent(id)}`,
    http: ask.http({ baseUrl: BASE, perMinute: PER_MINUTE }),
    basic: [id, neededSecret(ask, "PLIVO_AUTH_TOKEN")],
  };
}

interface Records {
  readonly path: string;
  /** The field of the windows' bounds. */
  readonly field: string;
  readonly perMinute: number;
  readonly name: string;
  readonly toRecord: (entry: unknown) => UseRecord;
}

const CALLS: Records = { path: "/Call/", field: "end_time", perMinute: PER_MINUTE, name: "calls", toRecord: callRecord };
const MESSAGES: Records = {
  path: "/Message/",
  field: "message_time",
  perMinute: MESSAGES_PER_MINUTE,
  name: "messages",
  toRecord: messageRecord,
};

/**
 * Windows with both bounds, newest first: without bounds Plivo gives the last 7 days (calls) or 24 hours (messages), with one of
 * them 30 days. Filters are in UTC; answers are in the time zone of the account's console, with its offset.
 */
async function* paged(ask: Ask, account: Account, records: Records): AsyncGenerator<readonly UseRecord[]> {
  const http = records.perMinute === PER_MINUTE ? account.http : ask.http({ baseUrl: BASE, perMinute: records.perMinute });
  const windows: [number, number][] = [];
  for (let until = ask.until; until > ask.from; until -= WINDOW_MS) windows.push([Math.max(ask.from, until - WINDOW_MS), until]);
  windows.reverse();
  for (let window = windows.pop(); window !== undefined; window = windows.pop()) {
    const [from, until] = window;
    for (let offset = 0; ; offset += PAGE) {
      const query = new URLSearchParams({
        [`${records.field}__gte`]: plivoTime(from),
        [`${records.field}__lt`]: plivoTime(until),
        limit: String(PAGE),
        offset: String(offset),
      });
      const json = await answered(
        "Plivo",
        `${account.path}${records.path}`,
        http.get(`${account.path}${records.path}?${query.toString()}`, { basic: account.basic }),
      );
      const total = Number(at(json, "meta", "total_count") ?? 0);
      // New records move the pages of a window that is open at its end; one that is too full for offsets is halved.
      if (offset === 0 && total > MOST_OF_A_WINDOW && until - from > 120_000) {
        const middle = Math.floor((from + until) / 2);
        windows.push([from, middle], [middle, until]);
        break;
      }
      const objects = at(json, "objects");
      const entries: readonly unknown[] = Array.isArray(objects) ? objects : [];
      ask.notes.progress(`Plivo: ${records.name} of ${new Date(from).toISOString().slice(0, 10)}, ${offset + entries.length} of ${total}`);
      if (entries.length > 0) yield entries.map(records.toRecord);
      if (entries.length < PAGE || at(json, "meta", "next") === null) break;
    }
  }
}

/** `YYYY-MM-DD HH:MM:ss.SSS000`, UTC. */
function plivoTime(ms: number): string {
  return `${new Date(ms).toISOString().replace("T", " ").replace("Z", "")}000`;
}

export function callRecord(entry: unknown): UseRecord {
  const direction = textAt(entry, "call_direction") ?? "unknown";
  return {
    time: plivoMoment(textAt(entry, "initiation_time") ?? textAt(entry, "end_time")),
    source: "plivo",
    action: `call.${direction}`,
    reference: textAt(entry, "call_uuid") ?? "call without an id",
    result: /^(?:Busy Line|No Answer|Rejected|Network Error|Error)/i.test(textAt(entry, "hangup_cause_name") ?? "") ? "failed" : "ok",
    ...present({
      address: textAt(entry, "source_ip"),
      resource: textAt(entry, direction === "inbound" ? "from_number" : "to_number"),
      actor: subaccountOf(entry),
      cost: costOf(entry),
    }),
  };
}

export function messageRecord(entry: unknown): UseRecord {
  const direction = textAt(entry, "message_direction") ?? "unknown";
  const state = textAt(entry, "message_state");
  return {
    time: plivoMoment(textAt(entry, "message_time")),
    source: "plivo",
    action: `message.${direction}`,
    reference: textAt(entry, "message_uuid") ?? "message without an id",
    result: state === "failed" || state === "undelivered" ? "failed" : "ok",
    ...present({
      address: textAt(entry, "requester_ip"),
      resource: textAt(entry, direction === "inbound" ? "from_number" : "to_number"),
      actor: subaccountOf(entry),
      cost: costOf(entry),
    }),
  };
}

/** `2026-03-01 17:30:00+05:30`; a time without an offset is UTC. */
function plivoMoment(text: string | undefined): number {
  const time = (text ?? "").replace(" ", "T").replace(/(\.\d{3})\d*/, "$1");
  return momentOf(/(?:Z|[+-]\d{2}:?\d{2})$/.test(time) ? time : `${time}Z`);
}

function costOf(entry: unknown): number | undefined {
  const cost = Number(textAt(entry, "total_amount") ?? Number.NaN);
  return Number.isFinite(cost) ? Math.abs(cost) : undefined;
}

const subaccountOf = (entry: unknown): string | undefined =>
  /\b(SA[A-Z0-9]{18})\b/.exec(textAt(entry, "subaccount") ?? textAt(entry, "resource_uri") ?? "")?.[1];

/** How the account stands: what a thief would have changed, and what goes on now. Tokens of sub-accounts are not kept. */
async function standing(ask: Ask, { path, http, basic, id }: Account): Promise<void> {
  const get = async (rest: string): Promise<unknown> => answered("Plivo", `${path}${rest}`, http.get(`${path}${rest}`, { basic }));
  const account = await get("/");
  const { notes } = ask;
  notes.fact({
    what: `account ${id}: ${textAt(account, "cash_credits") ?? "?"} USD of credit${at(account, "auto_recharge") === true ? ", recharges itself" : ""}, time zone ${textAt(account, "timezone") ?? "unknown"}`,
  });
  for (const status of ["live", "queued"] as const)
    await orGap(ask, `Calls that are ${status} were not read`, async () => {
      const calls = at(await get(`/Call/?status=${status}`), "calls");
      const count = Array.isArray(calls) ? calls.length : 0;
      notes.fact({
        what: count === 0 ? `no ${status} calls` : `${count} ${status} calls: ${(calls as unknown[]).slice(0, 3).map(String).join(", ")}`,
      });
    });
  if (id.startsWith("MA"))
    await orGap(ask, "Sub-accounts were not read", async () => {
      for (const one of await listed(get, "/Subaccount/"))
        notes.fact(
          madeFact(
            `sub-account ${textAt(one, "auth_id") ?? "?"}${at(one, "enabled") === true ? "" : " (disabled)"}`,
            textAt(one, "created"),
          ),
        );
    });
  await orGap(ask, "Applications were not read", async () => {
    for (const one of await listed(get, "/Application/"))
      notes.fact({
        what: `application ${textAt(one, "app_name") ?? textAt(one, "app_id") ?? "?"} sends calls to ${hostOf(textAt(one, "answer_url"))}, messages to ${hostOf(textAt(one, "message_url"))}`,
      });
  });
  await orGap(ask, "Numbers were not read", async () => {
    for (const one of await listed(get, "/Number/"))
      notes.fact(madeFact(`number ${maskedNumber(textAt(one, "number"))}`, textAt(one, "added_on")));
  });
  await orGap(ask, "Endpoints were not read", async () => {
    for (const one of await listed(get, "/Endpoint/"))
      notes.fact({
        what: `SIP endpoint ${textAt(one, "username") ?? "?"}${at(one, "sip_registered") === "true" ? ", registered now" : ""}`,
      });
  });
}

const MOST_LISTED = 400;

async function listed(get: (rest: string) => Promise<unknown>, path: string): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let offset = 0; offset < MOST_LISTED; offset += PAGE) {
    const json = await get(`${path}?limit=${PAGE}&offset=${offset}`);
    const objects = at(json, "objects");
    if (!Array.isArray(objects)) return all;
    all.push(...(objects as unknown[]));
    if (objects.length < PAGE) return all;
  }
  return all;
}

function madeFact(what: string, created: string | undefined): { what: string; time?: number } {
  const time = created === undefined ? Number.NaN : Date.parse(created.replace(" ", "T"));
  return Number.isNaN(time) ? { what } : { what: `${what}, made`, time };
}

/** The host alone: a URL may carry a password or key. */
function hostOf(url: string | undefined): string {
  if (url === undefined || url === "") return "nowhere";
  return URL.canParse(url) ? new URL(url).host : "an unreadable URL";
}

const maskedNumber = (number: string | undefined): string =>
  number === undefined ? "?" : number.length < 9 ? number : `${number.slice(0, -5)}…`;
