import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@stanch/model";
import { cannot, conflict, failure, notFound, notTheSame, tooLarge } from "../failures.ts";
import { at, mapAt, parsed, textAt } from "../json.ts";
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
import { type Call, KubeClient } from "./client.ts";
import { type Env, SERVICE_ACCOUNT } from "./kubeconfig.ts";

/** Of all values of one Secret together. See: Kubernetes' MaxSecretSize. */
const MOST_BYTES = 1_048_576;
/** How often a write begins again when another writer of the same Secret was faster. */
const MOST_TRIES = 12;
const NAMES_ONLY = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
const PAGE = 500;

interface Place {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  /** Empty: the current one. */
  readonly context: string;
  readonly uri: string;
}

/** A Secret as it stands there; none: no keys and no version. */
interface Contents {
  readonly values: ReadonlyMap<string, Buffer>;
  readonly version: string | undefined;
  readonly uid: string | undefined;
  readonly object: unknown;
}

/**
 * `k8s:namespace/name#key`, `k8s:namespace/name?context=NAME#key`: Secrets of Kubernetes, by kubectl's configuration or the
 * pod's service account. A version is the Secret's resourceVersion: it changes with every key.
 */
export class K8sStore implements SecretStore {
  readonly scheme = "k8s";
  readonly #env: Env;
  readonly #serviceAccount: string;
  readonly #clients = new Map<string, KubeClient>();

  constructor(env: Env, { serviceAccount = SERVICE_ACCOUNT }: { readonly serviceAccount?: string } = {}) {
    this.#env = env;
    this.#serviceAccount = serviceAccount;
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: false, checkAndSet: true, bytes: true, undo: false, maxBytes: MOST_BYTES });
  }

  normalise(reference: string): string {
    const { key, ...place } = placeOf(reference);
    return `${secretReference(place)}#${key}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    const encoded = Buffer.from(value.reveal()).toString("base64");
    const written = await this.#changed(place, async (now) => {
      if (!isExpected(options.ifVersion, now.values.has(place.key) ? now.version : undefined)) throw conflict(place.uri);
      refuseOwned(now.object, place.uri);
      refuseSize(now, place, value.sizeBytes);
      return now.version === undefined
        ? this.#send(place, "POST", { body: newSecret(place, encoded) })
        : this.#send(place, "PATCH", { body: { metadata: { resourceVersion: now.version }, data: { [place.key]: encoded } } });
    });
    const after = await this.#read(place);
    // Who wrote after us wrote over it, and was not lost by that.
    const believed = after.version === written.version ? after : written;
    const held = believed.values.get(place.key);
    if (written.version === undefined || held === undefined || !new SecretBytes(held).equals(value)) throw notTheSame(place.uri);
    return { version: written.version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const { values, version } = await this.#read(place);
    const value = values.get(place.key);
    if (value === undefined || version === undefined) throw notFound(place.uri);
    if (options.version !== undefined && options.version !== version) throw notFound(`${place.uri} version ${options.version}`);
    return { value: new SecretBytes(value), version };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const { version } = await this.get(reference);
    const { object } = await this.#read(placeOf(reference));
    const changed = changes(object).at(-1)?.at;
    return [{ id: version, state: "current", ...(changed === undefined ? {} : { created: changed }) }];
  }

  /** `namespace`, `namespace/begin`: names, without a value being read. A whole name: the keys of that Secret too. */
  async list(prefix: string): Promise<readonly string[]> {
    const [, namespace = "", begin = "", context = ""] =
      /^([a-z0-9-]{1,63})(?:\/([a-z0-9.-]*))?(?:\?context=([^#]+))?(?:#.*)?$/s.exec(prefix) ?? [];
    if (namespace === "") throw unreadable(prefix);
    const client = this.#client(context);
    const where = `k8s:${prefix}`;
    const names: string[] = [];
    for (let next = ""; ;) {
      const path = `api/v1/namespaces/${namespace}/secrets?limit=${PAGE}${next === "" ? "" : `&continue=${encodeURIComponent(next)}`}`;
      const { json } = await client.send({ method: "GET", path, accept: NAMES_ONLY, where });
      const items = at(json, "items");
      const page: readonly unknown[] = Array.isArray(items) ? items : [];
      names.push(...page.map((item) => textAt(item, "metadata", "name") ?? ""));
      next = textAt(json, "metadata", "continue") ?? "";
      if (next === "") break;
    }
    const found = names.filter((name) => name.startsWith(begin));
    const whole = found.includes(begin) ? await this.#read({ namespace, name: begin, key: "", context, uri: where }) : undefined;
    const keys = [...(whole?.values.keys() ?? [])].map((key) => `${secretReference({ namespace, name: begin, context })}#${key}`);
    return [...keys, ...found.filter((name) => name !== begin).map((name) => secretReference({ namespace, name, context }))];
  }

  async describe(reference: string): Promise<Description> {
    const place = placeOf(reference);
    const { version } = await this.get(reference);
    const { object } = await this.#read(place);
    const owner = ownerOf(object);
    return {
      reference: this.normalise(reference),
      version,
      facts: [
        `${textAt(object, "type") ?? "Opaque"} Secret in ${(await this.#client(place.context).cluster()).name}`,
        ...(at(object, "immutable") === true ? ["immutable"] : []),
        ...(owner === undefined ? [] : [`made by ${owner}`]),
        ...changes(object).map(({ by, at: when }) => `last changed by ${by} ${when}`),
      ],
    };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    const { uri } = placeOf(reference);
    return Promise.reject(cannot(uri, "Kubernetes keeps no older versions of a Secret", "Write the old value again."));
  }

  /** Other keys stay; with its last key the Secret goes. */
  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    await this.#changed(place, async (now) => {
      if (!now.values.has(place.key)) throw notFound(place.uri);
      if (options.version !== undefined && options.version !== now.version) throw conflict(place.uri);
      refuseOwned(now.object, place.uri);
      const { uid, version: resourceVersion } = now;
      return now.values.size > 1
        ? this.#send(place, "PATCH", { body: { metadata: { resourceVersion }, data: { [place.key]: null } } })
        : this.#send(place, "DELETE", { body: { preconditions: { uid, resourceVersion } } });
    });
  }

  async check(): Promise<readonly string[]> {
    const client = this.#client("");
    const { name, server } = await client.cluster();
    const where = `${name} at ${server}`;
    const { json } = await client.send({ method: "GET", path: "version", where });
    const review = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const path = "apis/authentication.k8s.io/v1/selfsubjectreviews";
    const self = await client.send({ method: "POST", path, body: review, where });
    return [
      `${where} answers, version ${textAt(json, "gitVersion") ?? "unknown"}`,
      `logged in as ${textAt(self.json, "status", "userInfo", "username") ?? "unknown"}`,
    ];
  }

  /** `lines`: of the API server's audit log. Reads of the whole list count too: they give every value. */
  readers(reference: string, lines: Iterable<string>): readonly Reader[] {
    return countReaders(readsIn(lines, placeOf(reference)));
  }

  /** Reads, changes and begins again as long as somebody else was faster; what `change` asks is asked anew each time. */
  async #changed(place: Place, change: (now: Contents) => Promise<Contents>): Promise<Contents> {
    for (let tries = 1; ; tries++) {
      const now = await this.#read(place);
      try {
        return await change(now);
      } catch (error) {
        const isRace = error instanceof AppError && error.code === "STORE_CONFLICT" && error.where === raceAt(place);
        if (!isRace) throw error;
        if (tries === MOST_TRIES) throw conflict(place.uri, error);
        await sleep(Math.random() * 10 * tries);
      }
    }
  }

  async #read(place: Place): Promise<Contents> {
    return this.#contents(await this.#client(place.context).send({ method: "GET", path: secretPath(place), where: place.uri }));
  }

  async #send(place: Place, method: "POST" | "PATCH" | "DELETE", { body }: Pick<Call, "body">): Promise<Contents> {
    const at = method === "POST" ? secretsPath(place) : secretPath(place);
    const path = method === "DELETE" ? at : `${at}?fieldManager=stanch`;
    const contentType = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    const call = { method, path, contentType, where: raceAt(place), ...(body === undefined ? {} : { body }) };
    const answer = await this.#client(place.context).send(call);
    if (answer.status !== 404) return this.#contents(answer);
    // The Secret went meanwhile, unless it was to be made: then its namespace is not there.
    if (method !== "POST") throw conflict(raceAt(place));
    throw failure("STORE_NOT_FOUND", "There is no such namespace", place.uri, `Make it: \`kubectl create namespace ${place.namespace}\`.`);
  }

  #contents({ status, json }: { readonly status: number; readonly json: unknown }): Contents {
    if (status === 404) return { values: new Map(), version: undefined, uid: undefined, object: undefined };
    const data = [...mapAt(json, "data")].map(([key, value]) => [key, Buffer.from(String(value), "base64")] as const);
    return {
      values: new Map(data),
      version: textAt(json, "metadata", "resourceVersion"),
      uid: textAt(json, "metadata", "uid"),
      object: json,
    };
  }

  #client(context: string): KubeClient {
    const known = this.#clients.get(context) ?? new KubeClient(this.#env, context === "" ? undefined : context, this.#serviceAccount);
    this.#clients.set(context, known);
    return known;
  }
}

/** Names as Kubernetes takes them: a namespace is a label, a Secret's name a subdomain, a key a file's name. */
const REFERENCE =
  /^(?<namespace>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\/(?<name>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?:\?context=(?<context>[^#]+))?#(?<key>[A-Za-z0-9._-]{1,253})$/s;

export function placeOf(reference: string): Place {
  const { namespace, name, context = "", key } = REFERENCE.exec(reference)?.groups ?? {};
  if (namespace === undefined || name === undefined || key === undefined || key === "." || key.startsWith(".."))
    throw unreadable(reference);
  return { namespace, name, key, context, uri: `k8s:${reference}` };
}

function unreadable(reference: string): Error {
  return failure("STORE_UNKNOWN", "The reference names no namespace, Secret and key", `k8s:${reference}`, "Write k8s:namespace/name#key.");
}

function secretReference({ namespace, name, context }: Pick<Place, "namespace" | "name" | "context">): string {
  return `${namespace}/${name}${context === "" ? "" : `?context=${context}`}`;
}

const secretsPath = ({ namespace }: Place): string => `api/v1/namespaces/${namespace}/secrets`;
const secretPath = (place: Place): string => `${secretsPath(place)}/${place.name}`;
/** Told apart from a conflict that we found ourselves: only this one is tried again. */
const raceAt = ({ uri }: Place): string => `${uri} at the API server`;

function newSecret({ namespace, name, key }: Place, encoded: string): object {
  return { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, type: "Opaque", data: { [key]: encoded } };
}

function refuseSize({ values }: Contents, { key, uri }: Place, sizeBytes: number): void {
  const others = [...values].reduce((sum, [name, value]) => sum + (name === key ? 0 : value.length), 0);
  if (sizeBytes + others > MOST_BYTES) throw tooLarge(uri, sizeBytes, MOST_BYTES - others);
}

/** What an operator makes it makes again: a value put there would be gone at its next round. */
function refuseOwned(object: unknown, uri: string): void {
  const owner = ownerOf(object);
  if (owner !== undefined)
    throw cannot(uri, `The Secret is made by ${owner}, which would write over it`, "Change it where that takes it from.");
  if (at(object, "immutable") === true)
    throw cannot(uri, "The Secret is immutable", "Write to a new one, and name that in the workloads that read it.");
}

function ownerOf(object: unknown): string | undefined {
  const owners = at(object, "metadata", "ownerReferences");
  const all: readonly unknown[] = Array.isArray(owners) ? owners : [];
  const owner = all.find((one) => at(one, "controller") === true);
  return owner === undefined ? undefined : `${textAt(owner, "kind") ?? "an operator"} ${textAt(owner, "name") ?? ""}`.trim();
}

/** Oldest first: who last changed which part. */
function changes(object: unknown): readonly { readonly by: string; readonly at: string }[] {
  const fields = at(object, "metadata", "managedFields");
  const all: readonly unknown[] = Array.isArray(fields) ? fields : [];
  return all
    .map((entry) => ({ by: textAt(entry, "manager") ?? "unknown", at: textAt(entry, "time") ?? "" }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

function isExpected(wanted: string | undefined, now: string | undefined): boolean {
  return wanted === undefined || (wanted === ABSENT ? now === undefined : wanted === now);
}

function* readsIn(lines: Iterable<string>, { namespace, name }: Place): Iterable<{ who: string; from?: string; at: string }> {
  for (const line of lines) {
    const event = parsed(line);
    if (textAt(event, "objectRef", "resource") !== "secrets" || !isValues(event)) continue;
    const of = textAt(event, "objectRef", "namespace");
    const named = textAt(event, "objectRef", "name");
    if ((of !== undefined && of !== namespace) || (named !== undefined && named !== name)) continue;
    const ips = at(event, "sourceIPs");
    const from: unknown = Array.isArray(ips) ? ips[0] : undefined;
    const user = textAt(event, "impersonatedUser", "username") ?? textAt(event, "user", "username") ?? "unknown";
    yield { who: user, ...(typeof from === "string" ? { from } : {}), at: textAt(event, "stageTimestamp") ?? "" };
  }
}

/** A read that was answered, once: a watch when its answer began, all else when it was complete. */
function isValues(event: unknown): boolean {
  const verb = textAt(event, "verb");
  const stage = verb === "watch" ? "ResponseStarted" : "ResponseComplete";
  const code = at(event, "responseStatus", "code");
  return ["get", "list", "watch"].includes(verb ?? "") && textAt(event, "stage") === stage && typeof code === "number" && code < 300;
}
