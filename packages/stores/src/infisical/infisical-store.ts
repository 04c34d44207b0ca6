import { cannot, failure, notFound, notTheSame, readBack, refusedValue } from "../failures.ts";
import { at, numberAt, textAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import type { Abilities, Description, Held, SecretStore, Version } from "../store.ts";
import { InfisicalClient } from "./client.ts";

type Env = Readonly<Record<string, string | undefined>>;

const PAGE = 100;

interface Place {
  readonly scope: { readonly workspaceId: string; readonly environment: string; readonly secretPath: string };
  readonly name: string;
  readonly uri: string;
}

/**
 * On version 3 of the secrets' routes, which older servers have too and Infisical's own library asks.
 * `infisical:project-id/environment/NAME`, folders between environment and name: `…/prod/billing/NAME`.
 */
export class InfisicalStore implements SecretStore {
  readonly scheme = "infisical";
  readonly #client: InfisicalClient;
  readonly #project: string | undefined;

  constructor(env: Env) {
    this.#client = new InfisicalClient(env);
    this.#project = env["INFISICAL_PROJECT_ID"];
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: true, checkAndSet: false, bytes: false, undo: false, maxBytes: Number.MAX_SAFE_INTEGER });
  }

  normalise(reference: string): string {
    placeOf(reference);
    return reference;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    if (options.ifVersion !== undefined) throw cannot(place.uri, "Infisical has no check-and-set", "Leave the version out.");
    const text = textToWrite(value, place.uri);
    const isThere = (await this.#read(place)) !== undefined;
    const body = { ...place.scope, type: "shared", secretValue: text };
    const { status, json } = await this.#client.send(place.uri, isThere ? "PATCH" : "POST", pathOf(place), body);
    if (status === 404) throw noFolder(place.uri);
    if (at(json, "approval") !== undefined)
      throw failure(
        "STORE_DENIED",
        "The change waits for somebody's approval in Infisical",
        place.uri,
        "Have it approved there; until then the old value stands.",
      );
    const after = await readBack(place.uri, async () => this.#read(place));
    const held = after === undefined ? undefined : heldIn(after, place);
    if (held?.value.revealText() !== text) throw notTheSame(place.uri);
    return { version: held.version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const { version } = options;
    if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version)) throw notFound(place.uri);
    return heldIn(await this.#there(place, version), place);
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const place = placeOf(reference);
    const secret = await this.#there(place);
    const found: { readonly number: number; readonly created: string | undefined }[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const path = `v1/secret/${encodeURIComponent(textAt(secret, "id") ?? "")}/secret-versions`;
      const { json } = await this.#client.send(place.uri, "GET", path, { offset: String(offset), limit: String(PAGE) });
      const page = at(json, "secretVersions");
      const versions: readonly unknown[] = Array.isArray(page) ? page : [];
      found.push(...versions.map((one) => ({ number: numberAt(one, "version") ?? 0, created: textAt(one, "createdAt") })));
      if (versions.length < PAGE) break;
    }
    const states = ["current", "previous"] as const;
    return found
      .toSorted((a, b) => b.number - a.number)
      .map(({ number, created }, index) => ({
        id: String(number),
        state: states[index] ?? "older",
        ...(created === undefined ? {} : { created }),
      }));
  }

  /** `prefix`: `project-id/environment`, with folders; of that folder alone. */
  async list(prefix: string): Promise<readonly string[]> {
    const folder = prefix.replace(/\/+$/, "");
    const { scope, uri } = placeOf(`${folder}/any`);
    const { status, json } = await this.#client.send(uri, "GET", "v3/secrets/raw", { ...scope, viewSecretValue: "false" });
    if (status === 404) throw noFolder(uri);
    const secrets = at(json, "secrets");
    const names = Array.isArray(secrets) ? secrets.flatMap((secret: unknown) => textAt(secret, "secretKey") ?? []) : [];
    return names.toSorted().map((name) => `${folder}/${name}`);
  }

  async describe(reference: string): Promise<Description> {
    const secret = await this.#there(placeOf(reference));
    const changed = textAt(secret, "updatedAt");
    return {
      reference,
      version: versionIn(secret),
      facts: [
        at(secret, "isRotatedSecret") === true ? "rotated by Infisical" : "no rotation",
        ...(changed === undefined ? [] : [`changed ${changed}`]),
      ],
    };
  }

  /** Writes the older value again: the newest version is always the current one. */
  async makeCurrent(reference: string, version: string): Promise<{ readonly version: string }> {
    const { value } = await this.get(reference, { version });
    return this.put(reference, value);
  }

  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    if (options.version !== undefined) throw cannot(place.uri, "Infisical cannot take one version away", "Remove the secret.");
    const { status } = await this.#client.send(place.uri, "DELETE", pathOf(place), { ...place.scope, type: "shared" });
    if (status === 404) throw notFound(place.uri);
  }

  async check(): Promise<readonly string[]> {
    if (this.#project === undefined)
      throw failure("STORE_UNKNOWN", "No project is set", "infisical", "Set INFISICAL_PROJECT_ID to the id in the project's settings.");
    // Older servers call projects workspaces.
    for (const [path, key] of [
      ["projects", "project"],
      ["workspace", "workspace"],
    ] as const) {
      const asked = `v1/${path}/${encodeURIComponent(this.#project)}`;
      const { status, json } = await this.#client.send(this.#client.address, "GET", asked, {});
      if (status !== 404) return [`${this.#client.address} answers, the project is ${textAt(json, key, "name") ?? "unknown"}`];
    }
    throw failure(
      "STORE_NOT_FOUND",
      "There is no such project, or the identity is not in it",
      `infisical:${this.#project}`,
      "Check INFISICAL_PROJECT_ID.",
    );
  }

  async #read({ scope, name, uri }: Place, version?: string): Promise<unknown> {
    const asked = {
      ...scope,
      type: "shared",
      include_imports: "false",
      expandSecretReferences: "true",
      ...(version === undefined ? {} : { version }),
    };
    const { status, json } = await this.#client.send(uri, "GET", `v3/secrets/raw/${encodeURIComponent(name)}`, asked);
    return status === 404 ? undefined : at(json, "secret");
  }

  async #there(place: Place, version?: string): Promise<unknown> {
    const secret = await this.#read(place, version);
    if (secret === undefined) throw notFound(place.uri);
    return secret;
  }
}

/** Infisical trims what it is given, but for one line feed at the end, and expands references. What would change is refused. */
function textToWrite(value: SecretBytes, uri: string): string {
  const text = value.revealText();
  const encode = "Encode it first, as Base64 for example.";
  if (text === undefined) throw refusedValue(uri, "The value is no UTF-8 text, and Infisical holds text", encode);
  if (text.includes("${")) throw refusedValue(uri, "The value holds ${, which Infisical takes for a reference to another secret", encode);
  if (text !== (text.endsWith("\n") ? `${text.trim()}\n` : text.trim()) || text === "\n")
    throw refusedValue(uri, "The value begins or ends with blanks, which Infisical takes away", encode);
  return text;
}

function heldIn(secret: unknown, { uri }: Place): Held {
  const value = textAt(secret, "secretValue");
  if (value === undefined || at(secret, "secretValueHidden") === true)
    throw cannot(uri, "This identity may see that the secret is there, and not its value", "Give its role the permission to read values.");
  return { value: new SecretBytes(value), version: versionIn(secret) };
}

const versionIn = (secret: unknown): string => String(numberAt(secret, "version") ?? 0);

const pathOf = ({ name }: Place): string => `v3/secrets/raw/${encodeURIComponent(name)}`;

function placeOf(reference: string): Place {
  const [workspaceId = "", environment = "", ...rest] = reference.split("/");
  const name = rest.at(-1) ?? "";
  const folders = rest.slice(0, -1);
  const isNamed = [workspaceId, environment, ...folders].every((part) => /^[\w-]{1,100}$/.test(part)) && /^[^\s/:?#&%]{1,255}$/.test(name);
  if (!isNamed)
    throw failure(
      "STORE_UNKNOWN",
      "The reference names no secret of Infisical",
      `infisical:${reference}`,
      "Write infisical:project-id/environment/NAME, with folders before the name if there are any.",
    );
  return { scope: { workspaceId, environment, secretPath: `/${folders.join("/")}` }, name, uri: `infisical:${reference}` };
}

function noFolder(uri: string): Error {
  return failure(
    "STORE_NOT_FOUND",
    "There is no such project, environment or folder, or the identity may not see it",
    uri,
    "Check the URI's first parts.",
  );
}
