import { cannot, conflict, failure, notFound, notTheSame, readBack, refusal, refusedValue } from "../failures.ts";
import { type StoreAnswer, ask } from "../http.ts";
import { at, numberAt, textAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import type { Abilities, Description, Held, SecretStore, Version } from "../store.ts";

type Env = Readonly<Record<string, string | undefined>>;

interface Place {
  readonly vault: string;
  readonly item: string;
  /** Undefined when the reference names none, as `op:vault/item/field` without a section. */
  readonly section: string | undefined;
  readonly field: string;
  readonly uri: string;
}

/** An item as it is now, and where it is. */
interface Found {
  readonly path: string;
  readonly version: string;
  readonly item: unknown;
}

/**
 * `op://vault/item/field` and `op://vault/item/section/field`, as 1Password itself writes references, on a Connect server. Vault and
 * item by name or id, section and field by label or id.
 */
export class OnePasswordStore implements SecretStore {
  readonly scheme = "op";
  readonly #address: string;
  readonly #token: string | undefined;

  constructor(env: Env) {
    this.#address = (env["OP_CONNECT_HOST"] ?? "").replace(/\/+$/, "");
    this.#token = env["OP_CONNECT_TOKEN"];
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: false, checkAndSet: false, bytes: false, undo: false, maxBytes: Number.MAX_SAFE_INTEGER });
  }

  normalise(reference: string): string {
    const { vault, item, section, field } = placeOf(reference);
    return `//${[vault, item, ...(section === undefined ? [] : [section]), field].join("/")}`;
  }

  /** Makes the item where there is none; of one that is there only the field is changed. The version is the item's. */
  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    if (options.ifVersion !== undefined) throw cannot(place.uri, "Connect has no check-and-set", "Leave the version out.");
    const text = value.revealText();
    if (text === undefined)
      throw refusedValue(place.uri, "The value is no UTF-8 text, and 1Password holds text", "Encode it first, as Base64 for example.");
    const vault = await this.#vault(place);
    const found = await this.#find(place, vault);
    if (found === undefined) await this.#make(place, vault, text);
    else await this.#set(place, found, text);
    const after = await readBack(place.uri, async () => this.#find(place, vault));
    if (after === undefined || textAt(fieldIn(after.item, place), "value") !== text) throw notTheSame(place.uri);
    return { version: after.version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const { item, version } = await this.#there(place);
    if (options.version !== undefined && options.version !== version) throw notFound(place.uri);
    return { value: new SecretBytes(textAt(fieldIn(item, place), "value") ?? ""), version };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const { item, version } = await this.#there(placeOf(reference));
    const created = textAt(item, "updatedAt");
    return [{ id: version, state: "current", ...(created === undefined ? {} : { created }) }];
  }

  /** `prefix`: `//vault` for its items, `//vault/item` for its fields that hold something. */
  async list(prefix: string): Promise<readonly string[]> {
    const parts = partsOf(prefix);
    const place = placeOf(`//${parts[0] ?? ""}/${parts[1] ?? "any"}/any`);
    const vault = await this.#vault(place);
    if (parts.length < 2) {
      const { json } = await this.#send(place.uri, "GET", `vaults/${vault}/items`);
      const items: readonly unknown[] = Array.isArray(json) ? json : [];
      return items.map((item) => `//${place.vault}/${textAt(item, "title") ?? ""}`);
    }
    const found = await this.#find(place, vault);
    if (found === undefined) throw notFound(place.uri);
    return fieldsOf(found.item)
      .filter((field) => (textAt(field, "value") ?? "") !== "")
      .map((field) => {
        const section = sectionLabel(found.item, textAt(field, "section", "id"));
        return `//${[place.vault, place.item, ...(section === undefined ? [] : [section]), textAt(field, "label") ?? textAt(field, "id") ?? ""].join("/")}`;
      });
  }

  async describe(reference: string): Promise<Description> {
    const { item, version } = await this.#there(placeOf(reference));
    const [category, changed] = [textAt(item, "category"), textAt(item, "updatedAt")];
    return {
      reference: this.normalise(reference),
      version,
      facts: [
        ...(category === undefined ? [] : [`of an item of the kind ${category}`]),
        ...(changed === undefined ? [] : [`item changed ${changed}`]),
      ],
    };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    throw cannot(
      placeOf(reference).uri,
      "Connect gives no older versions",
      "Restore it in the item's history in 1Password, or write the old value again.",
    );
  }

  /** Takes the field away; the item stays, with its history in 1Password. */
  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    if (options.version !== undefined) throw cannot(place.uri, "Connect has no versions to take away", "Remove the field.");
    const { item, path } = await this.#there(place);
    await this.#patch(place, path, { op: "remove", path: `/fields/${pointer(textAt(fieldIn(item, place), "id") ?? "")}` });
  }

  async check(): Promise<readonly string[]> {
    const { json } = await this.#send(this.#address, "GET", "vaults");
    const names = Array.isArray(json) ? json.map((vault: unknown) => textAt(vault, "name") ?? "") : [];
    return [`${this.#address} answers, the token sees ${names.length === 0 ? "no vault" : `the vaults ${names.join(", ")}`}`];
  }

  async #vault({ vault, uri }: Place): Promise<string> {
    if (ID.test(vault)) return vault;
    const id = await this.#idBy(uri, "vaults", "name", vault);
    if (id === undefined) throw failure("STORE_NOT_FOUND", "There is no such vault, or the token may not see it", uri, "Check its name.");
    return id;
  }

  async #find(place: Place, vault: string): Promise<Found | undefined> {
    const id = ID.test(place.item) ? place.item : await this.#idBy(place.uri, `vaults/${vault}/items`, "title", place.item);
    if (id === undefined) return undefined;
    const path = `vaults/${vault}/items/${id}`;
    const { status, json } = await this.#send(place.uri, "GET", path);
    return status === 404 ? undefined : { path, version: String(numberAt(json, "version") ?? 0), item: json };
  }

  async #there(place: Place): Promise<Found> {
    const found = await this.#find(place, await this.#vault(place));
    if (found === undefined || (textAt(fieldIn(found.item, place), "value") ?? "") === "") throw notFound(place.uri);
    return found;
  }

  /** Of the one of this name. 1Password lets two have the same. */
  async #idBy(uri: string, path: string, key: "name" | "title", name: string): Promise<string | undefined> {
    const filter = new URLSearchParams({ filter: `${key} eq "${name}"` });
    const { json } = await this.#send(uri, "GET", `${path}?${filter.toString()}`);
    const found: readonly unknown[] = Array.isArray(json) ? json.filter((one: unknown) => textAt(one, key) === name) : [];
    if (found.length > 1) throw cannot(uri, `${found.length} have the name "${name}"`, "Write the id in its place.");
    return textAt(found[0], "id");
  }

  async #make(place: Place, vault: string, text: string): Promise<void> {
    const { section } = place;
    if (ID.test(place.item)) throw notFound(place.uri); // no title for a new item
    const item = {
      vault: { id: vault },
      title: place.item,
      category: "API_CREDENTIAL",
      ...(section === undefined ? {} : { sections: [{ id: section, label: section }] }),
      fields: [newField(place, text, section)],
    };
    await this.#send(place.uri, "POST", `vaults/${vault}/items`, item);
  }

  async #set(place: Place, { path, item }: Found, text: string): Promise<void> {
    const id = textAt(fieldIn(item, place), "id");
    if (id !== undefined) return this.#patch(place, path, { op: "replace", path: `/fields/${pointer(id)}/value`, value: text });
    const section = place.section === undefined ? undefined : sectionId(item, place.section);
    if (place.section !== undefined && section === undefined)
      throw failure("STORE_NOT_FOUND", "The item has no such section", place.uri, "Make it in 1Password, or leave it out.");
    return this.#patch(place, path, { op: "add", path: "/fields", value: newField(place, text, section) });
  }

  async #patch(place: Place, path: string, change: object): Promise<void> {
    const { status } = await this.#send(place.uri, "PATCH", path, [change]);
    if (status === 404) throw conflict(place.uri); // it was there a moment ago
  }

  async #send(where: string, method: string, path: string, body?: object): Promise<StoreAnswer> {
    if (this.#token === undefined)
      throw failure("STORE_DENIED", "There is no token for 1Password Connect", this.#address || "op", "Set OP_CONNECT_TOKEN.");
    const address = `${this.#address}/v1/${path}`;
    if (!URL.canParse(address))
      throw failure(
        "STORE_UNREACHABLE",
        "The address is no URL",
        this.#address || "op",
        "Set OP_CONNECT_HOST to your Connect server's address.",
      );
    const answer = await ask(new URL(address), {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      staysAtHost: true,
    });
    if (answer.status < 300 || answer.status === 404) return answer;
    if (answer.status === 400 && body !== undefined)
      throw refusedValue(where, "1Password does not take the name or the value", "Check them in 1Password.");
    throw refusal("1Password Connect", answer.status, where, "Check the token, and which vaults it may read and write.");
  }
}

/** What 1Password gives its own: 26 letters and digits. */
const ID = /^[a-z0-9]{26}$/;

function fieldsOf(item: unknown): readonly unknown[] {
  const fields = at(item, "fields");
  return Array.isArray(fields) ? fields : [];
}

function fieldIn(item: unknown, { section, field }: Place): unknown {
  const inside = section === undefined ? undefined : sectionId(item, section);
  return fieldsOf(item).find((one) => {
    const isNamed = textAt(one, "label") === field || textAt(one, "id") === field;
    return isNamed && (section === undefined || (inside !== undefined && textAt(one, "section", "id") === inside));
  });
}

function sectionsOf(item: unknown): readonly unknown[] {
  const sections = at(item, "sections");
  return Array.isArray(sections) ? sections : [];
}

function sectionId(item: unknown, name: string): string | undefined {
  return textAt(
    sectionsOf(item).find((section) => textAt(section, "label") === name || textAt(section, "id") === name),
    "id",
  );
}

function sectionLabel(item: unknown, id: string | undefined): string | undefined {
  const section = id === undefined ? undefined : sectionsOf(item).find((one) => textAt(one, "id") === id);
  return textAt(section, "label") ?? textAt(section, "id");
}

function newField({ field }: Place, value: string, section: string | undefined): object {
  return { label: field, type: "CONCEALED", value, ...(section === undefined ? {} : { section: { id: section } }) };
}

/** A name as one part of a JSON pointer (RFC 6901). */
const pointer = (id: string): string => id.replaceAll("~", "~0").replaceAll("/", "~1");

const partsOf = (reference: string): readonly string[] => reference.replace(/^\/\//, "").replace(/\/$/, "").split("/");

function placeOf(reference: string): Place {
  const parts = partsOf(reference);
  const [vault = "", item = "", ...rest] = parts;
  const [section, field] = rest.length === 2 ? rest : [undefined, rest[0]];
  // A quote or a backslash would end the filter by which a name is looked up.
  const isNamed = parts.every((part) => part !== "" && !/["\\?#]/.test(part) && part.trim() === part);
  if (field === undefined || rest.length > 2 || !isNamed)
    throw failure(
      "STORE_UNKNOWN",
      "The reference names no vault, item and field",
      `op:${reference}`,
      "Write op://vault/item/field, or op://vault/item/section/field.",
    );
  return { vault, item, section, field, uri: `op:${reference}` };
}
