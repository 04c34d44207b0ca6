import { Secret, fake } from "@stanch/model";
import type { Issuer } from "../double.ts";

const GROUP = (name: string) => ({ id: `group-${name}`, name });
const ZONE = { "com.cloudflare.api.account.zone.*": "*" };

// https://developers.cloudflare.com/api/resources/user/subresources/tokens/
export function cloudflare(): Issuer {
  let seed = 1;
  interface Token {
    value: string;
    status: string;
    name: string;
    policies: unknown;
    condition: unknown;
  }
  const tokens = new Map<string, Token>();
  const make = (name: string, groups: readonly string[], condition?: unknown): string => {
    const id = fake("[0-9a-f]{32}", seed++);
    const policies = [{ id: fake("[0-9a-f]{32}", seed++), effect: "allow", resources: ZONE, permission_groups: groups.map(GROUP) }];
    tokens.set(id, { value: fake("cfut_[A-Za-z0-9]{40}", seed++), status: "active", name, policies, condition });
    return id;
  };
  const admin = make("admin", ["API Tokens Write"]);
  const old = make("deploy", ["DNS Write", "Zone Read"], { request_ip: { in: ["203.0.113.0/24"] } });
  const stranger = make("other", ["DNS Write"]);
  const shown = (id: string) => ({
    id,
    ...tokens.get(id),
    value: undefined,
    issued_on: "2026-01-01T00:00:00Z",
    last_used_on: "2026-11-01T00:00:00Z",
  });
  const valueOf = (id: string): string => tokens.get(id)?.value ?? "";
  const invalid = { status: 401, body: { success: false, errors: [{ code: 1000, message: "Invalid API Token" }] } };
  return {
    handle({ method, path, bearer, json, query }) {
      const caller = [...tokens].find(([, { value }]) => value === bearer)?.[0];
      const id = path.split("/")[5];
      if (caller === undefined) return invalid;
      if (id === "verify") return { status: 200, body: { success: true, result: { id: caller, status: tokens.get(caller)?.status } } };
      if (tokens.get(caller)?.status !== "active") return invalid;
      if (caller !== admin) return { status: 403, body: { success: false, errors: [{ code: 9109, message: "Unauthorized" }] } };
      if (method === "POST") {
        const made = make(String(json["name"]), []);
        Object.assign(tokens.get(made) ?? {}, { policies: json["policies"], condition: json["condition"] });
        return { status: 200, body: { success: true, result: { ...shown(made), value: valueOf(made) } } };
      }
      if (id === undefined)
        return { status: 200, body: { success: true, result: query.get("page") === "1" ? [...tokens.keys()].map(shown) : [] } };
      const token = tokens.get(id);
      if (token === undefined) return { status: 404, body: { success: false, errors: [{ code: 1001, message: "not found" }] } };
      if (method === "PUT")
        Object.assign(token, { status: json["status"], name: json["name"], policies: json["policies"], condition: json["condition"] });
      if (method === "DELETE") tokens.delete(id);
      return { status: 200, body: { success: true, result: method === "DELETE" ? { id } : shown(id) } };
    },
    old: { secret: new Secret(valueOf(old)), companions: {} },
    admin: { secret: new Secret(valueOf(admin)), companions: {} },
    stranger: { secret: new Secret(valueOf(stranger)), companions: {} },
    live: () => [...tokens.values()].filter(({ status }) => status === "active").map(({ value }) => value),
  };
}
