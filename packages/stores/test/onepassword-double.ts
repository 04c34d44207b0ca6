// A double of a 1Password Connect server, version 1 of its API: it keeps state and follows the published OpenAPI description: names
// are looked up by a filter, an item is changed by a JSON patch that points at a field by its id, each change counts its version up.
import { randomBytes } from "node:crypto";
import { at, mapAt, textAt } from "../src/json.ts";
import { type Asked, type Double, type Reply, jsonDouble } from "./json-double.ts";

interface Item {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  version: number;
  updatedAt: string;
  readonly sections: unknown[];
  fields: Record<string, unknown>[];
}

export interface OnePasswordDouble extends Double {
  readonly items: Map<string, Item>;
  readonly fail: (status?: number) => void;
}

const VAULT = { id: idOf(), name: "Production apps" };

export async function onePasswordDouble(token: string): Promise<OnePasswordDouble> {
  const items = new Map<string, Item>();
  let failing: number | undefined;
  const double = await jsonDouble((asked) => {
    if (asked.headers.authorization !== `Bearer ${token}`) return [401, { status: 401, message: "Invalid bearer token" }];
    if (failing !== undefined) return [failing, { status: failing, message: `refused: ${asked.text}` }];
    return route(asked, items);
  });
  return { ...double, items, fail: (status) => (failing = status) };
}

function idOf(): string {
  return [...randomBytes(26)].map((byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte % 32]).join("");
}

function route(asked: Asked, items: Map<string, Item>): Reply {
  const [, vaults, vault, kind, id] = asked.url.pathname.split("/").filter((part) => part !== "");
  if (vaults !== "vaults") return [404, { status: 404 }];
  if (vault === undefined) return [200, filtered(asked, "name", [VAULT])];
  if (vault !== VAULT.id || kind !== "items") return [404, { status: 404, message: "vault not found" }];
  if (id === undefined)
    return asked.method === "POST" ? make(asked, items) : [200, filtered(asked, "title", [...items.values()].map(summary))];
  const item = items.get(id);
  if (item === undefined) return [404, { status: 404, message: "item not found" }];
  return asked.method === "PATCH" ? patch(asked, item) : [200, { ...item, vault: { id: VAULT.id } }];
}

/** What a list has: no fields. */
const summary = ({ id, title, version }: Item): object => ({ id, title, version, vault: { id: VAULT.id } });

function filtered({ url }: Asked, key: string, all: readonly object[]): readonly object[] {
  const wanted = new RegExp(`^${key} eq "(.*)"$`).exec(url.searchParams.get("filter") ?? "")?.[1];
  return wanted === undefined ? all : all.filter((one) => textAt(one, key) === wanted);
}

function make({ body }: Asked, items: Map<string, Item>): Reply {
  const title = textAt(body, "title");
  const [fields, sections] = [at(body, "fields"), at(body, "sections")];
  if (title === undefined || textAt(body, "vault", "id") !== VAULT.id || !Array.isArray(fields)) return [400, { status: 400 }];
  const item: Item = {
    id: idOf(),
    title,
    category: textAt(body, "category") ?? "",
    version: 1,
    updatedAt: new Date().toISOString(),
    sections: Array.isArray(sections) ? sections : [],
    fields: fields.map((field: unknown) => ({ id: idOf(), ...Object.fromEntries(mapAt(field)) })),
  };
  items.set(item.id, item);
  return [200, item];
}

function patch({ body }: Asked, item: Item): Reply {
  for (const change of Array.isArray(body) ? (body as readonly unknown[]) : []) {
    // isArray makes it any[]
    const [, , id = "", attribute] = (textAt(change, "path") ?? "").split("/");
    const op = textAt(change, "op");
    const field = item.fields.find((one) => one["id"] === id);
    if (op === "add" && id === "") item.fields.push({ id: idOf(), ...Object.fromEntries(mapAt(change, "value")) });
    else if (field === undefined) return [404, { status: 404, message: "field not found" }];
    else if (op === "remove") item.fields = item.fields.filter((one) => one !== field);
    else if (op === "replace" && attribute === "value") field["value"] = at(change, "value");
    else return [400, { status: 400 }];
  }
  item.version++;
  item.updatedAt = new Date().toISOString();
  return [200, item];
}
