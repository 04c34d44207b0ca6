import type { UseRecord } from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import { type Ask, type Collector, answered, momentOf, neededSecret, orGap, orGapRecords, present } from "./collector.ts";

const BASE = "https://api.stripe.com";
/** Stripe allows 100 reads a second live, 25 in test mode. */
const PER_MINUTE = 300;
const PAGE = 100;
const KEPT_MS = 30 * 86_400_000;
/** Of currencies without hundredths: amounts are whole units there. */
const WHOLE = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF".split(" "));

export const stripe: Collector = {
  id: "stripe",
  name: "Stripe",
  baseUrl: BASE,
  needs: [{ name: "STRIPE_API_KEY", isSecret: true, what: "a key that may read events: a restricted one, not the leaked one" }],
  reads: ["GET /v1/webhook_endpoints: where events are sent", "GET /v1/events: events of 30 days, 100 a page"],
  cannot: [
    "Stripe's events name neither the key nor the address that caused them, and reading leaves none: the request log of the dashboard has both, and is exported by hand (--log-kind stripe).",
    "Stripe keeps events for 30 days.",
  ],
  async *collect(ask) {
    const from = Math.max(ask.from, ask.now().getTime() - KEPT_MS);
    if (from > ask.from) ask.notes.gap({ what: "Stripe keeps events for 30 days.", from: ask.from, until: from });
    await orGap(ask, "Webhook endpoints were not read", () => endpoints(ask));
    yield* orGapRecords(ask, "Stripe's events were not all read", events({ ...ask, from }));
  },
  // Columns of the request log's export are read by their names, whatever the order.
  toRecord: (about) => (entry) => {
    if (textAt(entry, "object") === "event") return eventRecord(entry);
    const key = textAt(entry, "api_key") ?? textAt(entry, "key") ?? textAt(entry, "API key");
    if (about !== undefined && key !== undefined && !key.includes(about)) return undefined;
    return requestRecord(entry, key);
  },
};

async function endpoints(ask: Ask): Promise<void> {
  const http = ask.http({ baseUrl: BASE, perMinute: PER_MINUTE });
  const json = await answered(
    "Stripe",
    "/v1/webhook_endpoints",
    http.get("/v1/webhook_endpoints?limit=100", { bearer: neededSecret(ask, "STRIPE_API_KEY") }),
  );
  const list = at(json, "data");
  for (const one of Array.isArray(list) ? (list as unknown[]) : []) {
    const url = textAt(one, "url") ?? "";
    ask.notes.fact({
      what: `events are sent to ${URL.canParse(url) ? new URL(url).host : "an unreadable URL"} (${textAt(one, "status") ?? "?"}), made`,
      time: momentOf(at(one, "created")),
    });
  }
}

async function* events(ask: Ask): AsyncGenerator<readonly UseRecord[]> {
  const http = ask.http({ baseUrl: BASE, perMinute: PER_MINUTE });
  const bearer = neededSecret(ask, "STRIPE_API_KEY");
  let count = 0;
  for (let after: string | undefined; ;) {
    const query = new URLSearchParams({
      limit: String(PAGE),
      "created[gte]": String(Math.floor(ask.from / 1000)),
      "created[lt]": String(Math.ceil(ask.until / 1000)),
      ...(after === undefined ? {} : { starting_after: after }),
    });
    const json = await answered("Stripe", "/v1/events", http.get(`/v1/events?${query.toString()}`, { bearer }));
    const found = at(json, "data");
    const list: readonly unknown[] = Array.isArray(found) ? found : [];
    count += list.length;
    ask.notes.progress(`Stripe: ${count} events`);
    if (list.length > 0) yield list.map(eventRecord);
    after = textAt(list.at(-1), "id");
    if (at(json, "has_more") !== true || after === undefined) return;
  }
}

const CONFIGURES =
  /^(?:account|capability|person|application|webhook_endpoint|external_account|account\.external_account|issuing_card|terminal|api_key|balance_settings)\b/;
/** What takes money out or moves it; what comes in is no cost of a thief's. */
const SPENDS = /^(?:payout|transfer|refund|charge\.refunded|issuing_transaction|issuing_authorization|topup)/;

export function eventRecord(entry: unknown): UseRecord {
  const action = textAt(entry, "type") ?? "unknown";
  const currency = textAt(entry, "data", "object", "currency")?.toUpperCase();
  const amount = at(entry, "data", "object", "amount");
  return {
    time: momentOf(at(entry, "created")),
    source: "stripe",
    action,
    reference: textAt(entry, "id") ?? "event without an id",
    result: /\.(?:failed|declined)$/.test(action) ? "failed" : "ok",
    ...present({
      actor: textAt(entry, "account"),
      resource: textAt(entry, "data", "object", "destination") ?? textAt(entry, "data", "object", "id"),
      cost:
        SPENDS.test(action) && typeof amount === "number" && currency !== undefined
          ? Math.abs(amount) / (WHOLE.has(currency) ? 1 : 100)
          : undefined,
      configures: CONFIGURES.test(action) ? true : undefined,
    }),
  };
}

function requestRecord(entry: unknown, key: string | undefined): UseRecord {
  const field = (...names: readonly string[]): string | undefined =>
    names.map((name) => textAt(entry, name) ?? numberText(at(entry, name))).find((value) => value !== undefined);
  const status = field("status", "http_status", "Status", "status_code") ?? "";
  const method = field("method", "Method") ?? "request";
  const path = (field("path", "url", "URL", "Path", "endpoint") ?? "").replace(/^https?:\/\/[^/]*/, "").replace(/\?.*$/s, "");
  return {
    time: momentOf(timeIn(field("created", "timestamp", "time", "Created (UTC)", "Time", "date"))),
    source: "stripe",
    action: `${method} ${path.replace(/\/[a-z]{2,8}_[A-Za-z0-9]{6,}/g, "/*")}`.trim(),
    reference: field("id", "request_id", "Request ID", "ID") ?? "request without an id",
    result: status === "401" || status === "403" ? "refused" : /^[45]/.test(status) ? "failed" : "ok",
    ...present({
      // The log shows keys by their ends; a whole one is cut.
      actor: key === undefined ? undefined : key.length > 16 ? `…${key.slice(-4)}` : key,
      address: field("ip_address", "ip", "IP address", "IP Address"),
      agent: field("user_agent", "source", "User agent", "Source"),
      resource: path,
      configures:
        method !== "GET" && /^\/v\d\/(?:webhook_endpoints|accounts|account|apple_pay|terminal|external_accounts|api_keys|iam)/.test(path)
          ? true
          : undefined,
    }),
  };
}

const numberText = (value: unknown): string | undefined => (typeof value === "number" ? String(value) : undefined);

/** The dashboard writes times without an offset, in UTC. */
function timeIn(text: string | undefined): string | number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{9,13}$/.test(text)) return Number(text);
  return /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?$/.test(text) ? `${text.replace(" ", "T")}Z` : text;
}
