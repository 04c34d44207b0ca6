import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@stanch/model";
import { cannot, conflict, failure, notFound, notTheSame, refusedValue, tooLarge } from "../failures.ts";
import { at, mapAt, numberAt, parsed, textAt, textsAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import {
  ABSENT,
  type Abilities,
  type Description,
  type Held,
  type Reader,
  type SecretStore,
  type Version,
  countReaders,
} from "../store.ts";
import { type Mount, VaultClient, type VaultEnv, encoded, sealed } from "./client.ts";

const DEFAULT_FIELD = "api_key";
/** Integrated storage takes entries of 1 MiB, of which the rest of the map and JSON's escapes take a part. */
const MOST_BYTES = 1_000_000;
/** How often a write that nobody tied to a version begins again when another writer was faster. */
const MOST_TRIES = 12;
const UNVERSIONED = "unversioned";

interface Place {
  readonly mount: Mount;
  /** Below the mount. */
  readonly path: string;
  readonly field: string;
  readonly uri: string;
}

/** What a path holds: the fields of its newest version, none when that was deleted. */
interface Contents {
  readonly fields: ReadonlyMap<string, unknown>;
  /** Of the newest version, deleted or not; 0 when there was never one. */
  readonly version: number;
}

/** `vault:mount/path#field` on HashiCorp Vault and OpenBao, KV version 1 and 2. Without a field: `api_key`. */
export class VaultStore implements SecretStore {
  readonly scheme = "vault";
  readonly #client: VaultClient;

  constructor(env: VaultEnv) {
    this.#client = new VaultClient(env);
  }

  async abilities(reference: string): Promise<Abilities> {
    const { mount } = await this.#place(reference);
    const isVersioned = mount.version === 2;
    return { versions: isVersioned, checkAndSet: isVersioned, bytes: false, undo: isVersioned, maxBytes: MOST_BYTES };
  }

  normalise(reference: string): string {
    const { path, field } = parts(reference);
    return `${path}#${field}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = await this.#place(reference);
    const text = value.revealText();
    if (text === undefined)
      throw refusedValue(place.uri, "The value is no UTF-8 text, and KV holds JSON", "Encode it first, as Base64 for example.");
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const version = await this.#change(place, options.ifVersion, (fields) => new Map(fields).set(place.field, text));
    const after = await this.#read(place, version);
    if (after.fields.get(place.field) !== text) throw notTheSame(place.uri);
    return { version: idOf(place, version) };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = await this.#place(reference);
    const { fields, version } = await this.#read(place, versionNumber(options.version, place));
    const value = fields.get(place.field);
    if (value === undefined) throw notFound(place.uri);
    if (typeof value !== "string") throw cannot(place.uri, "The field holds no text", "Name a field of text.");
    return { value: new SecretBytes(value), version: idOf(place, version) };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const place = await this.#place(reference);
    if (place.mount.version === 1) {
      await this.get(reference);
      return [{ id: UNVERSIONED, state: "current" }];
    }
    const { status, json } = await this.#client.get(`${place.mount.path}/metadata/${encoded(place.path)}`);
    if (status === 404) throw notFound(place.uri);
    return statesOf(mapAt(json, "data", "versions"), numberAt(json, "data", "current_version") ?? 0);
  }

  async list(prefix: string): Promise<readonly string[]> {
    const path = prefix.replace(/#.*$/s, "").replace(/\/+$/, "");
    const mount = await this.#client.mountOf(path);
    const below = path.slice(mount.path.length + 1);
    const folder = [mount.path, ...(mount.version === 2 ? ["metadata"] : []), ...(below === "" ? [] : [encoded(below)])].join("/");
    const { json } = await this.#client.get(`${folder}?list=true`);
    const children = textsAt(json, "data", "keys").map((key) => `${path}/${key}`);
    const fields = below === "" ? [] : await this.#fieldNames(mount, below);
    const found = [...fields.map((field) => `${path}#${field}`), ...children];
    if (found.length === 0 && below !== "") throw notFound(`vault:${path}`);
    return found;
  }

  async describe(reference: string): Promise<Description> {
    const place = await this.#place(reference);
    const { version } = await this.get(reference);
    const facts = [`KV version ${place.mount.version} at ${place.mount.path}`];
    if (place.mount.version === 2) {
      const { json } = await this.#client.get(`${place.mount.path}/metadata/${encoded(place.path)}`);
      const changed = textAt(json, "data", "updated_time");
      const most = numberAt(json, "data", "max_versions") ?? 0;
      if (changed !== undefined) facts.push(`changed ${changed}`);
      facts.push(most === 0 ? "keeps as many versions as the mount says" : `keeps ${most} versions`);
      facts.push(...[...mapAt(json, "data", "custom_metadata")].map(([key, value]) => `${key}: ${String(value)}`));
    }
    return { reference: this.normalise(reference), version, facts };
  }

  /** Writes the field's older value as a new version: Vault has no label to move, and other fields stay as they are now. */
  async makeCurrent(reference: string, version: string): Promise<{ readonly version: string }> {
    const place = await this.#place(reference);
    if (place.mount.version === 1) throw cannot(place.uri, "KV version 1 keeps no older versions", "Write the old value again.");
    const { value } = await this.get(reference, { version });
    return this.put(reference, value);
  }

  /** Other fields stay. Of the last field only the newest version is deleted, softly: "vault kv undelete" brings it back. */
  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = await this.#place(reference);
    if (options.version !== undefined) return this.#disable(place, options.version);
    const { fields, version } = await this.#read(place);
    if (!fields.has(place.field)) throw notFound(place.uri);
    if (fields.size > 1) {
      await this.#change(place, undefined, (now) => new Map([...now].filter(([name]) => name !== place.field)));
    } else if (place.mount.version === 2) await this.#disable(place, String(version));
    else await this.#client.delete(`${place.mount.path}/${encoded(place.path)}`);
  }

  async check(): Promise<readonly string[]> {
    const { status, json } = await this.#client.raw("GET", "sys/health?standbyok=true&perfstandbyok=true");
    if (at(json, "initialized") === false)
      throw failure("STORE_SEALED", "The store was never initialised", this.#client.address, "Initialise it.");
    if (at(json, "sealed") === true) throw sealed(this.#client.address);
    const self = await this.#client.get("auth/token/lookup-self");
    const ttl = numberAt(self.json, "data", "ttl") ?? 0;
    return [
      `${this.#client.address} answers (HTTP ${status}), version ${textAt(json, "version") ?? "unknown"}, unsealed`,
      `logged in as ${textAt(self.json, "data", "display_name") ?? "unknown"}, policies ${textsAt(self.json, "data", "policies").join(", ")}`,
      ttl === 0 ? "the token does not expire" : `the token expires in ${ttl} s`,
    ];
  }

  /** `lines`: of a file audit device. Every read counts, our own too. */
  readers(reference: string, lines: Iterable<string>): readonly Reader[] {
    const wanted = auditPaths(parts(reference).path);
    return countReaders(readsIn(lines, wanted));
  }

  async #place(reference: string): Promise<Place> {
    const { path, field } = parts(reference);
    const mount = await this.#client.mountOf(path);
    const below = path.slice(mount.path.length + 1);
    if (below === "") throw unreadable(reference);
    return { mount, path: below, field, uri: `vault:${path}#${field}` };
  }

  async #read(place: Place, version?: number): Promise<Contents> {
    if (place.mount.version === 1) {
      const { json } = await this.#client.get(`${place.mount.path}/${encoded(place.path)}`);
      return { fields: mapAt(json, "data"), version: 0 };
    }
    const query = version === undefined ? "" : `?version=${version}`;
    // A deleted version is 404 too, but with its metadata: writing goes on from its number.
    const { json } = await this.#client.get(`${place.mount.path}/data/${encoded(place.path)}${query}`);
    return { fields: mapAt(json, "data", "data"), version: numberAt(json, "data", "metadata", "version") ?? 0 };
  }

  /** One step with check-and-set: what stands beside is kept, and no writer between read and write is lost. */
  async #change(
    place: Place,
    ifVersion: string | undefined,
    change: (fields: ReadonlyMap<string, unknown>) => ReadonlyMap<string, unknown>,
  ): Promise<number> {
    const path = encoded(place.path);
    if (place.mount.version === 1) {
      if (ifVersion !== undefined) throw cannot(place.uri, "KV version 1 has no check-and-set", "Move the secret to a KV version 2 mount.");
      const { fields } = await this.#read(place);
      await this.#client.post(`${place.mount.path}/${path}`, Object.fromEntries(change(fields)));
      return 0;
    }
    for (let tries = 1; ; tries++) {
      const { fields, version } = await this.#read(place);
      if (!isExpected(ifVersion, fields.has(place.field) ? String(version) : undefined)) throw conflict(place.uri);
      try {
        const body = { data: Object.fromEntries(change(fields)), options: { cas: version } };
        const { json } = await this.#client.post(`${place.mount.path}/data/${path}`, body);
        return numberAt(json, "data", "version") ?? version + 1;
      } catch (error) {
        const isRace = error instanceof AppError && error.code === "STORE_CONFLICT";
        if (!isRace) throw error;
        if (ifVersion !== undefined || tries === MOST_TRIES) throw conflict(place.uri, error);
        await sleep(Math.random() * 10 * tries);
      }
    }
  }

  async #disable(place: Place, version: string): Promise<void> {
    if (place.mount.version === 1) throw cannot(place.uri, "KV version 1 has no versions", "Remove the value as a whole.");
    const number = versionNumber(version, place);
    await this.#client.post(`${place.mount.path}/delete/${encoded(place.path)}`, { versions: [number] });
  }

  async #fieldNames(mount: Mount, path: string): Promise<readonly string[]> {
    const [where, key] = mount.version === 2 ? ["/subkeys", "subkeys"] : ["", undefined];
    const { status, json } = await this.#client.get(`${mount.path}${where}/${encoded(path)}`);
    if (status === 404) return [];
    return [...mapAt(json, "data", ...(key === undefined ? [] : [key])).keys()];
  }
}

function parts(reference: string): { readonly path: string; readonly field: string } {
  const [path = "", field = DEFAULT_FIELD, ...more] = reference.replace(/^\/+/, "").split("#");
  const names = path.split("/");
  if (names.length < 2 || names.some((name) => name === "" || name === "." || name === "..") || field === "" || more.length > 0)
    throw unreadable(reference);
  return { path, field };
}

function unreadable(reference: string): Error {
  return failure("STORE_UNKNOWN", "The reference names no mount, path and field", `vault:${reference}`, "Write vault:mount/path#field.");
}

function isExpected(wanted: string | undefined, now: string | undefined): boolean {
  return wanted === undefined || (wanted === ABSENT ? now === undefined : wanted === now);
}

function idOf({ mount }: Place, version: number): string {
  return mount.version === 1 ? UNVERSIONED : String(version);
}

function versionNumber(version: string | undefined, { uri, mount }: Place): number | undefined {
  if (version === undefined || (mount.version === 1 && version === UNVERSIONED)) return undefined;
  if (mount.version === 1 || !/^[1-9]\d{0,8}$/.test(version)) throw notFound(`${uri} version ${version}`);
  return Number(version);
}

function statesOf(versions: ReadonlyMap<string, unknown>, current: number): readonly Version[] {
  let isPreviousTold = false;
  return [...versions]
    .toSorted(([a], [b]) => Number(b) - Number(a))
    .map(([id, version]) => {
      const created = textAt(version, "created_time");
      let state: Version["state"] = "older";
      if (at(version, "destroyed") === true) state = "destroyed";
      else if ((textAt(version, "deletion_time") ?? "") !== "") state = "disabled";
      else if (Number(id) === current) state = "current";
      else if (!isPreviousTold) {
        state = "previous";
        isPreviousTold = true;
      }
      return { id, state, ...(created === undefined ? {} : { created }) };
    });
}

/** The mount's length is not known without asking: every way to split the path. */
function auditPaths(path: string): ReadonlySet<string> {
  const names = path.split("/");
  const split = names.slice(1).map((_, index) => [...names.slice(0, index + 1), "data", ...names.slice(index + 1)].join("/"));
  return new Set([path, ...split]);
}

function* readsIn(lines: Iterable<string>, wanted: ReadonlySet<string>): Iterable<{ who: string; from?: string; at: string }> {
  for (const line of lines) {
    const event = parsed(line);
    if (at(event, "type") !== "response" || at(event, "request", "operation") !== "read" || at(event, "error") !== undefined) continue;
    if (!wanted.has(textAt(event, "request", "path") ?? "")) continue;
    const role = textAt(event, "auth", "metadata", "role_name");
    const name = textAt(event, "auth", "display_name") ?? "unknown";
    const from = textAt(event, "request", "remote_address");
    yield {
      who: role === undefined ? name : `${name} (${role})`,
      ...(from === undefined ? {} : { from }),
      at: textAt(event, "time") ?? "",
    };
  }
}
