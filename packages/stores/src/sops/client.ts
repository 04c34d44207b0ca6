import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { failure } from "../failures.ts";
import { parsed } from "../json.ts";
import { type Ran, programOnPath, runProgram } from "../program.ts";
import type { Format } from "./format.ts";
import { type KeyPath, sopsIndex } from "./path.ts";

type Env = Readonly<Record<string, string | undefined>>;

export interface SopsFile {
  readonly path: string;
  readonly format: Format;
  readonly uri: string;
}

/** The sops program. What is in clear goes through pipes; files that it writes hold encrypted text only. */
export class Sops {
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  async version(): Promise<string> {
    const { out } = await this.#run(["--version", "--disable-version-check"], { path: ".", format: "yaml", uri: "sops" });
    return out.toString().split("\n")[0]?.trim() ?? "";
  }

  /** The document in clear, as JSON. */
  async decrypt(text: string, file: SopsFile): Promise<unknown> {
    const { out } = await this.#run(["decrypt", ...named(file), "--output-type", "json"], file, text);
    const document = parsed(out.toString());
    if (document === undefined) throw failure("STORE_BROKEN", "sops gave no JSON", file.uri, "Try the same with `sops decrypt`.");
    return document;
  }

  /** A new file's encrypted text, for the recipients that .sops.yaml or the environment names. */
  async encrypt(document: unknown, file: SopsFile): Promise<string> {
    const args = ["encrypt", "--filename-override", file.path, "--input-type", "json", "--output-type", file.format];
    return (await this.#run(args, file, JSON.stringify(document))).out.toString();
  }

  /** One value of number, truth value or the like, as it is written. */
  async extract(text: string, path: KeyPath, file: SopsFile): Promise<Buffer> {
    return (await this.#run(["decrypt", ...named(file), "--extract", sopsIndex(path)], file, text)).out;
  }

  /** The encrypted text with one value more, all others left as they are encrypted now. */
  async set(text: string, path: KeyPath, value: string, file: SopsFile): Promise<string> {
    const types = ["--input-type", file.format, "--output-type", file.format];
    return this.#change(text, file, (copy) => [["set", "--value-stdin", ...types, copy, sopsIndex(path)], JSON.stringify(value)]);
  }

  async unset(text: string, path: KeyPath, file: SopsFile): Promise<string> {
    const types = ["--input-type", file.format, "--output-type", file.format];
    return this.#change(text, file, (copy) => [["unset", ...types, copy, sopsIndex(path)], ""]);
  }

  /** sops changes files in their place, not in one step: it is given a copy, encrypted as the file is. */
  async #change(text: string, file: SopsFile, command: (copy: string) => readonly [readonly string[], string]): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "stanch-sops-"));
    const copy = join(folder, "copy");
    try {
      await writeFile(copy, text, { mode: 0o600 });
      const [args, input] = command(copy);
      await this.#run(args, file, input);
      return await readFile(copy, "utf8");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #run(args: readonly string[], file: SopsFile, input = ""): Promise<Ran> {
    const program = programOnPath("sops", this.#env);
    if (program === undefined)
      throw failure(
        "STORE_UNREACHABLE",
        "The program sops is not on PATH",
        file.uri,
        "Install it from https://github.com/getsops/sops/releases, then try again.",
      );
    const ran = await runProgram(program, args, { env: this.#env, cwd: dirname(file.path), input }).catch((error: unknown) => {
      throw failure("STORE_UNREACHABLE", "The program sops cannot be started", program, "Check the program and the file's folder.", error);
    });
    if (ran.code !== 0) throw told(ran, file.uri);
    return ran;
  }
}

function named({ path, format }: SopsFile): readonly string[] {
  return ["--filename-override", path, "--input-type", format];
}

/** Of what sops says only the kind is kept: its text may quote what it read. */
const KINDS: readonly (readonly [RegExp, (uri: string) => Error])[] = [
  [
    /failed to get the data key|error getting data key/i,
    (uri) =>
      failure(
        "STORE_SEALED",
        "None of the keys that are here opens the file",
        uri,
        "Set SOPS_AGE_KEY_FILE to the age key of one of its recipients, or ask one of them to add yours (`sops updatekeys`).",
      ),
  ],
  [
    /sops metadata not found/i,
    (uri) =>
      failure("STORE_BROKEN", "The file is not encrypted by sops; nothing was changed", uri, "Encrypt it first: `sops encrypt -i FILE`."),
  ],
  [
    /message authentication failed|mac mismatch|failed to verify data integrity/i,
    (uri) =>
      failure(
        "STORE_BROKEN",
        "The file was changed without sops: what it holds does not fit its seal",
        uri,
        "Take the last good version from git.",
      ),
  ],
  [
    /no matching creation rules|no creation rules|config file not found/i,
    (uri) =>
      failure(
        "STORE_DENIED",
        "Nothing says for whom to encrypt a new file",
        uri,
        "Write a rule into .sops.yaml, or set SOPS_AGE_RECIPIENTS.",
      ),
  ],
  [
    /malformed recipient|age public key/i,
    (uri) => failure("STORE_DENIED", "A recipient of the file is no age public key", uri, "Check .sops.yaml and SOPS_AGE_RECIPIENTS."),
  ],
  [
    /flag provided but not defined|no help topic for/i,
    (uri) =>
      failure("STORE_CANNOT", "This sops program is too old to take values on its standard input", uri, "Install sops 3.11 or newer."),
  ],
  [/error unmarshalling|could not unmarshal/i, (uri) => failure("STORE_BROKEN", "sops cannot read the file", uri, "Check its form.")],
];

function told({ code, told: says }: Ran, uri: string): Error {
  if (code === undefined) return failure("STORE_UNREACHABLE", "sops did not end within 60 s", uri, "Check what it waits for.");
  const kind = KINDS.find(([text]) => text.test(says));
  if (kind !== undefined) return kind[1](uri);
  return failure("STORE_BROKEN", `sops ended with code ${code}`, uri, "Try the same with the program itself: it tells more.");
}
