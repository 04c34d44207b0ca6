import { Secret, fake } from "@stanch/model";
import type { Issuer } from "../double.ts";

// https://platform.claude.com/docs/en/api/admin/api_keys
export function anthropic(): Issuer {
  let seed = 1;
  const keys = new Map<string, { value: string; status: string; name: string }>();
  const make = (name: string): string => {
    const value = `sk-ant-api03-${fake("[A-Za-z0-9_-]{93}", seed)}AA`;
    keys.set(`apikey_${seed++}`, { value, status: "active", name });
    return value;
  };
  const admin = `sk-ant-admin01-${fake("[A-Za-z0-9_-]{93}", 500)}AA`;
  const old = make("mailer");
  const shown = ([id, { value, status, name }]: [string, { value: string; status: string; name: string }]) => ({
    id,
    name,
    status,
    type: "api_key",
    workspace_id: "wrkspc_1",
    partial_key_hint: `${value.slice(0, 16)}...${value.slice(-6)}`,
    created_at: "2026-01-01T00:00:00Z",
  });
  const error = (status: number, type: string) => ({ status, body: { type: "error", error: { type, message: "no" } } });
  return {
    handle({ method, path, headers, json }) {
      const key = headers["x-api-key"];
      if (path === "/v1/models") {
        const found = [...keys.values()].find(({ value }) => value === key);
        if (found === undefined || found.status === "archived") return error(401, "authentication_error");
        return found.status === "inactive" ? error(404, "not_found_error") : { status: 200, body: { data: [] } };
      }
      if (key !== admin) return error(401, "authentication_error");
      if (method === "GET") return { status: 200, body: { data: [...keys].map(shown), has_more: false } };
      const found = keys.get(path.split("/")[4] ?? "");
      if (found === undefined) return error(404, "not_found_error");
      found.status = String(json["status"]);
      return { status: 200, body: { status: found.status } };
    },
    old: { secret: new Secret(old), companions: {} },
    admin: { secret: new Secret(admin), companions: {} },
    stranger: { secret: new Secret(`sk-ant-admin01-${fake("[A-Za-z0-9_-]{93}", 501)}AA`), companions: {} },
    live: () => [...keys.values()].filter(({ status }) => status === "active").map(({ value }) => value),
    makeByHand: () => ({ secret: new Secret(make("by hand")), companions: {} }),
  };
}
