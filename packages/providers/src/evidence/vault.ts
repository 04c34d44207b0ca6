import { Secret, type UseRecord } from "@stanch/model";
import { at, textAt, textsAt } from "../http/answers.ts";
import { type Collector, answered, momentOf, needed, neededSecret, orGap, present } from "./collector.ts";

const PER_MINUTE = 300;

export const vault: Collector = {
  id: "vault",
  name: "Vault or OpenBao",
  addressFrom: "VAULT_ADDR",
  needs: [
    { name: "VAULT_ADDR", isSecret: false, what: "the server's address" },
    { name: "VAULT_TOKEN", isSecret: true, what: "a token with update on sys/audit-hash and auth/token/lookup" },
    { name: "VAULT_AUDIT_DEVICE", isSecret: false, isOptional: true, what: "path of the audit device (default: file)" },
    { name: "STANCH_LEAKED_SECRET", isSecret: true, isOptional: true, what: "the leaked token: its hash finds it in the audit log" },
  ],
  reads: [
    "POST /v1/auth/token/lookup: what the leaked token may and how long; does not count as a use of it",
    "POST /v1/sys/audit-hash/{device}: how the audit device writes the leaked token; the device's file is given as a log",
  ],
  cannot: [
    "The audit log begins when the audit device was enabled; other devices, and other servers of replication, have logs of their own.",
  ],
  async nameInLogs(ask) {
    const leaked = ask.values["STANCH_LEAKED_SECRET"];
    if (leaked === undefined || leaked === "") return undefined;
    const http = ask.http({ baseUrl: needed(ask, "VAULT_ADDR"), perMinute: PER_MINUTE });
    const headers = { "x-vault-token": neededSecret(ask, "VAULT_TOKEN"), "content-type": "application/json" };
    const value = leaked instanceof Secret ? leaked.reveal() : leaked;
    await orGap(ask, "The token itself was not looked up", async () => {
      const json = await answered(
        "Vault",
        "auth/token/lookup",
        http.post("/v1/auth/token/lookup", { headers, body: JSON.stringify({ token: value }) }),
      );
      const created = at(json, "data", "creation_time");
      const ttl = at(json, "data", "ttl");
      ask.notes.fact({
        what: `token ${textAt(json, "data", "display_name") ?? "?"} has the policies ${(textsAt(json, "data", "policies") ?? []).join(", ")}, ${typeof ttl === "number" ? ttl : "?"} s to live, made`,
        ...(typeof created === "number" ? { time: created * 1000 } : {}),
      });
    });
    const device = ask.values["VAULT_AUDIT_DEVICE"];
    const path = `/v1/sys/audit-hash/${typeof device === "string" && device !== "" ? encodeURIComponent(device) : "file"}`;
    const json = await answered("Vault", path, http.post(path, { headers, body: JSON.stringify({ input: value }) }));
    return textAt(json, "hash") ?? textAt(json, "data", "hash");
  },
  toRecord: (about) => (entry) => {
    const type = textAt(entry, "type");
    if (type === undefined) throw new RangeError("no audit line");
    // Two lines a request: the response's tells how it ended.
    if (type !== "response") return undefined;
    if (about !== undefined && !namesOf(entry).includes(about)) return undefined;
    return auditRecord(entry);
  },
};

function namesOf(entry: unknown): readonly (string | undefined)[] {
  return [
    textAt(entry, "auth", "client_token"),
    textAt(entry, "request", "client_token"),
    textAt(entry, "auth", "accessor"),
    textAt(entry, "request", "client_token_accessor"),
    textAt(entry, "auth", "display_name"),
    textAt(entry, "auth", "entity_id"),
    textAt(entry, "auth", "metadata", "role_name"),
  ];
}

const CONFIGURES =
  /^(?:sys\/(?:auth|mounts|policy|policies|audit|config|plugins|namespaces|quotas|rekey|rotate|seal|step-down|raft)|identity\/|auth\/[^/]+\/(?:role|roles|config|users|groups|map|tune)|auth\/token\/(?:roles|create))/;

/** See: «Audit devices». Values are HMACs there already; none of them is kept. */
export function auditRecord(entry: unknown): UseRecord {
  const operation = textAt(entry, "request", "operation") ?? "unknown";
  const path = textAt(entry, "request", "path") ?? "";
  const error = textAt(entry, "error");
  return {
    time: momentOf(at(entry, "time")),
    source: "vault",
    action: `${operation} ${textAt(entry, "request", "mount_point") ?? path.split("/")[0] ?? ""}`,
    reference: textAt(entry, "request", "id") ?? "request without an id",
    result:
      error === undefined
        ? "ok"
        : /permission denied|invalid token|bad token|missing client token|invalid secret/i.test(error)
          ? "refused"
          : "failed",
    ...present({
      actor: textAt(entry, "auth", "display_name"),
      address: textAt(entry, "request", "remote_address"),
      agent: textsAt(entry, "request", "headers", "user-agent")?.[0],
      resource: path,
      configures: /^(?:create|update|patch|delete)$/.test(operation) && CONFIGURES.test(path) ? true : undefined,
    }),
  };
}
