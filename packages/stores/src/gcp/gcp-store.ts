import { randomUUID } from "node:crypto";
import { conflict, failure, notFound, notTheSame, readBack, tooLarge } from "../failures.ts";
import type { StoreAnswer } from "../http.ts";
import { at, mapAt, textAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import { ABSENT, type Abilities, type Description, type Held, type Reader, type SecretStore, type Version } from "../store.ts";
import { readersInCloudAudit } from "./cloud-audit.ts";
import { GcpClient } from "./client.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** "Quotas and limits": the payload of a version. */
const MOST_BYTES = 65_536;
const PAGE = 250;
const CLAIM = "stanch-claim";
/** A writer that claimed and was killed stands in the way for so long; a living one needs three requests of 20 s at most. */
const CLAIM_MS = 120_000;

interface Place {
  /** `projects/P` or `projects/P/locations/L`. */
  readonly parent: string;
  readonly name: string;
  readonly uri: string;
}

interface Found {
  readonly number: number;
  readonly state: string;
  readonly etag: string | undefined;
  readonly created: string | undefined;
}

/** `gcp-sm:project/name` on Google Secret Manager; `gcp-sm:project/location/name` for a regional secret. */
export class GcpStore implements SecretStore {
  readonly scheme = "gcp-sm";
  readonly #client: GcpClient;
  readonly #project: string | undefined;

  constructor(env: Env) {
    this.#client = new GcpClient(env);
    this.#project = env["GOOGLE_CLOUD_PROJECT"] ?? env["CLOUDSDK_CORE_PROJECT"];
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: true, checkAndSet: true, bytes: true, undo: true, maxBytes: MOST_BYTES });
  }

  normalise(reference: string): string {
    placeOf(reference);
    return reference;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const { ifVersion } = options;
    const version = ifVersion === undefined ? await this.#add(place, value) : await this.#addAfter(place, value, ifVersion);
    const after = await readBack(place.uri, async () => this.#access(place, String(version)));
    if (after?.value.equals(value) !== true) throw notTheSame(place.uri);
    return { version: String(version) };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const held = await this.#access(place, numbered(options.version, place) ?? "latest");
    if (held === undefined) throw notFound(place.uri);
    return held;
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const place = placeOf(reference);
    const pages = this.#pages(`${pathOf(place)}/versions`, "versions");
    const found: Found[] = [];
    for await (const version of pages) found.push(foundIn(version));
    if (found.length === 0) throw notFound(place.uri);
    return statesOf(found.toSorted((a, b) => b.number - a.number));
  }

  async list(prefix: string): Promise<readonly string[]> {
    const parts = prefix.split("/");
    const start = parts.length > 1 ? (parts.at(-1) ?? "") : "";
    const scope = parts.length > 1 ? parts.slice(0, -1) : parts;
    const place = placeOf([...scope, "any"].join("/"));
    const names: string[] = [];
    for await (const secret of this.#pages(`${place.parent}/secrets`, "secrets"))
      names.push((textAt(secret, "name") ?? "").split("/").at(-1) ?? "");
    return names
      .filter((name) => name.startsWith(start))
      .toSorted()
      .map((name) => [...scope, name].join("/"));
  }

  async describe(reference: string): Promise<Description> {
    const place = placeOf(reference);
    const newest = await this.#newest(place);
    if (newest?.state !== "ENABLED") throw notFound(place.uri);
    const { json } = await this.#client.send("GET", pathOf(place));
    const rotates = textAt(json, "rotation", "nextRotationTime");
    const expires = textAt(json, "expireTime");
    const facts = [
      rotates === undefined ? "no rotation is asked for" : `rotation is asked for at ${rotates}`,
      ...(newest.created === undefined ? [] : [`changed ${newest.created}`]),
      ...(expires === undefined ? [] : [`expires ${expires}`]),
      ...[...mapAt(json, "labels")].map(([key, value]) => `label ${key}: ${String(value)}`),
    ];
    return { reference, version: String(newest.number), facts };
  }

  /** Writes the older value anew: `latest` is always the version of the highest number. The newest, disabled, is only enabled. */
  async makeCurrent(reference: string, version: string): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    const newest = await this.#newest(place);
    if (newest === undefined) throw notFound(place.uri);
    if (String(newest.number) !== version) return this.put(reference, (await this.get(reference, { version })).value);
    if (newest.state === "DISABLED") await this.#change(place, newest, "enable");
    else if (newest.state !== "ENABLED") throw notFound(place.uri);
    return { version };
  }

  /** Disables the version; "stanch store" can make it current again, nothing is destroyed. */
  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    const found = await this.#newest(place, numbered(options.version, place) ?? "latest");
    if (found?.state !== "ENABLED") throw notFound(place.uri);
    await this.#change(place, found, "disable");
  }

  async check(): Promise<readonly string[]> {
    if (this.#project === undefined)
      throw failure("STORE_UNKNOWN", "No project is set", "gcp-sm", "Set GOOGLE_CLOUD_PROJECT to the project's id.");
    const { parent, uri } = placeOf(`${this.#project}/any`);
    const { status } = await this.#client.send("GET", `${parent}/secrets?pageSize=1`);
    if (status !== 200) throw failure("STORE_NOT_FOUND", "There is no such project", uri, "Check GOOGLE_CLOUD_PROJECT.");
    return [`Google Secret Manager answers for project ${this.#project}, its secrets may be listed`];
  }

  /** `lines`: Cloud Audit Logs of data access, which must be switched on for Secret Manager. Every read counts, our own too. */
  readers(reference: string, lines: Iterable<string>): readonly Reader[] {
    const { parent, name } = placeOf(reference);
    return readersInCloudAudit(parent, name, lines);
  }

  /** Adds the next version and returns its number; makes the secret where there is none. */
  async #add(place: Place, value: SecretBytes): Promise<number> {
    const payload = { payload: { data: Buffer.from(value.reveal()).toString("base64") } };
    let answer = await this.#client.send("POST", `${pathOf(place)}:addVersion`, payload);
    if (answer.status === 404) {
      await this.#create(place, {});
      answer = await this.#client.send("POST", `${pathOf(place)}:addVersion`, payload);
    }
    if (answer.status !== 200) throw notFound(place.uri);
    return foundIn(answer.json).number;
  }

  /**
   * Versions have no check-and-set, secrets have an etag. So a writer first claims the version after the one it saw, in an
   * annotation guarded by the etag. A writer that does not claim, such as the console, is seen by the number that ours got.
   */
  async #addAfter(place: Place, value: SecretBytes, ifVersion: string): Promise<number> {
    const newest = await this.#newest(place);
    if ((newest?.state === "ENABLED" ? String(newest.number) : ABSENT) !== ifVersion) throw conflict(place.uri);
    const after = newest?.number ?? 0;
    await this.#claim(place, after);
    const number = await this.#add(place, value);
    if (number !== after + 1)
      throw failure(
        "STORE_CONFLICT",
        `Somebody else wrote version ${number - 1} at the same moment; ours is version ${number}, and both are kept`,
        place.uri,
        'Look at both with "stanch store versions".',
      );
    return number;
  }

  async #claim(place: Place, after: number): Promise<void> {
    const annotation = { [CLAIM]: `${after} ${randomUUID()} ${new Date().toISOString()}` };
    const { status, json } = await this.#client.send("GET", pathOf(place));
    if (status === 404) {
      if (!(await this.#create(place, annotation))) throw conflict(place.uri);
      return;
    }
    const annotations = mapAt(json, "annotations");
    const [claimed, , since = ""] = (textAt(json, "annotations", CLAIM) ?? "").split(" ");
    if (claimed === String(after) && Date.now() - Date.parse(since) < CLAIM_MS) throw conflict(place.uri);
    const body = { etag: at(json, "etag"), annotations: { ...Object.fromEntries(annotations), ...annotation } };
    const patched = await this.#client.send("PATCH", `${pathOf(place)}?updateMask=annotations`, body);
    if (patched.status !== 200) throw conflict(place.uri);
  }

  /** False when somebody else made it. A regional secret's place is its replication. */
  async #create({ parent, name, uri }: Place, annotations: Readonly<Record<string, string>>): Promise<boolean> {
    const replication = parent.includes("/locations/") ? {} : { replication: { automatic: {} } };
    const { status } = await this.#client.send("POST", `${parent}/secrets?secretId=${name}`, { ...replication, annotations });
    if (status === 404) throw failure("STORE_NOT_FOUND", "There is no such project", uri, "Check the URI's first part.");
    return status === 200;
  }

  async #access(place: Place, version: string): Promise<Held | undefined> {
    const { status, json } = await this.#client.send("GET", `${pathOf(place)}/versions/${version}:access`);
    const data = textAt(json, "payload", "data") ?? "";
    return status === 200 ? { value: new SecretBytes(Buffer.from(data, "base64")), version: String(foundIn(json).number) } : undefined;
  }

  async #newest(place: Place, version = "latest"): Promise<Found | undefined> {
    const { status, json } = await this.#client.send("GET", `${pathOf(place)}/versions/${version}`);
    return status === 200 ? foundIn(json) : undefined;
  }

  async #change(place: Place, { number, etag }: Found, what: "enable" | "disable"): Promise<void> {
    const { status } = await this.#client.send("POST", `${pathOf(place)}/versions/${number}:${what}`, etag === undefined ? {} : { etag });
    if (status !== 200) throw conflict(place.uri);
  }

  async *#pages(path: string, key: string): AsyncIterable<unknown> {
    let token = "";
    do {
      const query = new URLSearchParams({ pageSize: String(PAGE), ...(token === "" ? {} : { pageToken: token }) });
      const { json }: StoreAnswer = await this.#client.send("GET", `${path}?${query.toString()}`);
      const page = at(json, key);
      if (Array.isArray(page)) yield* page as readonly unknown[]; // isArray makes it any[]
      token = textAt(json, "nextPageToken") ?? "";
    } while (token !== "");
  }
}

function placeOf(reference: string): Place {
  const parts = reference.split("/");
  const [project = "", ...rest] = parts;
  const name = rest.at(-1) ?? "";
  const location = rest.length === 2 ? rest[0] : undefined;
  const isProject = /^(?:[a-z0-9.-]+:)?[a-z0-9-]{1,63}$/.test(project);
  if (!isProject || parts.length > 3 || !/^[\w-]{1,255}$/.test(name) || (location !== undefined && !/^[a-z0-9-]+$/.test(location)))
    throw failure(
      "STORE_UNKNOWN",
      "The reference names no project and secret",
      `gcp-sm:${reference}`,
      "Write gcp-sm:project/name; a name has letters, digits, dashes and underscores.",
    );
  const parent = `projects/${project}${location === undefined ? "" : `/locations/${location}`}`;
  return { parent, name, uri: `gcp-sm:${reference}` };
}

const pathOf = ({ parent, name }: Place): string => `${parent}/secrets/${name}`;

function numbered(version: string | undefined, { uri }: Place): string | undefined {
  if (version !== undefined && !/^[1-9]\d{0,17}$/.test(version)) throw notFound(uri);
  return version;
}

/** Of an answer that names a version `projects/…/versions/7`, with the project's number in the place of its id. */
function foundIn(json: unknown): Found {
  return {
    number: Number((textAt(json, "name") ?? "").split("/").at(-1)),
    state: textAt(json, "state") ?? "",
    etag: textAt(json, "etag"),
    created: textAt(json, "createTime"),
  };
}

/** `latest` is the highest number whatever its state: when that is disabled, none is current. */
function statesOf(found: readonly Found[]): readonly Version[] {
  const enabled = found.filter(({ state }) => state === "ENABLED");
  const current = found[0]?.state === "ENABLED" ? found[0] : undefined;
  const previous = enabled.find((one) => one !== current);
  const stateOf = (one: Found): Version["state"] => {
    if (one === current) return "current";
    if (one.state !== "ENABLED") return one.state === "DISABLED" ? "disabled" : "destroyed";
    return one === previous ? "previous" : "older";
  };
  return found.map((one) => ({
    id: String(one.number),
    state: stateOf(one),
    ...(one.created === undefined ? {} : { created: one.created }),
  }));
}
