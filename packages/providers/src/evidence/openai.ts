import type { UseRecord } from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import { type Ask, type Collector, answered, momentOf, neededSecret, orGap, orGapRecords, present } from "./collector.ts";

const BASE = "https://api.openai.com";
const PER_MINUTE = 60;

export const openai: Collector = {
  id: "openai",
  name: "OpenAI",
  baseUrl: BASE,
  needs: [
    { name: "OPENAI_ADMIN_KEY", isSecret: true, what: "an admin key of the organisation" },
    { name: "OPENAI_PROJECT", isSecret: false, isOptional: true, what: "id of the key's project, for its last use" },
  ],
  reads: [
    "GET /v1/organization/projects/{project}/api_keys/{key}: when the key was last used; read first",
    "GET /v1/organization/usage/completions: use of the key (--about) by hour",
    "GET /v1/organization/audit_logs: who changed keys, users, projects, and from where",
  ],
  cannot: [
    "OpenAI tells how much a key was used, by hour, and not from where: addresses are in the audit log only, which has changes and no requests.",
    "The audit log is there only when the organisation has it on.",
  ],
  async *collect(ask) {
    await orGap(ask, "When the key was last used was not read", () => lastUsed(ask));
    yield* orGapRecords(ask, "Usage was not all read", usage(ask));
    yield* orGapRecords(ask, "The audit log was not all read", audit(ask));
  },
  toRecord: (about) => (entry) => {
    const record = auditRecord(entry);
    return about === undefined || record.actor === about ? record : undefined;
  },
};

async function lastUsed(ask: Ask): Promise<void> {
  const project = ask.values["OPENAI_PROJECT"];
  if (ask.about === undefined || typeof project !== "string" || project === "") {
    ask.notes.gap({ what: "When the OpenAI key was last used was not read: it needs the key's id (--about) and OPENAI_PROJECT." });
    return;
  }
  const http = ask.http({ baseUrl: BASE, perMinute: PER_MINUTE });
  const path = `/v1/organization/projects/${encodeURIComponent(project)}/api_keys/${encodeURIComponent(ask.about)}`;
  const json = await answered("OpenAI", path, http.get(path, { bearer: neededSecret(ask, "OPENAI_ADMIN_KEY") }));
  const used = at(json, "last_used_at");
  ask.notes.fact(
    typeof used === "number"
      ? { what: `key ${textAt(json, "name") ?? ask.about} was last used`, time: momentOf(used) }
      : { what: `key ${textAt(json, "name") ?? ask.about} has no last use` },
  );
}

/** One record an hour and model: OpenAI gives sums, and no single requests. */
async function* usage(ask: Ask): AsyncGenerator<readonly UseRecord[]> {
  const http = ask.http({ baseUrl: BASE, perMinute: PER_MINUTE });
  const bearer = neededSecret(ask, "OPENAI_ADMIN_KEY");
  const query = new URLSearchParams({
    start_time: String(Math.floor(ask.from / 1000)),
    end_time: String(Math.ceil(ask.until / 1000)),
    bucket_width: "1h",
    limit: "168",
  });
  query.append("group_by", "api_key_id");
  query.append("group_by", "model");
  if (ask.about !== undefined) query.append("api_key_ids", ask.about);
  let told = false;
  for (;;) {
    const path = "/v1/organization/usage/completions";
    const json = await answered("OpenAI", path, http.get(`${path}?${query.toString()}`, { bearer }));
    const records = listAt(json, "data").flatMap(usageRecords);
    if (records.length > 0 && !told) {
      told = true;
      ask.notes.gap({ what: "OpenAI's usage comes as sums by hour and model: each request of an hour is counted at its begin." });
    }
    ask.notes.progress(`OpenAI: usage, ${records.length} requests`);
    if (records.length > 0) yield records;
    const next = textAt(json, "next_page");
    if (at(json, "has_more") !== true || next === undefined) return;
    query.set("page", next);
  }
}

/** As many records as there were requests, so that counts mean what they mean elsewhere; more than this an hour and model is cut. */
const MOST_REQUESTS = 50_000;

function usageRecords(bucket: unknown): readonly UseRecord[] {
  const time = momentOf(at(bucket, "start_time"));
  return listAt(bucket, "results").flatMap((result) => {
    const requests = Math.min(MOST_REQUESTS, Number(at(result, "num_model_requests") ?? 0));
    const tokens = Number(at(result, "input_tokens") ?? 0) + Number(at(result, "output_tokens") ?? 0);
    const model = textAt(result, "model") ?? "model";
    const record: UseRecord = {
      time,
      source: "openai",
      action: `completions ${model}`,
      reference: `usage of ${new Date(time).toISOString().slice(0, 13)}h`,
      result: "ok",
      ...present({ actor: textAt(result, "api_key_id"), cost: requests > 0 ? tokens / requests / 1000 : undefined }),
    };
    return Array.from({ length: requests }, () => record);
  });
}

async function* audit(ask: Ask): AsyncGenerator<readonly UseRecord[]> {
  const http = ask.http({ baseUrl: BASE, perMinute: PER_MINUTE });
  const bearer = neededSecret(ask, "OPENAI_ADMIN_KEY");
  const query = new URLSearchParams({
    limit: "100",
    "effective_at[gte]": String(Math.floor(ask.from / 1000)),
    "effective_at[lt]": String(Math.ceil(ask.until / 1000)),
  });
  for (;;) {
    const path = "/v1/organization/audit_logs";
    const json = await answered("OpenAI", path, http.get(`${path}?${query.toString()}`, { bearer }));
    const list = listAt(json, "data");
    ask.notes.progress(`OpenAI: ${list.length} changes`);
    if (list.length > 0) yield list.map(auditRecord);
    const last = textAt(json, "last_id");
    if (at(json, "has_more") !== true || last === undefined) return;
    query.set("after", last);
  }
}

export function auditRecord(entry: unknown): UseRecord {
  const action = textAt(entry, "type") ?? "unknown";
  return {
    time: momentOf(at(entry, "effective_at")),
    source: "openai",
    action,
    reference: textAt(entry, "id") ?? "entry without an id",
    result: action.endsWith(".failed") ? "refused" : "ok",
    ...present({
      actor: textAt(entry, "actor", "api_key", "id") ?? textAt(entry, "actor", "session", "user", "id"),
      address: textAt(entry, "actor", "session", "ip_address"),
      agent: textAt(entry, "actor", "session", "user_agent"),
      resource: textAt(entry, "project", "id"),
      configures: /^(?:login|logout)\./.test(action) ? undefined : true,
    }),
  };
}

function listAt(json: unknown, key: string): readonly unknown[] {
  const list = at(json, key);
  return Array.isArray(list) ? list : [];
}
