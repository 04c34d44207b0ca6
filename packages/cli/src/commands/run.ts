import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { AppError } from "@stanch/model";
import { openStore } from "@stanch/stores";
import { usage } from "../io.ts";

/** Signals that a supervisor sends to us and means for the program. */
const PASSED = ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;

/**
 * Starts the program with the secrets in its environment. Nothing is started when one of them cannot be had. Exit code: the
 * program's, 128 and the signal's number when it was ended by one, 127 and 126 when it cannot be started, as shells have it.
 */
export async function runCommand(command: readonly string[], variables: readonly string[]): Promise<number> {
  const [file = "", ...args] = command;
  const secrets = await Promise.all(variables.map(secretOf));
  const child = spawn(file, args, { stdio: "inherit", env: { ...process.env, ...Object.fromEntries(secrets) } });
  const stop = passSignals(child);
  try {
    return await ended(child, file);
  } finally {
    stop();
  }
}

/** The variable's name and the value that its store holds. */
export async function secretOf(variable: string): Promise<readonly [string, string]> {
  const found = /^([A-Za-z_]\w*)=(.+)$/s.exec(variable);
  if (found === null)
    throw usage("--env takes a name and a URI", variable.replace(/=.*/s, "=…"), "Write, for example, --env TOKEN=vault:secret/app#token.");
  const [, name = "", uri = ""] = found;
  const { store, reference } = await openStore(uri, { env: process.env, folder: process.cwd() });
  const text = (await store.get(reference)).value.revealText();
  if (text === undefined || text.includes("\0"))
    throw new AppError("STORE_VALUE_REFUSED", {
      what: "An environment variable holds text without NUL bytes, and this value is none",
      where: uri,
      next: "Store it as Base64 and let the program decode it.",
    });
  return [name, text];
}

/** Gives the function that ends it. */
export function passSignals(child: ChildProcess): () => void {
  const handlers = PASSED.map((signal) => {
    const pass = (): void => {
      // A terminal sends its Ctrl-C to the whole group: the program has it already.
      if (process.stdin.isTTY && (signal === "SIGINT" || signal === "SIGQUIT")) return;
      child.kill(signal);
    };
    process.on(signal, pass);
    return () => process.removeListener(signal, pass);
  });
  return () => {
    for (const remove of handlers) remove();
  };
}

/** The exit code, once it has ended. */
export async function ended(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("exit", (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]);
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT" && error.code !== "EACCES") {
        reject(error);
        return;
      }
      process.stderr.write(`stanch: Cannot start the program: ${error.code} (${file}). Check the name and PATH.\n`);
      resolve(error.code === "ENOENT" ? 127 : 126);
    });
  });
}
