import { setTimeout as sleep } from "node:timers/promises";
import { cannot, conflict, failure, notFound, notTheSame, readBack, refusedValue, tooLarge } from "../failures.ts";
import type { StoreAnswer } from "../http.ts";
import { at, mapAt, numberAt, textAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import type { Abilities, Description, Held, Reader, SecretStore, Version } from "../store.ts";
import { AzureClient, innerCode } from "./client.ts";
import { readersInKeyVaultLog } from "./key-vault-log.ts";
import type { AzureEnv } from "./login.ts";

/** "Octet sequences with a maximum size of 25k bytes each." */
const MOST_BYTES = 25_600;
/** How long a secret that is being deleted or recovered is waited for. */
const SETTLE_MS = 30_000;

interface Place {
  readonly client: AzureClient;
  readonly vault: string;
  readonly name: string;
  readonly uri: string;
}

/** `azure-kv:vault/name` on Azure Key Vault; a vault outside of the public cloud by its whole host name. */
export class AzureStore implements SecretStore {
  readonly scheme = "azure-kv";
  readonly #env: AzureEnv;
  readonly #clients = new Map<string, AzureClient>();

  constructor(env: AzureEnv) {
    this.#env = env;
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: true, checkAndSet: false, bytes: false, undo: true, maxBytes: MOST_BYTES });
  }

  normalise(reference: string): string {
    const { vault, name } = this.#place(reference);
    return `${vault}/${name}`;
  }

  /** Type and tags stay as they are; a secret that was taken away is recovered first, which Key Vault asks for. */
  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = this.#place(reference);
    if (options.ifVersion !== undefined) throw cannot(place.uri, "Key Vault has no check-and-set", "Leave the version out.");
    const text = value.revealText();
    if (text === undefined)
      throw refusedValue(place.uri, "The value is no UTF-8 text, and Key Vault holds text", "Encode it first, as Base64 for example.");
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const before = await place.client.send("GET", pathOf(place));
    const [contentType, tags] = [textAt(before.json, "contentType"), mapAt(before.json, "tags")];
    const written = await this.#set(place, {
      value: text,
      ...(contentType === undefined ? {} : { contentType }),
      ...(tags.size === 0 ? {} : { tags: Object.fromEntries(tags) }),
    });
    const version = versionIn(written.json);
    const after = await readBack(place.uri, async () => this.#read(place, version));
    if (after?.value.equals(value) !== true) throw notTheSame(place.uri);
    return { version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = this.#place(reference);
    const held = await this.#read(place, options.version);
    if (held === undefined) throw notFound(place.uri);
    return held;
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const place = this.#place(reference);
    const current = (await this.#read(place))?.version; // the list does not tell which of one second is the newest
    const found: { readonly id: string; readonly isOn: boolean; readonly created: number }[] = [];
    for await (const item of pages(place.client, `${pathOf(place)}/versions`))
      found.push({
        id: versionIn(item),
        isOn: at(item, "attributes", "enabled") !== false,
        created: numberAt(item, "attributes", "created") ?? 0,
      });
    if (found.length === 0) throw notFound(place.uri);
    const sorted = found.toSorted((a, b) => Number(b.id === current) - Number(a.id === current) || b.created - a.created);
    const previous = sorted.find(({ id, isOn }) => isOn && id !== current)?.id;
    return sorted.map(({ id, isOn, created }) => ({
      id,
      state: id === current ? "current" : !isOn ? "disabled" : id === previous ? "previous" : "older",
      created: isoOf(created),
    }));
  }

  /** `prefix`: `vault`, or `vault/START`. What belongs to a certificate is left out. */
  async list(prefix: string): Promise<readonly string[]> {
    const [vault = "", start = ""] = prefix.split("/");
    const { client } = this.#place(`${vault}/any`);
    const names: string[] = [];
    for await (const item of pages(client, "secrets"))
      if (at(item, "managed") !== true) names.push((textAt(item, "id") ?? "").split("/").at(-1) ?? "");
    return names
      .filter((name) => name.startsWith(start))
      .toSorted()
      .map((name) => `${vault}/${name}`);
  }

  async describe(reference: string): Promise<Description> {
    const place = this.#place(reference);
    const answer = await place.client.send("GET", pathOf(place));
    if (answer.status !== 200) throw notFound(place.uri);
    const [changed, ends] = [numberAt(answer.json, "attributes", "updated"), numberAt(answer.json, "attributes", "exp")];
    const days = numberAt(answer.json, "attributes", "recoverableDays");
    const facts = [
      ends === undefined ? "no expiry is set" : `expires ${isoOf(ends)}`,
      ...(changed === undefined ? [] : [`changed ${isoOf(changed)}`]),
      ...(days === undefined ? [] : [`can be recovered for ${days} days after it was taken away`]),
      ...[...mapAt(answer.json, "tags")].map(([key, value]) => `tag ${key}: ${String(value)}`),
    ];
    return { reference: this.normalise(reference), version: versionIn(answer.json), facts };
  }

  /** Writes the older value as a new version: the newest is always the current one. */
  async makeCurrent(reference: string, version: string): Promise<{ readonly version: string }> {
    const { value } = await this.get(reference, { version });
    return this.put(reference, value);
  }

  /** The secret is deleted softly, and the next `put` recovers it; one version is disabled. */
  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = this.#place(reference);
    if (options.version === undefined) {
      const { status } = await place.client.send("DELETE", pathOf(place));
      if (status === 404) throw notFound(place.uri);
      if (status === 409) throw conflict(place.uri);
      return;
    }
    await this.get(reference, { version: options.version });
    await place.client.send("PATCH", `${pathOf(place)}/${options.version}`, { attributes: { enabled: false } });
  }

  async check(): Promise<readonly string[]> {
    const url = this.#env["KEY_VAULT_URL"] ?? "";
    if (!URL.canParse(url))
      throw failure("STORE_UNKNOWN", "No vault is set", "azure-kv", "Set KEY_VAULT_URL to https://NAME.vault.azure.net.");
    const { client } = this.#place(`${new URL(url).hostname}/any`);
    await client.send("GET", "secrets?maxresults=1");
    return [`${client.address} answers, its secrets may be listed`];
  }

  /** `lines`: a vault's diagnostic log, category AuditEvent. Every read counts, our own too. */
  readers(reference: string, lines: Iterable<string>): readonly Reader[] {
    const { client, name } = this.#place(reference);
    return readersInKeyVaultLog(client.address, name, lines);
  }

  async #read(place: Place, version?: string): Promise<Held | undefined> {
    if (version !== undefined && !/^[0-9a-f]{32}$/.test(version)) return undefined;
    const answer = await place.client.send("GET", `${pathOf(place)}${version === undefined ? "" : `/${version}`}`);
    const value = textAt(answer.json, "value");
    return answer.status === 200 && value !== undefined ? { value: new SecretBytes(value), version: versionIn(answer.json) } : undefined;
  }

  async #set(place: Place, body: object): Promise<StoreAnswer> {
    const until = Date.now() + SETTLE_MS;
    for (let tries = 1; Date.now() < until; tries++) {
      const answer = await place.client.send("PUT", pathOf(place), body);
      if (answer.status === 200) return answer;
      if (answer.status !== 409) throw notFound(place.uri);
      // Another writer may recover it at the same moment: then there is nothing to recover, and the next try finds it.
      if (innerCode(answer) === "ObjectIsDeletedButRecoverable") await place.client.send("POST", `deletedsecrets/${place.name}/recover`);
      await sleep(Math.min(2000, 50 * tries));
    }
    throw failure(
      "STORE_CONFLICT",
      "The secret is still being deleted or recovered; nothing was written",
      place.uri,
      "Try again in a minute.",
    );
  }

  #place(reference: string): Place {
    const uri = `azure-kv:${reference}`;
    const [vault = "", name = "", ...more] = reference.split("/");
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(vault) || !/^[0-9A-Za-z-]{1,127}$/.test(name) || more.length > 0)
      throw failure(
        "STORE_UNKNOWN",
        "The reference names no vault and secret",
        uri,
        "Write azure-kv:vault/name; a name has letters, digits and dashes only.",
      );
    const address = addressOf(vault, this.#env["KEY_VAULT_URL"]);
    const client = this.#clients.get(address) ?? new AzureClient(this.#env, address);
    this.#clients.set(address, client);
    return { client, vault, name, uri };
  }
}

/** KEY_VAULT_URL says where the vault of its name is, such as a vault of another cloud or a double. */
function addressOf(vault: string, given: string | undefined): string {
  if (given !== undefined && URL.canParse(given)) {
    const { hostname, origin } = new URL(given);
    if (hostname === vault || (!/^[\d.]+$/.test(hostname) && hostname.split(".")[0] === vault.toLowerCase())) return origin;
  }
  return `https://${vault.includes(".") ? vault : `${vault}.vault.azure.net`}`.toLowerCase();
}

const pathOf = ({ name }: Place): string => `secrets/${name}`;

/** The last part of an identifier `https://…/secrets/NAME/VERSION`. */
const versionIn = (json: unknown): string => (textAt(json, "id") ?? "").split("/").at(-1) ?? "";

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000", "");

async function* pages(client: AzureClient, path: string): AsyncIterable<unknown> {
  for (let next: string | undefined = path; next !== undefined;) {
    const { json }: StoreAnswer = await client.send("GET", next);
    const items = at(json, "value");
    if (Array.isArray(items)) yield* items as readonly unknown[]; // isArray makes it any[]
    next = textAt(json, "nextLink");
  }
}
