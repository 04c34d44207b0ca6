import { Secret, fake } from "@stanch/model";
import type { Issuer } from "../double.ts";

// https://docs.datadoghq.com/api/latest/key-management/
export function datadog(): Issuer {
  let seed = 1;
  const keys = new Map<string, { readonly name: string; readonly value: string }>();
  const make = (name: string): string => {
    const id = fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed++);
    keys.set(id, { name, value: fake("[0-9a-f]{32}", seed++) });
    return id;
  };
  const application = fake("[0-9a-f]{40}", 900);
  const apiKey = keys.get(make("managing"))?.value ?? "";
  const old = keys.get(make("agent"))?.value ?? "";
  const shown = (id: string, value?: string) => ({
    id,
    type: "api_keys",
    attributes: {
      name: keys.get(id)?.name,
      last4: keys.get(id)?.value.slice(-4),
      created_at: "2026-01-01T00:00:00Z",
      ...(value === undefined ? {} : { key: value }),
    },
  });
  const known = (value: unknown): boolean => [...keys.values()].some((key) => key.value === value);
  return {
    handle({ method, path, headers, json, query }) {
      if (!known(headers["dd-api-key"])) return { status: 403, body: { status: "error", code: 403, errors: ["Forbidden"] } };
      if (path === "/api/v1/validate") return { status: 200, body: { valid: true } };
      if (headers["dd-application-key"] !== application) return { status: 403, body: { errors: ["Forbidden"] } };
      if (method === "POST") {
        const id = make((json["data"] as { attributes: { name: string } }).attributes.name); // the description's shape
        return { status: 201, body: { data: shown(id, keys.get(id)?.value) } };
      }
      if (method === "DELETE") return { status: keys.delete(path.split("/")[4] ?? "") ? 204 : 404 };
      const wanted = [...keys].filter(([, { name }]) => name.includes(query.get("filter") ?? "")).map(([id]) => shown(id));
      return { status: 200, body: { data: query.get("page[number]") === "0" ? wanted : [] } };
    },
    old: { secret: new Secret(old), companions: {} },
    admin: { secret: new Secret(application), companions: { apiKey: new Secret(apiKey) } },
    stranger: { secret: new Secret(fake("[0-9a-f]{40}", 901)), companions: { apiKey: new Secret(apiKey) } },
    live: () => [...keys.values()].map(({ value }) => value),
  };
}
