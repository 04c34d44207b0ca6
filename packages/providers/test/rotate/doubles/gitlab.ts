import { Secret, fake } from "@stanch/model";
import type { Issuer } from "../double.ts";

// GitLab 17: doc/api/personal_access_tokens.md, doc/api/user_tokens.md
export function gitlab(): Issuer {
  let seed = 1;
  interface Token {
    readonly value: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly user: number;
    revoked: boolean;
  }
  const tokens = new Map<number, Token>();
  const make = (name: string, scopes: readonly string[], user: number): number => {
    const id = seed++;
    tokens.set(id, { value: `glpat-${fake("[A-Za-z0-9_-]{20}", id)}`, name, scopes, user, revoked: false });
    return id;
  };
  const admin = make("admin", ["api", "sudo"], 1);
  const old = make("ci", ["read_repository", "read_api"], 2);
  const stranger = make("other", ["api"], 3);
  const valueOf = (id: number): string => tokens.get(id)?.value ?? "";
  const shown = (id: number) => {
    const token = tokens.get(id);
    return {
      id,
      name: token?.name,
      scopes: token?.scopes,
      user_id: token?.user,
      active: token?.revoked === false,
      revoked: token?.revoked,
      created_at: "2026-01-01T00:00:00Z",
      last_used_at: "2026-11-01T00:00:00Z",
      expires_at: "2027-01-01",
    };
  };
  return {
    handle({ method, path, headers, json, query }) {
      const caller = [...tokens].find(([, { value, revoked }]) => value === headers["private-token"] && !revoked)?.[0];
      if (caller === undefined) return { status: 401, body: { message: "401 Unauthorized" } };
      const id = path.endsWith("/self") ? caller : Number(path.split("/")[4]);
      if (method === "POST") {
        if (caller !== admin) return { status: 403, body: { message: "403 Forbidden" } };
        const made = make(String(json["name"]), json["scopes"] as readonly string[], Number(path.split("/")[4])); // the documented shape
        return { status: 201, body: { ...shown(made), token: valueOf(made) } };
      }
      if (path === "/api/v4/personal_access_tokens") {
        const wanted = [...tokens.keys()].filter(
          (one) => tokens.get(one)?.name.includes(query.get("search") ?? "") === true && tokens.get(one)?.revoked === false,
        );
        return { status: 200, body: wanted.map(shown) };
      }
      const token = tokens.get(id);
      if (token === undefined || (caller !== admin && caller !== id)) return { status: 404, body: { message: "404 Not Found" } };
      if (method === "DELETE") token.revoked = true;
      return method === "DELETE" ? { status: 204 } : { status: 200, body: shown(id) };
    },
    old: { secret: new Secret(valueOf(old)), companions: {} },
    admin: { secret: new Secret(valueOf(admin)), companions: {} },
    stranger: { secret: new Secret(valueOf(stranger)), companions: {} },
    live: () => [...tokens.values()].filter(({ revoked }) => !revoked).map(({ value }) => value),
  };
}
