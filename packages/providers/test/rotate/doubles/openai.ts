import { Secret, fake } from "@stanch/model";
import type { Issuer } from "../double.ts";

// openai-openapi: /organization/projects, …/api_keys, …/service_accounts
export function openai(): Issuer {
  let seed = 1;
  const project = "proj_1";
  interface Key {
    readonly id: string;
    readonly value: string;
    readonly name: string;
    readonly account?: string;
  }
  let keys: Key[] = [];
  const make = (name: string, account?: string): Key => {
    const value = `sk-proj-${fake("[A-Za-z0-9_-]{74}", seed++)}T3BlbkFJ${fake("[A-Za-z0-9_-]{74}", seed++)}`;
    const key = { id: `key_${seed++}`, value, name, ...(account === undefined ? {} : { account }) };
    keys.push(key);
    return key;
  };
  const admin = `sk-admin-${fake("[A-Za-z0-9_-]{74}", 500)}`;
  const old = make("ann's");
  const list = (data: readonly unknown[]) => ({ status: 200, body: { object: "list", data, has_more: false } });
  const shown = ({ id, value, name }: Key) => ({
    id,
    name,
    redacted_value: `${value.slice(0, 8)}...${value.slice(-4)}`,
    created_at: 1_760_000_000,
    last_used_at: 1_763_000_000,
  });
  const refused = {
    status: 401,
    body: { error: { code: "invalid_api_key", message: "Incorrect API key provided", type: "invalid_request_error" } },
  };
  return {
    handle({ method, path, bearer, json }) {
      const base = `/v1/organization/projects/${project}`;
      if (path === "/v1/models")
        return keys.some(({ value }) => value === bearer) ? { status: 200, body: '{"object":"list","data":[]}' } : refused;
      if (bearer !== admin) return refused;
      if (path === "/v1/organization/projects") return list([{ id: project, name: "main" }]);
      const id = path.split("/")[6];
      if (method === "DELETE") {
        const gone = keys.filter((key) => key.id === id || key.account === id);
        keys = keys.filter((key) => !gone.includes(key));
        return gone.length === 0 ? { status: 404, body: {} } : { status: 200, body: { deleted: true } };
      }
      if (path === `${base}/api_keys`) return list(keys.map(shown));
      if (method === "GET")
        return list(keys.filter(({ account }) => account !== undefined).map(({ account, name }) => ({ id: account, name })));
      const account = `svc_acct_${seed++}`;
      const key = make(String(json["name"]), account);
      return { status: 200, body: { id: account, name: json["name"], api_key: { id: key.id, value: key.value } } };
    },
    old: { secret: new Secret(old.value), companions: {} },
    admin: { secret: new Secret(admin), companions: {} },
    stranger: { secret: new Secret(`sk-admin-${fake("[A-Za-z0-9_-]{74}", 501)}`), companions: {} },
    live: () => keys.map(({ value }) => value),
  };
}
