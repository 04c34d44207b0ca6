import { cannot, failure, notFound, notTheSame, readBack, refusedValue, tooLarge } from "../failures.ts";
import { at, textAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import type { Abilities, Description, Held, SecretStore, Version } from "../store.ts";
import { GitlabClient } from "./client.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** GitLab names no limit. A job on Linux cannot hold a variable of 128 KiB with its name, and fails without saying why. */
const MOST_BYTES = 122_880;
const UNVERSIONED = "unversioned";
const PAGE = 100;

interface Owner {
  /** Of the project or the group. */
  readonly path: string;
  readonly level: "project" | "group";
  readonly environment: string;
  /** As asked in the URI; undefined: as it is, or for a new one what is safest. */
  readonly masked: boolean | undefined;
  readonly protected: boolean | undefined;
  readonly uri: string;
}

interface Place extends Owner {
  readonly name: string;
}

/**
 * Variables of GitLab CI/CD: `gitlab-ci:group/project/NAME`, `?environment=production` for one scope (default `*`),
 * `gitlab-ci:group/NAME?level=group`. `&masked=` and `&protected=` set what `put` else leaves as it is.
 */
export class GitlabStore implements SecretStore {
  readonly scheme = "gitlab-ci";
  readonly #client: GitlabClient;

  constructor(env: Env) {
    this.#client = new GitlabClient(env);
  }

  /** A hidden variable gives no value back. */
  async abilities(reference: string): Promise<Abilities> {
    const writeOnly = at(await this.#show(placeOf(reference)), "hidden") === true;
    return { versions: false, checkAndSet: false, bytes: false, undo: false, maxBytes: MOST_BYTES, ...(writeOnly ? { writeOnly } : {}) };
  }

  normalise(reference: string): string {
    const place = placeOf(reference);
    return `${place.path}/${place.name}${queryOf(place.level, place.environment)}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    if (options.ifVersion !== undefined) throw cannot(place.uri, "GitLab has no check-and-set for variables", "Leave the version out.");
    const text = value.revealText();
    if (text === undefined)
      throw refusedValue(place.uri, "The value is no UTF-8 text, and a variable is text", "Encode it first, as Base64 for example.");
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const before = await this.#show(place);
    const masked = maskedOf(place, before, text);
    // Raw: a dollar sign in a secret is no reference to another variable.
    const flags = { masked, raw: true, ...(place.protected === undefined ? {} : { protected: place.protected }) };
    const filter = { environment_scope: place.environment };
    await this.#client.send(place.uri, async (gitlab) =>
      before === undefined
        ? gitlab[place.level].create(place.path, place.name, text, { ...flags, environmentScope: place.environment })
        : gitlab[place.level].edit(place.path, place.name, text, { ...flags, filter }),
    );
    const after = await readBack(place.uri, async () => this.#show(place));
    if (at(after, "hidden") !== true && textAt(after, "value") !== text) throw notTheSame(place.uri);
    return { version: UNVERSIONED };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const found = await this.#there(place);
    const value = textAt(found, "value");
    if (options.version !== undefined && options.version !== UNVERSIONED) throw notFound(place.uri);
    if (value === undefined)
      throw cannot(
        place.uri,
        "The variable is hidden: GitLab gives its value to jobs only",
        "Keep the value in a second store if you need to read it.",
      );
    return { value: new SecretBytes(value), version: UNVERSIONED };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    await this.#there(placeOf(reference));
    return [{ id: UNVERSIONED, state: "current" }];
  }

  /** `prefix`: the project or, with `?level=group`, the group. Its variables of every environment. */
  async list(prefix: string): Promise<readonly string[]> {
    const owner = ownerOf(prefix, prefix.replace(/\?.*$/s, "").replace(/\/+$/, ""));
    const found = await this.#client.send(owner.uri, async (gitlab) => gitlab[owner.level].all(owner.path, { perPage: PAGE }));
    const variables: readonly unknown[] = Array.isArray(found) ? found : [];
    return variables.map((variable) => {
      const environment = textAt(variable, "environment_scope") ?? "*"; // groups of the free tier know no scopes
      return `${owner.path}/${textAt(variable, "key") ?? ""}${queryOf(owner.level, environment)}`;
    });
  }

  async describe(reference: string): Promise<Description> {
    const place = placeOf(reference);
    const found = await this.#there(place);
    const isOn = (key: string): boolean => at(found, key) === true;
    return {
      reference: this.normalise(reference),
      version: UNVERSIONED,
      facts: [
        place.environment === "*" ? "for every environment" : `for the environment ${place.environment}`,
        isOn("hidden") ? "masked in job logs and hidden" : isOn("masked") ? "masked in job logs" : "not masked: job logs may show it",
        isOn("protected") ? "for protected branches and tags only" : "not protected: jobs of every branch can read it",
        ...(textAt(found, "variable_type") === "file" ? ["a file in the job"] : []),
      ],
    };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    throw cannot(placeOf(reference).uri, "GitLab keeps no older values", "Write the old value again.");
  }

  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    if (options.version !== undefined) throw cannot(place.uri, "GitLab has no versions of a variable", "Remove the variable.");
    await this.#there(place);
    await this.#client.send(place.uri, async (gitlab) =>
      gitlab[place.level].remove(place.path, place.name, { filter: { environment_scope: place.environment } }),
    );
  }

  async check(): Promise<readonly string[]> {
    const user = await this.#client.send(this.#client.address, async ({ users }) => users.showCurrentUser());
    return [`${this.#client.address} answers, logged in as ${textAt(user, "username") ?? "unknown"}`];
  }

  /** Undefined when there is none of that name and environment. */
  async #show(place: Place): Promise<unknown> {
    const filter = { environment_scope: place.environment };
    return this.#client.send(place.uri, async (gitlab) => gitlab[place.level].show(place.path, place.name, { filter }));
  }

  async #there(place: Place): Promise<unknown> {
    const found = await this.#show(place);
    if (found === undefined) throw notFound(place.uri);
    return found;
  }
}

/** What is masked stays masked, and what is new is masked where GitLab can: one line, 8 characters or more, no spaces. */
function maskedOf({ masked, uri }: Place, before: unknown, text: string): boolean {
  const isMaskable = /^\S{8,}$/.test(text);
  const wanted = masked ?? (before === undefined ? isMaskable : at(before, "masked") === true);
  if (wanted && !isMaskable)
    throw refusedValue(
      uri,
      "GitLab cannot mask the value: it masks one line of at least 8 characters without spaces",
      "Write ?masked=false behind the name to accept that job logs may show it.",
    );
  return wanted;
}

function queryOf(level: Owner["level"], environment: string): string {
  const parts = [
    ...(environment === "*" ? [] : [`environment=${encodeURIComponent(environment)}`]),
    ...(level === "group" ? ["level=group"] : []),
  ];
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function placeOf(reference: string): Place {
  const path = reference.replace(/\?.*$/s, "");
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  if (slash < 0 || !/^\w{1,255}$/.test(name)) throw unreadable(reference);
  return { ...ownerOf(reference, path.slice(0, slash)), name };
}

function ownerOf(reference: string, path: string): Owner {
  const query = new URLSearchParams(/\?(.*)$/s.exec(reference)?.[1] ?? "");
  const level = query.get("level") ?? "project";
  const [masked, isProtected] = [booleanOf(query.get("masked")), booleanOf(query.get("protected"))];
  const isKnown = [...query.keys()].every((key) => ["environment", "level", "masked", "protected"].includes(key));
  const isPath = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(path) && (level === "group" || path.includes("/"));
  if (!isKnown || !isPath || (level !== "project" && level !== "group") || masked === "wrong" || isProtected === "wrong")
    throw unreadable(reference);
  return { path, level, environment: query.get("environment") ?? "*", masked, protected: isProtected, uri: `gitlab-ci:${reference}` };
}

function booleanOf(text: string | null): boolean | undefined | "wrong" {
  if (text === null) return undefined;
  return text === "true" ? true : text === "false" ? false : "wrong";
}

function unreadable(reference: string): Error {
  return failure(
    "STORE_UNKNOWN",
    "The reference names no variable of GitLab",
    `gitlab-ci:${reference}`,
    "Write gitlab-ci:group/project/NAME, behind it ?environment=NAME, &masked=true or &protected=true; a group's with ?level=group.",
  );
}
