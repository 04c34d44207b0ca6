import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { AppError } from "@stanch/model";
import { ABSENT, type Opened, SCHEMES, SecretBytes, externalSecrets, openStore } from "@stanch/stores";
import { printable, usage } from "../io.ts";

export interface PutOptions {
  readonly file?: string;
  readonly exact?: boolean;
  readonly ifVersion?: string;
  readonly ifAbsent?: boolean;
}

/** Writes what stands on standard input (or in a file); the value is never an argument, which every user of the machine could read. */
export async function putCommand(uri: string, options: PutOptions): Promise<number> {
  const { store, reference } = await opened(uri);
  const value = options.file === undefined ? await fromInput(options.exact === true) : new SecretBytes(await fileBytes(options.file));
  if (value.sizeBytes === 0) throw usage("There is no value", "standard input", 'Write, for example, "stanch store put URI < FILE".');
  const ifVersion = options.ifAbsent === true ? ABSENT : options.ifVersion;
  const { version } = await store.put(reference, value, ifVersion === undefined ? {} : { ifVersion }).catch((error: unknown) => {
    if (options.ifAbsent !== true || !(error instanceof AppError) || error.code !== "STORE_CONFLICT") throw error;
    throw new AppError("STORE_CONFLICT", {
      what: "There is a value already; nothing was changed",
      where: error.where,
      next: 'Look at it with "stanch store versions", or leave --if-absent out.',
      cause: error,
    });
  });
  const { writeOnly = false } = await store.abilities(reference);
  const told = writeOnly ? "taken by the store, which gives no value back to compare" : "read back";
  line(`${store.scheme}:${store.normalise(reference)} version ${version}, ${value.sizeBytes} bytes, ${told}`);
  return 0;
}

export async function getCommand(uri: string, options: { readonly reveal?: boolean; readonly versionId?: string }): Promise<number> {
  const { store, reference } = await opened(uri);
  if (options.reveal !== true && (await store.abilities(reference)).writeOnly === true) {
    line(`${store.scheme}:${store.normalise(reference)} is there; the store gives no value back`);
    for (const fact of (await store.describe(reference)).facts) line(`  ${fact}`);
    return 0;
  }
  const { value, version } = await store.get(reference, options.versionId === undefined ? {} : { version: options.versionId });
  if (options.reveal === true) {
    await new Promise<void>((resolve) => {
      process.stdout.write(value.reveal(), () => {
        resolve();
      });
    });
    if (process.stdout.isTTY) process.stdout.write("\n");
    return 0;
  }
  line(`${store.scheme}:${store.normalise(reference)} ${value.toString()} (${value.sizeBytes} bytes, version ${version})`);
  const { facts } = await store.describe(reference);
  for (const fact of facts) line(`  ${fact}`);
  return 0;
}

export async function listCommand(uri: string): Promise<number> {
  const { store, reference } = await opened(uri);
  for (const name of await store.list(reference)) line(`${store.scheme}:${name}`);
  return 0;
}

export async function versionsCommand(uri: string): Promise<number> {
  const { store, reference } = await opened(uri);
  for (const { id, state, created = "" } of await store.versions(reference)) line(`${id}  ${state.padEnd(9)}  ${created}`.trimEnd());
  return 0;
}

export async function readersCommand(uri: string, log: string): Promise<number> {
  const { store, reference } = await opened(uri);
  if (store.readers === undefined)
    throw new AppError("STORE_CANNOT", {
      what: "This kind of store keeps no audit log",
      where: uri,
      next: "Ask the system that holds it.",
    });
  const lines: string[] = [];
  try {
    for await (const each of createInterface({ input: createReadStream(log), crlfDelay: Infinity })) lines.push(each);
  } catch (error) {
    throw new AppError("SOURCE_UNREADABLE", {
      what: "The log cannot be read",
      where: log,
      next: "Check the path and its permissions.",
      cause: error,
    });
  }
  // The command lines of AWS and of Google write one JSON text over many lines.
  const readers = store.readers(reference, /^\s*[[{]\s*$/.test(lines[0] ?? "") ? [lines.join("\n")] : lines);
  for (const { who, from = "", count, last } of readers) line(`${last}  ${String(count).padStart(6)} reads  ${who}  ${from}`.trimEnd());
  return 0;
}

/** External Secrets manifests on standard output; what they need besides is written above them. */
export async function manifestCommand(
  uri: string,
  { from, serviceAccount }: { readonly from: readonly string[]; readonly serviceAccount?: string },
): Promise<number> {
  const wanted = { target: uri, from, ...(serviceAccount === undefined ? {} : { serviceAccount }) };
  process.stdout.write(await externalSecrets(wanted, process.env));
  return 0;
}

/** Exit code 2 when a store that is set up cannot be used. */
export async function storeDoctorCommand(schemes: readonly string[]): Promise<number> {
  const asked = schemes.length > 0 ? schemes : Object.keys(SCHEMES).filter((scheme) => SCHEMES[scheme]?.isSetUp(process.env) === true);
  let failed = 0;
  for (const scheme of asked) {
    const { store } = await opened(`${scheme}:`);
    try {
      for (const fact of await store.check()) line(`ok      ${scheme}  ${fact}`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed++;
      line(`failed  ${scheme}  ${error.message}`);
    }
  }
  const others = schemes.length > 0 ? [] : Object.keys(SCHEMES).filter((scheme) => !asked.includes(scheme));
  for (const scheme of others) line(`not asked  ${scheme}  ${SCHEMES[scheme]?.form ?? ""}`);
  return failed === 0 ? 0 : 2;
}

async function opened(uri: string): Promise<Opened> {
  return openStore(uri, { env: process.env, folder: process.cwd() });
}

async function fileBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new AppError("SOURCE_UNREADABLE", {
      what: "The file cannot be read",
      where: path,
      next: "Check the path and its permissions.",
      cause: error,
    });
  }
}

/** `echo` ends its one line with a line feed that nobody means; of several lines every byte is meant. */
async function fromInput(isExact: boolean): Promise<SecretBytes> {
  if (process.stdin.isTTY) return new SecretBytes(await typed());
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const isOneLine = bytes.indexOf(10) === bytes.length - 1 && bytes.length > 0;
  if (isExact || !isOneLine) return new SecretBytes(bytes);
  return new SecretBytes(bytes.subarray(0, bytes.at(-2) === 13 ? -2 : -1));
}

/** One line from the terminal, not shown while it is typed. */
async function typed(): Promise<string> {
  process.stderr.write("Value (not shown): ");
  process.stdin.setRawMode(true);
  let text = "";
  try {
    for await (const chunk of process.stdin.setEncoding("utf8"))
      for (const char of String(chunk)) {
        if (char === "\r" || char === "\n") return text;
        if (char === "\u0003")
          throw new AppError("INTERRUPTED", { what: "Nothing was written", where: "standard input", next: "Start again." });
        text = char === "\u007f" ? Array.from(text).slice(0, -1).join("") : text + char;
      }
    return text;
  } finally {
    process.stdin.setRawMode(false);
    process.stderr.write("\n");
  }
}

function line(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}
