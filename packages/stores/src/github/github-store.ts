import { cannot, failure, notFound, refusedValue, tooLarge } from "../failures.ts";
import { at, numberAt, textAt } from "../json.ts";
import type { SecretBytes } from "../secret-bytes.ts";
import type { Abilities, Description, Held, SecretStore, Version } from "../store.ts";
import { GithubClient } from "./client.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** "Secrets are limited to 48 KB in size." */
const MOST_BYTES = 49_152;
const PAGE = 100;

interface Scope {
  /** Of its secrets, with variables for Octokit. */
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  readonly kind: "repository" | "environment" | "organisation";
  /** As the URI has it: before the name, and behind it. */
  readonly before: string;
  readonly behind: string;
}

interface Place extends Scope {
  readonly name: string;
  readonly uri: string;
}

/**
 * Secrets of GitHub Actions: `github-actions:owner/repo/NAME`, `…/NAME?environment=production`, and `organisation/NAME`. GitHub
 * gives no value back: what is written is sealed for GitHub's key, and then only its name and its time of change are seen.
 */
export class GithubStore implements SecretStore {
  readonly scheme = "github-actions";
  readonly #client: GithubClient;

  constructor(env: Env) {
    this.#client = new GithubClient(env);
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: false, checkAndSet: false, bytes: false, undo: false, maxBytes: MOST_BYTES, writeOnly: true });
  }

  normalise(reference: string): string {
    const { before, name, behind } = placeOf(reference);
    return `${before}${name}${behind}`;
  }

  /** The version is the time of change: GitHub has no other, and no check-and-set. */
  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    if (options.ifVersion !== undefined) throw cannot(place.uri, "GitHub has no check-and-set for secrets", "Leave the version out.");
    if (value.revealText() === undefined)
      throw refusedValue(place.uri, "The value is no UTF-8 text, and a workflow reads text", "Encode it first, as Base64 for example.");
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const before = await this.#told(place);
    const { status, json } = await this.#client.send(place.uri, "GET", `${place.path}/public-key`, place.values);
    const [key, id] = [textAt(json, "key"), textAt(json, "key_id")];
    if (status === 404) throw noScope(place);
    if (key === undefined || id === undefined)
      throw failure("STORE_BROKEN", "GitHub gave no key to seal with", place.uri, "Check GITHUB_API_URL.");
    const sealed = { encrypted_value: await sealedFor(key, value), key_id: id, ...(await this.#visibility(place, before)) };
    const written = await this.#client.send(place.uri, "PUT", `${place.path}/{secret_name}`, {
      ...place.values,
      secret_name: place.name,
      ...sealed,
    });
    if (written.status === 404) throw noScope(place);
    const after = await this.#told(place);
    if (after === undefined || after.changed < (before?.changed ?? ""))
      throw failure("STORE_BROKEN", "GitHub does not show what was written", place.uri, "Look at the secrets in the settings on GitHub.");
    return { version: after.changed };
  }

  async get(reference: string): Promise<Held> {
    const place = placeOf(reference);
    if ((await this.#told(place)) === undefined) throw notFound(place.uri);
    throw cannot(place.uri, "GitHub gives no value back, to nobody", "Keep the value in a second store if you need to read it.");
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const { changed } = await this.#there(placeOf(reference));
    return [{ id: changed, state: "current", created: changed }];
  }

  /** `prefix`: `owner/repo`, `owner/repo/START` or `organisation`, with `?environment=` for one of its environments. */
  async list(prefix: string): Promise<readonly string[]> {
    const { path, behind } = splitOf(prefix);
    const parts = path.split("/").filter((part) => part !== "");
    const scope = scopeOf(parts.slice(0, 2), behind, `github-actions:${prefix}`);
    const start = (parts[2] ?? "").toUpperCase();
    const names: string[] = [];
    for (let page = 1; ; page++) {
      const { status, json, hasNext } = await this.#client.send(`github-actions:${prefix}`, "GET", scope.path, {
        ...scope.values,
        per_page: PAGE,
        page,
      });
      if (status === 404) throw noScope({ ...scope, uri: `github-actions:${prefix}` });
      const secrets = at(json, "secrets");
      names.push(...(Array.isArray(secrets) ? secrets.flatMap((secret: unknown) => textAt(secret, "name") ?? []) : []));
      if (!hasNext) break;
    }
    return names.filter((name) => name.startsWith(start)).map((name) => `${scope.before}${name}${scope.behind}`);
  }

  async describe(reference: string): Promise<Description> {
    const place = placeOf(reference);
    const { changed, created, visibility } = await this.#there(place);
    const reach = visibility === undefined ? "" : `, for ${visibility} repositories`;
    return {
      reference: this.normalise(reference),
      version: changed,
      facts: [`of the ${place.kind}${reach}`, `made ${created}`, `changed ${changed}`],
    };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    throw cannot(placeOf(reference).uri, "GitHub keeps no older values", "Write the old value again.");
  }

  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    if (options.version !== undefined) throw cannot(place.uri, "GitHub has no versions of a secret", "Remove the secret.");
    const { status } = await this.#client.send(place.uri, "DELETE", `${place.path}/{secret_name}`, {
      ...place.values,
      secret_name: place.name,
    });
    if (status === 404) throw notFound(place.uri);
  }

  async check(): Promise<readonly string[]> {
    const { json } = await this.#client.send(this.#client.address, "GET", "/rate_limit", {});
    const [left, of] = [numberAt(json, "resources", "core", "remaining"), numberAt(json, "resources", "core", "limit")];
    return [`${this.#client.address} takes the token, ${left ?? "?"} of ${of ?? "?"} requests are left in this hour`];
  }

  /** Undefined when there is none. */
  async #told(place: Place): Promise<{ readonly changed: string; readonly created: string; readonly visibility?: string } | undefined> {
    const { status, json } = await this.#client.send(place.uri, "GET", `${place.path}/{secret_name}`, {
      ...place.values,
      secret_name: place.name,
    });
    if (status === 404) return undefined;
    const visibility = textAt(json, "visibility");
    return {
      changed: textAt(json, "updated_at") ?? "",
      created: textAt(json, "created_at") ?? "",
      ...(visibility === undefined ? {} : { visibility }),
    };
  }

  async #there(place: Place): Promise<{ readonly changed: string; readonly created: string; readonly visibility?: string }> {
    const told = await this.#told(place);
    if (told === undefined) throw notFound(place.uri);
    return told;
  }

  /** A write of an organisation's secret says anew who may read it: what it was before, for a new one the private repositories. */
  async #visibility(place: Place, before: { readonly visibility?: string } | undefined): Promise<Readonly<Record<string, unknown>>> {
    if (place.kind !== "organisation") return {};
    const visibility = before?.visibility ?? "private";
    if (visibility !== "selected") return { visibility };
    const ids: number[] = [];
    for (let page = 1; ; page++) {
      const values = { ...place.values, secret_name: place.name, per_page: PAGE, page };
      const { json, hasNext } = await this.#client.send(place.uri, "GET", `${place.path}/{secret_name}/repositories`, values);
      const repositories = at(json, "repositories");
      ids.push(...(Array.isArray(repositories) ? repositories.flatMap((one: unknown) => numberAt(one, "id") ?? []) : []));
      if (!hasNext) return { visibility, selected_repository_ids: ids };
    }
  }
}

/** libsodium's sealed box, as GitHub's documentation has it: only GitHub's private key opens it. */
async function sealedFor(key: string, value: SecretBytes): Promise<string> {
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  return Buffer.from(sodium.crypto_box_seal(value.reveal(), Buffer.from(key, "base64"))).toString("base64");
}

function splitOf(reference: string): { readonly path: string; readonly behind: string } {
  const [path = "", query] = reference.split("?");
  return { path, behind: query === undefined ? "" : `?${query}` };
}

function scopeOf(owners: readonly string[], behind: string, uri: string): Scope {
  const [owner = "", repo, ...more] = owners;
  const isNamed = owners.every((part) => /^[\w.-]+$/.test(part) && !/^\.+$/.test(part)) && more.length === 0;
  if (!isNamed || (behind !== "" && (repo === undefined || !/^\?environment=[^&=]+$/.test(behind)))) throw unreadable(uri);
  const before = `${owners.join("/")}/`;
  if (repo === undefined) return { path: "/orgs/{org}/actions/secrets", values: { org: owner }, kind: "organisation", before, behind };
  const environment = new URLSearchParams(behind).get("environment");
  if (environment === null)
    return { path: "/repos/{owner}/{repo}/actions/secrets", values: { owner, repo }, kind: "repository", before, behind };
  const path = "/repos/{owner}/{repo}/environments/{environment_name}/secrets";
  return { path, values: { owner, repo, environment_name: environment }, kind: "environment", before, behind };
}

function placeOf(reference: string): Place {
  const uri = `github-actions:${reference}`;
  const { path, behind } = splitOf(reference);
  const parts = path.split("/");
  const name = (parts.at(-1) ?? "").toUpperCase(); // GitHub keeps names in capitals, whatever it is given
  if (parts.length < 2 || !/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name)) throw unreadable(uri);
  return { ...scopeOf(parts.slice(0, -1), behind, uri), name, uri };
}

function unreadable(uri: string): Error {
  return failure(
    "STORE_UNKNOWN",
    "The reference names no secret of GitHub Actions",
    uri,
    "Write github-actions:owner/repo/NAME, with ?environment=NAME for one of an environment, or organisation/NAME.",
  );
}

function noScope({ kind, uri }: Pick<Place, "kind" | "uri">): Error {
  return failure(
    "STORE_NOT_FOUND",
    `There is no such ${kind}, or the token may not see its secrets`,
    uri,
    "Check the names, and that the token may write secrets there.",
  );
}
