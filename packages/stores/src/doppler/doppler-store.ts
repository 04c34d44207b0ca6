import { cannot, failure, notFound, notTheSame, readBack, refusal, refusedValue } from "../failures.ts";
import { type StoreAnswer, ask } from "../http.ts";
import { at, textAt, textsAt } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import type { Abilities, Description, Held, SecretStore, Version } from "../store.ts";

type Env = Readonly<Record<string, string | undefined>>;

const UNVERSIONED = "unversioned";

interface Place {
  readonly project: string;
  readonly config: string;
  readonly name: string;
  readonly uri: string;
}

/**
 * `doppler:project/config/NAME`. Doppler keeps a log of a whole config and rolls that back as one, so a single secret has no
 * versions here.
 */
export class DopplerStore implements SecretStore {
  readonly scheme = "doppler";
  readonly #address: string;
  readonly #token: string | undefined;

  constructor(env: Env) {
    this.#address = (env["DOPPLER_API_HOST"] ?? "https://api.doppler.com").replace(/\/+$/, "");
    this.#token = env["DOPPLER_TOKEN"];
  }

  /** A restricted value is not shown to a user's token. */
  async abilities(reference: string): Promise<Abilities> {
    const found = await this.#value(placeOf(reference));
    const writeOnly = found !== undefined && found.text === undefined;
    const maxBytes = Number.MAX_SAFE_INTEGER; // it names no limit
    return { versions: false, checkAndSet: false, bytes: false, undo: false, maxBytes, ...(writeOnly ? { writeOnly } : {}) };
  }

  normalise(reference: string): string {
    const { project, config, name } = placeOf(reference);
    return `${project}/${config}/${name}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    const { project, config, name, uri } = place;
    if (options.ifVersion !== undefined) throw cannot(uri, "Doppler has no version of a single secret", "Leave the version out.");
    const text = value.revealText();
    if (text === undefined)
      throw refusedValue(uri, "The value is no UTF-8 text, and Doppler holds text", "Encode it first, as Base64 for example.");
    if (text.includes("${"))
      throw refusedValue(
        uri,
        "The value holds ${, which Doppler takes for a reference to another secret",
        "Encode it first, as Base64 for example.",
      );
    const { status } = await this.#send(uri, "POST", "configs/config/secrets", { project, config, secrets: { [name]: text } });
    if (status === 404) throw noConfig(uri);
    const after = await readBack(uri, async () => this.#value(place));
    // A restricted value is shown to service tokens only: then the name is all that there is to see.
    if (after === undefined || (after.text !== undefined && after.text !== text)) throw notTheSame(uri);
    return { version: UNVERSIONED };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const found = await this.#value(place);
    if (found === undefined || (options.version !== undefined && options.version !== UNVERSIONED)) throw notFound(place.uri);
    if (found.text === undefined) throw cannot(place.uri, "The value is restricted: Doppler shows it to no user", "Use a service token.");
    return { value: new SecretBytes(found.text), version: UNVERSIONED };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    await this.#there(placeOf(reference));
    return [{ id: UNVERSIONED, state: "current" }];
  }

  /** `prefix`: `project/config`, or with the start of a name. What Doppler itself adds (DOPPLER_CONFIG …) is left out. */
  async list(prefix: string): Promise<readonly string[]> {
    const [project = "", config = "", start = ""] = prefix.split("/");
    const { uri } = placeOf(`${project}/${config}/${start === "" ? "A" : start}`);
    const { status, json } = await this.#send(uri, "GET", "configs/config/secrets/names", { project, config });
    if (status === 404) throw noConfig(uri);
    return textsAt(json, "names")
      .filter((name) => name.startsWith(start) && !/^DOPPLER_(?:CONFIG|ENVIRONMENT|PROJECT)$/.test(name))
      .map((name) => `${project}/${config}/${name}`);
  }

  async describe(reference: string): Promise<Description> {
    const { visibility } = await this.#there(placeOf(reference));
    return { reference: this.normalise(reference), version: UNVERSIONED, facts: [`visibility: ${visibility ?? "unknown"}`] };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    const { uri } = placeOf(reference);
    throw cannot(uri, "Doppler rolls back a whole config only", "Write the old value again, or roll the config back in its log.");
  }

  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    if (options.version !== undefined) throw cannot(place.uri, "Doppler has no version of a single secret", "Remove the secret.");
    await this.#there(place);
    const { project, config, name } = place;
    await this.#send(place.uri, "DELETE", "configs/config/secret", { project, config, name });
  }

  async check(): Promise<readonly string[]> {
    const { json } = await this.#send(this.#address, "GET", "me", {});
    const type = (textAt(json, "type") ?? "token").replaceAll("_", " ");
    const name = textAt(json, "name");
    return [`${this.#address} takes the ${type}${name === undefined ? "" : ` called ${name}`}`];
  }

  /** `text`: what programs are given; undefined for a value that is restricted. All undefined where there is no such secret. */
  async #value(place: Place): Promise<{ readonly text: string | undefined; readonly visibility: string | undefined } | undefined> {
    const { project, config, name, uri } = place;
    const { status, json } = await this.#send(uri, "GET", "configs/config/secret", { project, config, name });
    if (status === 404 && !/\bsecret\b/i.test(textsAt(json, "messages").join(" "))) throw noConfig(uri);
    if (status === 404 || at(json, "value") === undefined) return undefined;
    return { text: textAt(json, "value", "computed"), visibility: textAt(json, "value", "computedVisibility") };
  }

  async #there(place: Place): Promise<{ readonly visibility: string | undefined }> {
    const found = await this.#value(place);
    if (found === undefined) throw notFound(place.uri);
    return found;
  }

  async #send(where: string, method: string, path: string, values: Readonly<Record<string, unknown>>): Promise<StoreAnswer> {
    if (this.#token === undefined) throw failure("STORE_DENIED", "There is no token for Doppler", this.#address, "Set DOPPLER_TOKEN.");
    const address = `${this.#address}/v3/${path}`;
    if (!URL.canParse(address)) throw failure("STORE_UNREACHABLE", "The address is no URL", this.#address, "Check DOPPLER_API_HOST.");
    const url = new URL(address);
    const isBody = method === "POST";
    if (!isBody) for (const [key, value] of Object.entries(values)) url.searchParams.set(key, String(value));
    const answer = await ask(url, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        Accept: "application/json",
        ...(isBody ? { "Content-Type": "application/json" } : {}),
      },
      ...(isBody ? { body: JSON.stringify(values) } : {}),
      staysAtHost: true,
    });
    if (answer.status < 300 || answer.status === 404) return answer;
    if (answer.status === 400 && isBody)
      throw refusedValue(where, "Doppler does not take the name or the value", "Check them in its dashboard.");
    throw refusal("Doppler", answer.status, where, "Check the token, and that it may write this config.");
  }
}

function placeOf(reference: string): Place {
  const [project = "", config = "", name = "", ...more] = reference.split("/");
  const isNamed = [project, config].every((part) => /^[\w-]{1,100}$/.test(part)) && /^[A-Z_][A-Z0-9_]{0,199}$/.test(name);
  if (!isNamed || more.length > 0)
    throw failure(
      "STORE_UNKNOWN",
      "The reference names no secret of Doppler",
      `doppler:${reference}`,
      "Write doppler:project/config/NAME; a name has capitals, digits and underscores.",
    );
  return { project, config, name, uri: `doppler:${reference}` };
}

function noConfig(uri: string): Error {
  return failure(
    "STORE_NOT_FOUND",
    "There is no such project and config, or the token may not see it",
    uri,
    "Check the URI's first two parts.",
  );
}
