import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Scalar, isMap, isScalar, parseDocument } from "yaml";
import { cannot, conflict, failure, notFound, notTheSame, refusedValue, tooLarge } from "../failures.ts";
import { locked, readTextFile, replaceFile } from "../files.ts";
import { SecretBytes } from "../secret-bytes.ts";
import { ABSENT, type Abilities, type Description, type Held, type SecretStore, type Version } from "../store.ts";
import { open, seal } from "./sealed.ts";

const MOST_BYTES = 1_000_000;
const FILE = "config/credentials.yml.enc";
/** What Ruby calls without quotes: `Rails.application.credentials.plivo.auth_token`. */
const NAME = /^[a-z_][a-z0-9_]{0,100}(?:\.[a-z_][a-z0-9_]{0,100}){0,8}$/i;

interface Place {
  readonly uri: string;
  readonly path: string;
  readonly file: string;
  readonly key: readonly string[];
}

/** Of the schema «failsafe», in which a scalar is a text. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** `key:`, `key: ~`, `key: null`. */
const isNothing = (node: unknown): boolean =>
  isScalar(node) && node.type === "PLAIN" && (node.value === null || /^(?:|~|null)$/i.test(textOf(node.value)));

type Document = ReturnType<typeof parseDocument>;

/**
 * `rails:config/credentials.yml.enc#plivo.auth_token`: the encrypted credentials of a Rails app, which are committed with it. Its
 * key is RAILS_MASTER_KEY, else the file beside it: `config/master.key`, or `production.key` for `credentials/production.yml.enc`.
 * Comments and order of the document stay. Versions are those of the file.
 */
export class RailsStore implements SecretStore {
  readonly scheme = "rails";
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor({ folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string | undefined>> }) {
    this.#folder = folder;
    this.#env = env;
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: false, checkAndSet: true, bytes: false, undo: false, maxBytes: MOST_BYTES });
  }

  normalise(reference: string): string {
    const { file, key } = this.#place(reference);
    return `${file}#${key.join(".")}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = this.#place(reference);
    const text = value.revealText();
    if (text === undefined) throw refusedValue(place.uri, "The value is no UTF-8 text", "Encode it first, as Base64 for example.");
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const version = await this.#change(place, options.ifVersion, (document) => {
      const above = document.getIn(place.key.slice(0, -1));
      if (place.key.length > 1 && above !== undefined && above !== null && !isMap(above))
        throw cannot(place.uri, "A value stands where a map would have to be", "Name another key.");
      if (isMap(document.getIn(place.key))) throw cannot(place.uri, "That is no value but a map", "Name a key in it.");
      const node = document.createNode(text) as Scalar; // of a text
      node.type = "QUOTE_DOUBLE"; // in every other form some text is a number, a date, or loses a line's end
      document.setIn(place.key, node);
    });
    return { version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = this.#place(reference);
    const { document, version } = await this.#read(place);
    const value = document?.getIn(place.key, true);
    if (document === undefined || value === undefined || version === undefined) throw notFound(place.uri);
    if (!isScalar(value)) throw cannot(place.uri, "That is no value but a map or list", "Name a key in it.");
    if (isNothing(value)) throw notFound(place.uri);
    if (options.version !== undefined && options.version !== version) throw notFound(`${place.uri} version ${options.version}`);
    return { value: new SecretBytes(textOf(value.value)), version };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const { version } = await this.get(reference);
    const created = (await readTextFile(this.#place(reference).path))?.at.toISOString();
    return [{ id: version, state: "current", ...(created === undefined ? {} : { created }) }];
  }

  async list(prefix: string): Promise<readonly string[]> {
    const [file = "", below = ""] = prefix.split("#");
    const place = this.#place(`${file}#_`);
    const { document } = await this.#read(place);
    if (document === undefined) throw notFound(`rails:${place.file}`);
    const names: string[] = [];
    const walk = (node: unknown, path: readonly string[]): void => {
      if (!isMap(node)) {
        names.push(path.join("."));
        return;
      }
      for (const { key, value } of node.items) walk(value, [...path, String(isScalar(key) ? key.value : key)]);
    };
    if (isMap(document.contents)) walk(document.contents, []);
    return names.filter((name) => below === "" || name === below || name.startsWith(`${below}.`)).map((name) => `${place.file}#${name}`);
  }

  async describe(reference: string): Promise<Description> {
    const { version } = await this.get(reference);
    return {
      reference: this.normalise(reference),
      version,
      facts: ["encrypted by Rails (AES-128-GCM)", "opens with the app's master key"],
    };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    const { uri } = this.#place(reference);
    return Promise.reject(cannot(uri, "A file has no older versions", "Take the older file from git, or write the old value again."));
  }

  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = this.#place(reference);
    await this.get(reference);
    await this.#change(place, options.version, (document) => {
      document.deleteIn(place.key);
    });
  }

  async check(): Promise<readonly string[]> {
    const place = this.#place(`${FILE}#_`);
    const { document } = await this.#read(place);
    return [document === undefined ? `${FILE} is not there yet` : `${FILE} opens`, `files are looked for from ${this.#folder}`];
  }

  #place(reference: string): Place {
    const [file = "", name = "", ...more] = reference.split("#");
    const uri = `rails:${reference}`;
    if (more.length > 0 || !NAME.test(name) || !/\.(?:yml|yaml)\.enc$/.test(file === "" ? FILE : file))
      throw failure("STORE_UNKNOWN", "This names no value of Rails' credentials", uri, `Write rails:${FILE}#plivo.auth_token.`);
    const chosen = file === "" ? FILE : file;
    return { uri, file: chosen, path: resolve(this.#folder, chosen), key: name.split(".") };
  }

  /** 32 hexadecimal digits, of the environment or of the file beside. */
  async #key({ path, uri }: Place): Promise<string> {
    const beside = path.endsWith("credentials.yml.enc") ? join(dirname(path), "master.key") : path.replace(/\.ya?ml\.enc$/, ".key");
    const given = this.#env["RAILS_MASTER_KEY"];
    const key = (given === undefined || given === "" ? (await readTextFile(beside))?.text : given)?.trim();
    if (key === undefined)
      throw failure(
        "STORE_DENIED",
        "The key that opens the credentials is not there",
        uri,
        `Set RAILS_MASTER_KEY, or put it into ${beside}.`,
      );
    if (!/^[\da-f]{32}$/i.test(key))
      throw failure("STORE_DENIED", "The master key is no key of 32 hexadecimal digits", uri, "Take the one that Rails made.");
    return key;
  }

  async #read(place: Place): Promise<{ readonly document?: Document; readonly version?: string }> {
    const read = await readTextFile(place.path);
    if (read === undefined) return {};
    const text = open(read.text, await this.#key(place));
    if (text === undefined)
      throw failure("STORE_DENIED", "The key does not open the credentials", place.uri, "Take the key of this app and environment.");
    // All scalars as text: numbers stay as they are written.
    const document = parseDocument(text, { schema: "failsafe" });
    if (document.errors.length > 0)
      throw failure("STORE_BROKEN", "The credentials are no YAML", place.uri, "Mend them: bin/rails credentials:edit.");
    return { document, version: read.version };
  }

  /** Changes the document and writes it, read back and compared, while no other stanch does. Gives the file's new version. */
  async #change(place: Place, ifVersion: string | undefined, change: (document: Document) => void): Promise<string> {
    return locked(place.path, async () => {
      const { document = parseDocument("{}", { schema: "failsafe" }), version } = await this.#read(place);
      const isThere = document.hasIn(place.key) && !isNothing(document.getIn(place.key, true));
      if (ifVersion !== undefined && ifVersion !== (isThere ? version : ABSENT)) throw conflict(place.uri);
      if (isMap(document.contents)) document.contents.flow = false;
      change(document);
      const text = document.toString({ lineWidth: 0 });
      const key = await this.#key(place);
      const sealed = seal(text, key);
      if (open(sealed, key) !== text) throw notTheSame(place.uri);
      if ((await readTextFile(place.path))?.version !== version) throw conflict(place.uri);
      const mode = version === undefined ? 0o644 : (await stat(place.path)).mode & 0o777;
      await replaceFile(place.path, sealed, mode);
      const after = await readTextFile(place.path);
      if (after?.text !== sealed) throw notTheSame(place.uri);
      return after.version;
    });
  }
}
