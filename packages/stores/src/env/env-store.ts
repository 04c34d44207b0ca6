import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { cannot, conflict, failure, notFound, notTheSame, refusedValue } from "../failures.ts";
import { locked, readTextFile, replaceFile } from "../files.ts";
import { SecretBytes } from "../secret-bytes.ts";
import { ABSENT, type Abilities, type Description, type Held, type SecretStore, type Version } from "../store.ts";
import { type Dialect, isDialect, quote, readEntries } from "./dialects.ts";
import { exampleWith, exampleWithout, gitignoreWith, withEntry, withoutEntry } from "./edit.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Linux: one argument or variable has at most 32 pages. */
const MOST_BYTES = 131_071 - 256;

interface Place {
  /** Empty: the environment of this process, which can only be read. */
  readonly path: string;
  readonly dialect: Dialect;
  readonly name: string;
}

/**
 * `env:FILE#NAME` and `env:FILE?dialect=docker#NAME`; `env:#NAME` reads this process's environment.
 * A file that it writes has mode 0600, stands in .gitignore where the folder is in a git work tree, and its names stand
 * in .env.example. Versions are those of the file.
 */
export class EnvStore implements SecretStore {
  readonly scheme = "env";
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(options: { readonly folder: string; readonly env: Readonly<Record<string, string | undefined>> }) {
    this.#folder = options.folder;
    this.#env = options.env;
  }

  async abilities(): Promise<Abilities> {
    return Promise.resolve({ versions: false, checkAndSet: true, bytes: false, undo: false, maxBytes: MOST_BYTES });
  }

  normalise(reference: string): string {
    const { path, dialect, name } = this.#place(reference);
    return `${path}${dialect === "dotenv" ? "" : `?dialect=${dialect}`}#${name}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = this.#filePlace(reference);
    const quoted = this.#quoted(place, value);
    const file = this.#file(place);
    const version = await locked(file, async () => {
      const before = await readTextFile(file);
      const held = before === undefined ? undefined : this.#entry(before.text, place);
      if (!isExpected(options.ifVersion, held === undefined ? undefined : before?.version)) throw conflict(this.#uri(place));
      // Before the value is there: no moment at which git could take it in.
      await this.#keepOutOfGit(file, place.name);
      await replaceFile(file, withEntry(before?.text ?? "", place.name, quoted, place.dialect), 0o600);
      const after = await readTextFile(file);
      const read = after === undefined ? undefined : this.#entry(after.text, place);
      if (after === undefined || read?.value === undefined || !new SecretBytes(read.value).equals(value)) {
        await replaceFile(file, before?.text ?? "", 0o600);
        throw notTheSame(this.#uri(place));
      }
      return after.version;
    });
    return { version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = this.#place(reference);
    if (place.path === "") {
      const value = this.#env[place.name];
      if (value === undefined) throw notFound(this.#uri(place));
      return { value: new SecretBytes(value), version: "process" };
    }
    const read = await readTextFile(this.#file(place));
    const entry = read === undefined ? undefined : this.#entry(read.text, place);
    if (read === undefined || entry === undefined) throw notFound(this.#uri(place));
    if (options.version !== undefined && options.version !== read.version) throw notFound(`${this.#uri(place)} version ${options.version}`);
    if (entry.value === undefined)
      throw cannot(this.#uri(place), "Only a shell can tell this value: it takes in a variable or a command", "Write the value itself.");
    return { value: new SecretBytes(entry.value), version: read.version };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const place = this.#place(reference);
    const { version } = await this.get(reference);
    const created = place.path === "" ? undefined : (await readTextFile(this.#file(place)))?.at.toISOString();
    return [{ id: version, state: "current", ...(created === undefined ? {} : { created }) }];
  }

  async list(prefix: string): Promise<readonly string[]> {
    const { path, dialect } = this.#place(`${prefix.replace(/#.*$/s, "")}#_`);
    const tail = dialect === "dotenv" ? "" : `?dialect=${dialect}`;
    if (path === "")
      return Object.keys(this.#env)
        .toSorted()
        .map((name) => `#${name}`);
    const read = await readTextFile(this.#file({ path, dialect, name: "_" }));
    if (read === undefined) throw notFound(`env:${path}`);
    return [...new Set(this.#entries(read.text, { path, dialect }).map(({ name }) => `${path}${tail}#${name}`))];
  }

  async describe(reference: string): Promise<Description> {
    const place = this.#place(reference);
    const { version } = await this.get(reference);
    if (place.path === "") return { reference: this.normalise(reference), version, facts: ["the environment of this process"] };
    const mode = (await stat(this.#file(place))).mode & 0o777;
    return { reference: this.normalise(reference), version, facts: [`${place.dialect} file`, `mode 0${mode.toString(8)}`] };
  }

  async makeCurrent(reference: string): Promise<{ readonly version: string }> {
    const place = this.#place(reference);
    return Promise.reject(cannot(this.#uri(place), "A file has no older versions", "Write the old value again."));
  }

  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = this.#filePlace(reference);
    const file = this.#file(place);
    await locked(file, async () => {
      const before = await readTextFile(file);
      if (before === undefined || this.#entry(before.text, place) === undefined) throw notFound(this.#uri(place));
      if (options.version !== undefined && options.version !== before.version) throw conflict(this.#uri(place));
      await replaceFile(file, withoutEntry(before.text, place.name, place.dialect), 0o600);
      const example = exampleOf(file);
      const shown = await readTextFile(example);
      if (shown !== undefined) await rewrite(example, shown.text, exampleWithout(shown.text, place.name));
    });
  }

  async check(): Promise<readonly string[]> {
    return Promise.resolve([`files are looked for from ${this.#folder}`]);
  }

  #place(reference: string): Place {
    const found = /^(?<path>.*?)(?:\?dialect=(?<dialect>[a-z]*))?#(?<name>[^#]*)$/s.exec(reference);
    const { path = "", dialect = "dotenv", name = "" } = found?.groups ?? {};
    if (found === null || !NAME.test(name))
      throw failure(
        "STORE_UNKNOWN",
        "The reference names no variable",
        `env:${reference}`,
        "Write env:.env#NAME, with letters, digits and _.",
      );
    if (!isDialect(dialect))
      throw failure("STORE_UNKNOWN", "There is no such dialect", `env:${reference}`, "Name dotenv, docker, systemd or shell.");
    return { path, dialect, name };
  }

  #filePlace(reference: string): Place {
    const place = this.#place(reference);
    if (place.path === "")
      throw cannot(this.#uri(place), "The environment of a running process cannot be changed", "Name a file: env:.env#NAME.");
    return place;
  }

  #uri(place: Place): string {
    return `env:${place.path}#${place.name}`;
  }

  #file({ path }: Place): string {
    return resolve(this.#folder, path);
  }

  #entries(text: string, { path, dialect }: Pick<Place, "path" | "dialect">): ReturnType<typeof readEntries>["entries"] {
    const { entries, brokenLine } = readEntries(text, dialect);
    if (brokenLine !== undefined)
      throw failure("STORE_BROKEN", `A quote is opened and not closed in line ${brokenLine}`, `env:${path}`, "Close it first.");
    return entries;
  }

  #entry(text: string, place: Place): ReturnType<typeof readEntries>["entries"][number] | undefined {
    return this.#entries(text, place).findLast(({ name }) => name === place.name);
  }

  #quoted(place: Place, value: SecretBytes): string {
    const text = value.revealText();
    if (text === undefined) throw refusedValue(this.#uri(place), "The value is no UTF-8 text", "Encode it first, as Base64 for example.");
    if (value.sizeBytes > MOST_BYTES)
      throw failure(
        "STORE_TOO_LARGE",
        `No environment variable may have ${value.sizeBytes} bytes`,
        this.#uri(place),
        "Choose another store.",
      );
    const quoted = quote(text, place.dialect);
    if ("why" in quoted)
      throw refusedValue(this.#uri(place), `The value cannot be written: ${quoted.why}`, "Encode it first, as Base64 for example.");
    return quoted.text;
  }

  async #keepOutOfGit(file: string, name: string): Promise<void> {
    const ignores = join(dirname(file), ".gitignore");
    const known = await readTextFile(ignores);
    if (known !== undefined || isInWorkTree(dirname(file)))
      await rewrite(ignores, known?.text ?? "", gitignoreWith(known?.text ?? "", basename(file)));
    const example = exampleOf(file);
    const shown = (await readTextFile(example))?.text ?? "";
    await rewrite(example, shown, exampleWith(shown, name));
  }
}

function isExpected(wanted: string | undefined, now: string | undefined): boolean {
  return wanted === undefined || (wanted === ABSENT ? now === undefined : wanted === now);
}

/** `.env` and `.env.production` share one sample; `config/app.env` has its own. */
function exampleOf(file: string): string {
  return join(dirname(file), basename(file).startsWith(".env") ? ".env.example" : `${basename(file)}.example`);
}

async function rewrite(path: string, before: string, after: string): Promise<void> {
  if (after === before) return;
  const mode = await stat(path).then(
    (stats) => stats.mode & 0o777,
    () => 0o644,
  );
  await replaceFile(path, after, mode);
}

function isInWorkTree(folder: string): boolean {
  if (existsSync(join(folder, ".git"))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInWorkTree(parent);
}
