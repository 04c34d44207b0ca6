import type { Reply, Seen } from "../servers.ts";

const DAY = 86_400_000;
const MOST = 20;

export interface PlivoRecords {
  readonly now: number;
  readonly authId: string;
  readonly token: string;
  /** Of the account's console: answers carry it, filters do not. */
  readonly offsetMinutes: number;
  readonly calls: readonly {
    readonly uuid: string;
    readonly at: number;
    readonly to: string;
    readonly ip: string;
    readonly amount: string;
  }[];
  readonly messages: readonly {
    readonly uuid: string;
    readonly at: number;
    readonly to: string;
    readonly ip: string;
    readonly amount: string;
  }[];
  readonly subaccountToken: string;
  /** Every so many lists of messages one is refused: 20 a minute are allowed. */
  readonly refuseEvery?: number;
}

/**
 * Plivo's records as documented: at most 20 a page; without a bound the last 7 days of calls and 24 hours of messages, with one
 * bound 30 days from it; bounds in UTC, answers in the console's time zone.
 */
export function plivoDouble(world: PlivoRecords): (seen: Seen) => Reply {
  let lists = 0;
  return ({ url, headers }) => {
    const { pathname, searchParams } = new URL(url, "http://plivo.test");
    const basic = `Basic ${Buffer.from(`${world.authId}:${world.token}`).toString("base64")}`;
    if (headers.authorization !== basic) return { status: 401, body: { error: "Unauthorized" } };
    const path = pathname.replace(`/v1/Account/${world.authId}`, "");
    if (path === "/")
      return { body: { auth_id: world.authId, cash_credits: "12.5", auto_recharge: true, timezone: "Asia/Kolkata", api_id: "a" } };
    if (path === "/Call/" && searchParams.has("status"))
      return { body: { api_id: "a", calls: searchParams.get("status") === "live" ? ["live-1"] : [] } };
    if (path === "/Subaccount/")
      return page(
        [{ auth_id: `SA${world.authId.slice(2)}`, auth_token: world.subaccountToken, enabled: true, created: "2026-03-02", name: "x" }],
        searchParams,
      );
    if (path === "/Application/")
      return page(
        [{ app_id: "1", app_name: "ivr", answer_url: "https://user:pw@evil.example/answer?key=1", message_url: "" }],
        searchParams,
      );
    if (path === "/Number/") return page([{ number: "14155550123", added_on: "2026-01-01" }], searchParams);
    if (path === "/Endpoint/") return page([], searchParams);
    if (path === "/Call/")
      return page(
        within(world.calls, searchParams, "end_time", 7, world.now).map((call) => callOf(call, world)),
        searchParams,
      );
    if (path !== "/Message/") return { status: 404, body: { error: "not found" } };
    if (world.refuseEvery !== undefined && ++lists % world.refuseEvery === 0)
      return { status: 429, headers: { "retry-after": "0.05" }, body: { error: "too many" } };
    return page(
      within(world.messages, searchParams, "message_time", 1, world.now).map((message) => messageOf(message, world)),
      searchParams,
    );
  };
}

function within<T extends { readonly at: number }>(
  all: readonly T[],
  query: URLSearchParams,
  field: string,
  days: number,
  now: number,
): readonly T[] {
  const bound = (name: string): number | undefined => {
    const text = query.get(`${field}__${name}`);
    return text === null ? undefined : Date.parse(`${text.replace(" ", "T").slice(0, 23)}Z`);
  };
  const [low, high] = [bound("gte"), bound("lt")];
  const from = low ?? (high === undefined ? now - days * DAY : high - 30 * DAY);
  const until = high ?? (low === undefined ? now : low + 30 * DAY);
  return all.filter(({ at }) => at >= from && at < until && at >= now - 90 * DAY).toSorted((a, b) => b.at - a.at);
}

function page(objects: readonly unknown[], query: URLSearchParams): Reply {
  const limit = Number(query.get("limit") ?? MOST);
  if (limit > MOST) return { status: 400, body: { error: "limit must be at most 20" } };
  const offset = Number(query.get("offset") ?? 0);
  const next = offset + limit < objects.length ? "more" : null;
  return {
    body: {
      api_id: "a",
      meta: { limit, offset, next, previous: null, total_count: objects.length },
      objects: objects.slice(offset, offset + limit),
    },
  };
}

function local(at: number, offsetMinutes: number): string {
  const sign = offsetMinutes < 0 ? "-" : "+";
  const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19).replace("T", " ")}${sign}${two(offsetMinutes / 60)}:${two(offsetMinutes % 60)}`;
}

const callOf = ({ uuid, at, to, ip, amount }: PlivoRecords["calls"][number], { authId, offsetMinutes }: PlivoRecords) => ({
  call_uuid: uuid,
  call_direction: "outbound",
  from_number: "14155550123",
  to_number: to,
  initiation_time: local(at, offsetMinutes),
  end_time: local(at, offsetMinutes),
  total_amount: amount,
  hangup_cause_name: "Normal Hangup",
  source_ip: ip,
  resource_uri: `/v1/Account/${authId}/Call/${uuid}/`,
});

const messageOf = ({ uuid, at, to, ip, amount }: PlivoRecords["messages"][number], { authId, offsetMinutes }: PlivoRecords) => ({
  message_uuid: uuid,
  message_time: local(at, offsetMinutes),
  message_direction: "outbound",
  message_state: "delivered",
  to_number: to,
  from_number: "14155550123",
  total_amount: amount,
  requester_ip: ip,
  resource_uri: `/v1/Account/${authId}/Message/${uuid}/`,
});
