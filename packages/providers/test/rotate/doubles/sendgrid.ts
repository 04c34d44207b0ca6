import { Secret, fake } from "@stanch/model";
import type { Issuer, Reply } from "../double.ts";

// https://www.twilio.com/docs/sendgrid/api-reference/api-keys
export function sendgrid(): Issuer {
  let seed = 1;
  const keys = new Map<string, { readonly value: string; readonly name: string; readonly scopes: readonly string[] }>();
  const make = (name: string, scopes: readonly string[]): string => {
    const id = fake("[A-Za-z0-9_-]{22}", seed++);
    const value = `SG.${id}.${fake("[A-Za-z0-9_-]{43}", seed++)}`;
    keys.set(id, { value, name, scopes });
    return value;
  };
  const admin = make("admin", ["api_keys.create", "api_keys.read", "api_keys.delete"]);
  const old = make("mailer", ["mail.send"]);
  const stranger = make("other", ["mail.send"]);
  const refused: Reply = {
    status: 401,
    body: { errors: [{ message: "The provided authorization grant is invalid, expired, or revoked" }] },
  };
  const forbidden: Reply = { status: 403, body: { errors: [{ message: "access forbidden" }] } };
  return {
    handle({ method, path, bearer, json }) {
      const caller = [...keys.values()].find(({ value }) => value === bearer);
      if (caller === undefined) return refused;
      if (path === "/v3/scopes") return { status: 200, body: { scopes: caller.scopes } };
      const id = path.split("/")[3];
      if (!caller.scopes.includes("api_keys.create")) return forbidden;
      if (method === "POST") {
        const value = make(String(json["name"]), json["scopes"] as readonly string[]); // what the description demands
        return { status: 201, body: { api_key: value, api_key_id: value.split(".")[1], name: json["name"], scopes: json["scopes"] } };
      }
      if (id === undefined) return { status: 200, body: { result: [...keys].map(([key, { name }]) => ({ api_key_id: key, name })) } };
      const key = keys.get(id);
      if (key === undefined) return { status: 404, body: { errors: [{ message: "unable to find API Key" }] } };
      if (method === "DELETE") keys.delete(id);
      return method === "DELETE" ? { status: 204 } : { status: 200, body: { api_key_id: id, name: key.name, scopes: key.scopes } };
    },
    old: { secret: new Secret(old), companions: {} },
    admin: { secret: new Secret(admin), companions: {} },
    stranger: { secret: new Secret(stranger), companions: {} },
    live: () => [...keys.values()].map(({ value }) => value),
  };
}
