import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { cannot, conflict, failure, notFound, notTheSame, refusedValue, tooLarge } from "../failures.ts";
import { locked, readTextFile, replaceFile } from "../files.ts";
import { parsed } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import { ABSENT, type Abilities, type Description, type Held, type SecretStore, type Version } from "../store.ts";
import { Sops, type SopsFile } from "./client.ts";
import { type Format, encryptedTree, formatOf, isFormat } from "./format.ts";
import { type KeyPath, leaves, parsePath, valueAt, withValue, writePath } from "./path.ts";

/** sops has no limit; a whole file is held in memory. What is larger is a file and no secret. */
const MOST_BYTES = 1_000_000;
/** A writer starts the program four times while it holds the file. */
const LOCK_WAIT_MS = 60_000;

interface Place extends SopsFile {
  /** As it was written in the reference. */
  readonly name: string;
  readonly key: KeyPath;
}

interface Read {
  readonly text: string;
  readonly version: string;
  readonly at: Date;
}

/**
 * `sops:FILE#path.to.key`, `sops:FILE?format=yaml#list[0].name`: files encrypted by sops, for age recipients or any other key
 * that the sops program knows. All cryptography is that program's. Versions are those of the file.
 */
export class SopsStore implements SecretStore {
  readonly scheme = "sops";
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #sops: Sops;

  constructor({ folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string | undefined>> }) {
    this.#folder = folder;
    this.#env = env;
    this.#sops = new Sops(env);
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: false, checkAndSet: true, bytes: false, undo: false, maxBytes: MOST_BYTES });
  }

  normalise(reference: string): string {
    const place = this.#place(reference);
    return `${fileReference(place)}#${writePath(place.key)}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = this.#place(reference);
    const text = value.revealText();
    if (text === undefined) throw refusedValue(place.uri, "The value is no UTF-8 text", "Encode it first, as Base64 for example.");
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const version = await locked(
      place.path,
      async () => {
        const before = await readTextFile(place.path);
        const document = before === undefined ? undefined : await this.#sops.decrypt(before.text, place);
        const isThere = isHeld(valueAt(document, place.key));
        if (!isExpected(options.ifVersion, isThere ? before?.version : undefined)) throw conflict(place.uri);
        const written = before === undefined ? await this.#made(place, text) : await this.#changed(place, before.text, document, text);
        await this.#comparedWith(withValue(document, place.key, text), written, place);
        return this.#replace(place, before, written);
      },
      LOCK_WAIT_MS,
    );
    return { version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = this.#place(reference);
    const read = await readTextFile(place.path);
    if (read === undefined) throw notFound(place.uri);
    const value = valueAt(await this.#sops.decrypt(read.text, place), place.key);
    if (!isHeld(value)) throw notFound(place.uri);
    if (options.version !== undefined && options.version !== read.version) throw notFound(`${place.uri} version ${options.version}`);
    if (typeof value === "string") return { value: new SecretBytes(value), version: read.version };
    if (typeof value === "object") throw cannot(place.uri, "That is no value but a map or list", "Name a key in it.");
    // As it is written: JavaScript's numbers do not hold nineteen digits.
    const written = (await this.#sops.extract(read.text, place.key, place)).toString().trimEnd();
    if (parsed(written) !== value) throw miscounted(place.uri);
    return { value: new SecretBytes(written), version: read.version };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const { version } = await this.get(reference);
    const created = (await readTextFile(this.#place(reference).path))?.at.toISOString();
    return [{ id: version, state: "current", ...(created === undefined ? {} : { created }) }];
  }

  /** Names stand in the file in clear: no key is needed. */
  async list(prefix: string): Promise<readonly string[]> {
    const [file = "", below] = split(prefix);
    const place = this.#place(`${file}#_`);
    const above = below === undefined || below === "" ? [] : parsePath(below);
    if (above === undefined) throw unreadable(prefix);
    const read = await readTextFile(place.path);
    if (read === undefined) throw notFound(`sops:${file}`);
    const paths = [...leaves(await this.#tree(read.text, place))].filter((path) => above.every((part, index) => path[index] === part));
    return paths.map((path) => `${fileReference(place)}#${writePath(path)}`);
  }

  async describe(reference: string): Promise<Description> {
    const place = this.#place(reference);
    const { version } = await this.get(reference);
    const { text } = (await readTextFile(place.path)) ?? { text: "" };
    const recipients = new Set(text.match(/\bage1[02-9ac-hj-np-z]{58}\b/g));
    const changed = /lastmodified"?\s*[:=]\s*"?([0-9TZ:.+-]{20,30})/.exec(text)?.[1];
    return {
      reference: this.normalise(reference),
      version,
      facts: [
        `${place.format} file encrypted by sops`,
        ...[...recipients].map((recipient) => `opens with the key of ${recipient}`),
        ...(changed === undefined ? [] : [`changed ${changed}`]),
      ],
    };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    const place = this.#place(reference);
    return Promise.reject(cannot(place.uri, "A file has no older versions", "Take the older file from git, or write the old value again."));
  }

  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = this.#place(reference);
    await locked(
      place.path,
      async () => {
        const before = await readTextFile(place.path);
        if (before === undefined) throw notFound(place.uri);
        const document = await this.#sops.decrypt(before.text, place);
        const value = valueAt(document, place.key);
        if (!isHeld(value)) throw notFound(place.uri);
        if (options.version !== undefined && options.version !== before.version) throw conflict(place.uri);
        if (typeof value === "object") throw cannot(place.uri, "That is no value but a map or list", "Name a key in it.");
        if (typeof place.key.at(-1) === "number")
          throw cannot(place.uri, "Others would take the place of a list's item", "Use `sops edit`.");
        const written = await this.#sops.unset(before.text, place.key, place);
        await this.#comparedWith(withValue(document, place.key, undefined), written, place);
        await this.#replace(place, before, written);
      },
      LOCK_WAIT_MS,
    );
  }

  async check(): Promise<readonly string[]> {
    return [await this.#sops.version(), await this.#ageKeys(), `files are looked for from ${this.#folder}`];
  }

  /** A new file with this one value, encrypted before it exists. */
  async #made(place: Place, text: string): Promise<string> {
    if (place.key.some((part) => typeof part === "number"))
      throw cannot(place.uri, "A new file has no list", "Write the list with `sops edit` first.");
    const document = place.key.reduceRight<unknown>((inner, part) => ({ [part]: inner }), text);
    const encrypted = await this.#sops.encrypt(document, place);
    if (!(await this.#isSealed(encrypted, place))) throw leftInClear(place.uri);
    return encrypted;
  }

  async #changed(place: Place, before: string, document: unknown, text: string): Promise<string> {
    refuseLoss(document, place);
    // A harmless value tells whether the file's rules encrypt this key; the secret itself must not be what tries it.
    const tried = (await this.#isSealed(before, place)) ? before : await this.#sops.set(before, place.key, "tried by stanch", place);
    if (!(await this.#isSealed(tried, place))) throw leftInClear(place.uri);
    return this.#sops.set(before, place.key, text, place);
  }

  /** Read back before it is believed, all of the document: whatever else sops changed would be lost. */
  async #comparedWith(expected: unknown, written: string, place: Place): Promise<void> {
    const read = await this.#sops.decrypt(written, place);
    if (isDeepStrictEqual(withoutDefault(read), withoutDefault(expected))) return;
    throw place.key.some((part) => typeof part === "number") ? miscounted(place.uri) : notTheSame(place.uri);
  }

  async #isSealed(text: string, place: Place): Promise<boolean> {
    const value = valueAt(await this.#tree(text, place), place.key);
    return typeof value === "string" && value.startsWith("ENC[");
  }

  async #tree(text: string, place: Place): Promise<unknown> {
    const tree = await encryptedTree(text, place.format);
    if (tree === undefined) throw failure("STORE_BROKEN", `The file is no ${place.format}`, place.uri, "Check its form and its name.");
    return tree;
  }

  /** In one step, unless a program that knows nothing of our lock wrote meanwhile. Gives the new version. */
  async #replace(place: Place, before: Read | undefined, text: string): Promise<string> {
    if ((await readTextFile(place.path))?.version !== before?.version) throw conflict(place.uri);
    // Meant to be committed: a mode that somebody chose stays, a new file is its writer's alone.
    const mode = before === undefined ? 0o600 : (await stat(place.path)).mode & 0o777;
    await replaceFile(place.path, text, mode);
    const after = await readTextFile(place.path);
    if (after?.text !== text) throw notTheSame(place.uri);
    return after.version;
  }

  async #ageKeys(): Promise<string> {
    const named = ["SOPS_AGE_KEY", "SOPS_AGE_KEY_FILE", "SOPS_AGE_KEY_CMD", "SOPS_AGE_SSH_PRIVATE_KEY_FILE"];
    const set = named.filter((name) => (this.#env[name] ?? "") !== "");
    if (set.length > 0) return `age keys: ${set.join(", ")}`;
    const file = join(this.#configFolder(), "sops", "age", "keys.txt");
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    return isThere ? `age keys: ${file}` : `no age key is set up: neither SOPS_AGE_KEY_FILE nor ${file}`;
  }

  #configFolder(): string {
    const home = this.#env["HOME"] ?? homedir();
    if (this.#env["XDG_CONFIG_HOME"] !== undefined) return this.#env["XDG_CONFIG_HOME"];
    if (process.platform === "win32") return this.#env["AppData"] ?? join(home, "AppData", "Roaming");
    return process.platform === "darwin" ? join(home, "Library", "Application Support") : join(home, ".config");
  }

  #place(reference: string): Place {
    const [file = "", key = ""] = split(reference);
    const { name = "", asked } = /^(?<name>.*?)(?:\?format=(?<asked>[a-z]*))?$/s.exec(file)?.groups ?? {};
    const path = parsePath(key);
    const format = asked === undefined ? formatOf(name) : asked;
    if (name === "" || path === undefined) throw unreadable(reference);
    if (format === undefined || !isFormat(format))
      throw failure(
        "STORE_UNKNOWN",
        "The file's name does not tell its format",
        `sops:${reference}`,
        "Add ?format=yaml, json, dotenv or ini before the #.",
      );
    const problem = PROBLEMS[format]?.(path);
    if (problem !== undefined) throw failure("STORE_UNKNOWN", problem, `sops:${reference}`, "Name another key.");
    return { name, path: resolve(this.#folder, name), format, key: path, uri: `sops:${reference}` };
  }
}

/** What a format's keys cannot be. */
const PROBLEMS: Readonly<Partial<Record<Format, (path: KeyPath) => string | undefined>>> = {
  dotenv: (path) =>
    path.length === 1 && /^[A-Za-z_]\w*$/.test(String(path[0])) ? undefined : "A file of variables holds names without dots",
  ini: (path) =>
    path.length <= 2 && path.every((part) => typeof part === "string" && !/[\s=;#[\]]/.test(part))
      ? undefined
      : "An INI file holds section.key",
};

function split(reference: string): readonly string[] {
  const hash = reference.indexOf("#");
  return hash === -1 ? [reference] : [reference.slice(0, hash), reference.slice(hash + 1)];
}

function fileReference({ name, format }: Place): string {
  return format === formatOf(name) ? name : `${name}?format=${format}`;
}

function unreadable(reference: string): Error {
  return failure("STORE_UNKNOWN", "The reference names no file and key", `sops:${reference}`, "Write sops:secrets.enc.yaml#path.to.key.");
}

function leftInClear(uri: string): Error {
  return refusedValue(
    uri,
    "The file's rules leave this key in clear; nothing was written",
    "Take another name, or change the rules of the file (encrypted_regex, unencrypted_suffix and the like).",
  );
}

function miscounted(uri: string): Error {
  return cannot(
    uri,
    "sops counts a comment in a list as an item, and would take another one; nothing was changed",
    "Use sops 3.13 or newer, or `sops edit`.",
  );
}

/** sops itself would put a map where a value was, and take a list's item from any index beyond as the next. */
function refuseLoss(document: unknown, { key, uri }: Place): void {
  for (let depth = 0; depth <= key.length; depth++) {
    const here = valueAt(document, key.slice(0, depth));
    const next = key[depth];
    if (here === undefined && typeof key[depth - 1] === "number")
      throw cannot(uri, "The list has no such item", "Add it with `sops edit`.");
    if (!isHeld(here) && key.slice(depth).some((part) => typeof part === "number"))
      throw cannot(uri, "There is no list", "Add it with `sops edit`.");
    if (!isHeld(here)) return;
    const isMap = typeof here === "object" && !Array.isArray(here);
    if (next === undefined && typeof here === "object") throw cannot(uri, "A map or list stands there", "Name a key in it.");
    if (typeof next === "string" && !isMap) throw cannot(uri, "A value stands where the key's map would be", "Name another key.");
    if (typeof next === "number" && !Array.isArray(here)) throw cannot(uri, "No list stands there", "Name another key.");
  }
}

/** sops tells an empty section DEFAULT of every INI file that has none. */
function withoutDefault(document: unknown): unknown {
  const entries = Object.entries(typeof document === "object" && document !== null ? document : {});
  return Object.fromEntries(entries.filter(([name, value]) => name !== "DEFAULT" || !isDeepStrictEqual(value, {})));
}

function isHeld(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isExpected(wanted: string | undefined, now: string | undefined): boolean {
  return wanted === undefined || (wanted === ABSENT ? now === undefined : wanted === now);
}
