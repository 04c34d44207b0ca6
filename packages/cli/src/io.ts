import { fstatSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { AppError, ERROR_CODES } from "@stanch/model";

/** What a command knows of the program it runs in. */
export interface Context {
  readonly version: string;
  /** The file worker threads start from. */
  readonly workerEntry: URL;
}

/** Results go here. A reader that has gone (`| head`) ends the output, not the scan's verdict. */
export class Output {
  #closed = false;
  #pending = "";
  #failure: NodeJS.ErrnoException | undefined;
  #isOpen = false;
  /** Node makes its stream when it is first asked for, and a hook that found nothing never does: 3 ms. */
  #open(): NodeJS.WriteStream {
    if (!this.#isOpen)
      process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") this.#failure ??= error;
        this.#closed = true;
      });
    this.#isOpen = true;
    return process.stdout;
  }
  /** Writes chunks in pieces of some 64 KB, waiting for a slow reader. Throws OUTPUT_UNWRITABLE (a full disk). */
  async write(chunks: Iterable<string>): Promise<void> {
    for (const chunk of chunks) {
      this.#pending += chunk;
      if (this.#pending.length >= 65_536) await this.#flush();
      if (this.#closed) return;
    }
    await this.#flush();
  }
  async #flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = "";
    if (text === "" || this.#closed) return;
    await new Promise<void>((resolve) => {
      this.#open().write(text, () => {
        resolve();
      });
    });
    // The event comes after the callback.
    await setImmediate();
    if (this.#failure === undefined) return;
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `Cannot write the results: ${this.#failure.code ?? this.#failure.message}`,
      where: "standard output",
      next: "Free some space, or send them elsewhere.",
      cause: this.#failure,
    });
  }
}

/**
 * For commands that write without `Output`: a reader that has gone (`| head`) ends the output and not the command, and a
 * full disk is a failure, whatever exit code the command sets later.
 */
export function guardStdout(): void {
  let isTold = false;
  onFirstUse((stdout) =>
    stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (isTold || error.code === "EPIPE" || process.stdout.listenerCount("error") > 1) return;
      isTold = true;
      process.stderr.write(
        `stanch: Cannot write the results: ${error.code ?? error.message} (standard output). Free some space, or send them elsewhere.\n`,
      );
      process.once("exit", () => {
        process.exitCode = 2;
      });
    }),
  );
}

/** Calls `visit` when somebody first asks for standard output: a program that writes nothing does not wait for its streams. */
function onFirstUse(visit: (stdout: NodeJS.WriteStream) => void): void {
  const own = Object.getOwnPropertyDescriptor(process, "stdout");
  if (own?.get === undefined) {
    visit(process.stdout);
    return;
  }
  Object.defineProperty(process, "stdout", {
    ...own,
    get: () => {
      Object.defineProperty(process, "stdout", own);
      visit(process.stdout);
      return process.stdout;
    },
  });
}

/** A usage error with its three parts. */
export function usage(what: string, where: string, next: string): AppError {
  return new AppError("USAGE", { what, where, next });
}

/** One clear sentence on stderr: what, where, what next. Anything that is no expected failure keeps its stack. */
export function reportError(error: unknown): number {
  if (error instanceof AppError) {
    process.stderr.write(`stanch: ${printable(error.message)}\n`);
    return ERROR_CODES[error.code].exit;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`stanch: this is a bug in stanch, please report it:\n${printable(stack)}\n`);
  return 2;
}

/** Text of the outside world on a terminal: control characters and bidi marks are shown, not obeyed. */
export function printable(text: string): string {
  let out = "";
  for (const char of text) out += isObeyed(char.codePointAt(0) ?? 0) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}` : char;
  return out;
}

/** Control characters but tab and line feed, and marks that turn the direction of writing. */
function isObeyed(code: number): boolean {
  if (code < 0x20) return code !== 9 && code !== 10;
  return (
    (code >= 0x7f && code < 0xa0) ||
    code === 0x61c ||
    (code >= 0x200e && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}
/** A line that is drawn over itself on a terminal; nothing at all elsewhere. */
export class ProgressLine {
  readonly #isOn: boolean;
  #last = 0;
  #shown = false;
  constructor(wanted: boolean | undefined) {
    this.#isOn = wanted ?? isTerminal(2);
  }
  update(text: () => string): void {
    if (!this.#isOn) return;
    const now = Date.now();
    if (now - this.#last < 100) return;
    this.#last = now;
    this.#shown = true;
    process.stderr.write(`\r\x1b[2K${text().slice(0, (process.stderr.columns || 80) - 1)}`);
  }
  clear(): void {
    if (this.#shown) process.stderr.write("\r\x1b[2K");
    this.#shown = false;
  }
}

/** Whether a descriptor is a terminal. A file or a pipe is none, which costs less to see than Node's stream to make. */
export function isTerminal(fd: 1 | 2): boolean {
  try {
    if (!fstatSync(fd).isCharacterDevice()) return false;
  } catch {
    return false; // closed
  }
  return (fd === 1 ? process.stdout : process.stderr).isTTY;
}

/** Whether the results go to a terminal that shows colours, or somebody asked for them (NO_COLOR, FORCE_COLOR). */
export function wantsColor(): boolean {
  if (process.env["NO_COLOR"] !== undefined && process.env["NO_COLOR"] !== "") return false;
  if (process.env["FORCE_COLOR"] !== undefined && process.env["FORCE_COLOR"] !== "0") return true;
  return isTerminal(1) && process.env["TERM"] !== "dumb";
}
