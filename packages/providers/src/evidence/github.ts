import type { UseRecord } from "@stanch/model";
import { createHash } from "node:crypto";
import { at, textAt } from "../http/answers.ts";
import { type Ask, type Collector, answered, momentOf, needed, neededSecret, orGapRecords, present } from "./collector.ts";

const BASE = "https://api.github.com";
/** The audit log's own limit is 1,750 requests an hour. */
const PER_MINUTE = 25;
const PAGE = 100;
const KEPT_MS = 180 * 86_400_000;

export const github: Collector = {
  id: "github",
  name: "GitHub",
  baseUrl: BASE,
  needs: [
    { name: "GITHUB_TOKEN", isSecret: true, what: "a token of an owner of the organisation, with read:audit_log" },
    { name: "GITHUB_ORG", isSecret: false, what: "name of the organisation" },
    {
      name: "STANCH_LEAKED_SECRET",
      isSecret: true,
      isOptional: true,
      what: "the leaked token: only its hash is sent, to find what it did",
    },
  ],
  reads: ["GET /orgs/{org}/audit-log: events by the token's hash, or by the actor that --about names, 100 a page"],
  cannot: [
    "GitHub has the audit log's API for organisations of Enterprise Cloud; elsewhere an owner exports it in the settings (--log-kind github).",
    "Addresses are there only when the organisation has the disclosure of IP addresses on; clones and pushes are only in exports and streams, for 7 days.",
    "The API reaches 180 days back.",
  ],
  async *collect(ask) {
    const from = Math.max(ask.from, ask.now().getTime() - KEPT_MS);
    if (from > ask.from) ask.notes.gap({ what: "GitHub's audit log reaches 180 days back.", from: ask.from, until: from });
    yield* orGapRecords(ask, "GitHub's audit log was not all read", audited({ ...ask, from }));
  },
  toRecord: (about) => (entry) => {
    if (about !== undefined && textAt(entry, "hashed_token") !== about && textAt(entry, "actor") !== about) return undefined;
    return auditRecord(entry);
  },
};

async function* audited(ask: Ask): AsyncGenerator<readonly UseRecord[]> {
  const http = ask.http({ baseUrl: BASE, perMinute: PER_MINUTE });
  const bearer = neededSecret(ask, "GITHUB_TOKEN");
  const path = `/orgs/${encodeURIComponent(needed(ask, "GITHUB_ORG"))}/audit-log`;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 19) + "Z";
  const phrase = [`created:${day(ask.from)}..${day(ask.until)}`, whoOf(ask)].filter((part) => part !== undefined).join(" ");
  const query = new URLSearchParams({ phrase, include: "all", per_page: String(PAGE), order: "asc" });
  let count = 0;
  for (let after: string | undefined; ;) {
    if (after !== undefined) query.set("after", after);
    const asking = http.get(`${path}?${query.toString()}`, {
      bearer,
      headers: { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" },
    });
    const json = await answered("GitHub", path, asking);
    const records = Array.isArray(json) ? (json as unknown[]).map(auditRecord) : [];
    count += records.length;
    ask.notes.progress(`GitHub: ${count} events`);
    if (records.length > 0) yield records;
    const { headers } = await asking;
    const next = /<([^<>]+)>;\s*rel="next"/.exec(headers["link"] ?? "")?.[1];
    after = next !== undefined && URL.canParse(next) ? (new URL(next).searchParams.get("after") ?? undefined) : undefined;
    if (after === undefined) return;
  }
}

/** The token's hash where the token is at hand: base64 of SHA-256, as GitHub logs it. */
function whoOf(ask: Ask): string | undefined {
  const leaked = ask.values["STANCH_LEAKED_SECRET"];
  if (leaked !== undefined && leaked !== "") {
    const value = typeof leaked === "string" ? leaked : leaked.reveal();
    return `hashed_token:"${createHash("sha256").update(value).digest("base64")}"`;
  }
  if (ask.about !== undefined && /^[\w[\]-]{1,60}$/.test(ask.about)) return `actor:${ask.about}`;
  ask.notes.gap({
    what: "GitHub was asked for the whole organisation: neither the token (STANCH_LEAKED_SECRET) nor an actor (--about) was given.",
  });
  return undefined;
}

const CONFIGURES =
  /^(?:org|repo|team|business|enterprise|hook|integration_installation|personal_access_token|oauth_authorization|protected_branch|public_key|secret_scanning|members_can|role|environment|codespaces|actions|dependabot_secrets|org_secret_scanning|two_factor_authentication|ssh|deploy_key)/;
const READS = /\.(?:access|download|list|read|view|clone|fetch|get)$|^git\./;

export function auditRecord(entry: unknown): UseRecord {
  const action = textAt(entry, "action") ?? "unknown";
  return {
    time: momentOf(at(entry, "@timestamp") ?? at(entry, "created_at")),
    source: "github",
    action,
    reference: textAt(entry, "_document_id") ?? "event without an id",
    result: "ok",
    ...present({
      actor: textAt(entry, "actor"),
      address: textAt(entry, "actor_ip"),
      agent: textAt(entry, "user_agent"),
      resource: textAt(entry, "repo") ?? textAt(entry, "repository") ?? textAt(entry, "org"),
      configures: CONFIGURES.test(action) && !READS.test(action) && textAt(entry, "operation_type") !== "access" ? true : undefined,
    }),
  };
}
