import { spawn } from "node:child_process";
import { pipeline } from "node:stream/promises";
import { TextScanner } from "@stanch/scan/text";
import { type Context, usage } from "../io.ts";
import { LEAST_BYTES } from "../mask/forms.ts";
import { Known } from "../mask/known.ts";
import { MaskStream } from "../mask/mask-stream.ts";
import { secretsOf } from "../mask/values.ts";
import { settings } from "../settle.ts";
import type { MaskOptions } from "./mask-options.ts";
import { ended, passSignals, secretOf } from "./run.ts";

/**
 * Starts the program with its output going through masks. Exit code: as `stanch run` has it. What the program leaves running behind it
 * keeps its output open, and is waited for, as in a pipe.
 */
export async function maskCommand(command: readonly string[], options: MaskOptions, _context: Context): Promise<number> {
  const [file = "", ...args] = command;
  const { scan, minConfidence } = await settings(["."], options.config === undefined ? {} : { config: options.config });
  const detection = { scanner: new TextScanner(scan.detectors), minConfidence };
  const secrets = await Promise.all((options.env ?? []).map(secretOf));
  const known = new Known();
  known.add([
    ...(options.secretEnv ?? []).map(named),
    ...secrets.map(([, value]) => Buffer.from(value)),
    ...secretsOf(process.env, detection),
  ]);
  const child = spawn(file, args, {
    stdio: ["inherit", "pipe", "pipe"],
    env: { ...process.env, ...Object.fromEntries(secrets) },
  });
  const stop = passSignals(child);
  try {
    const flows = [
      flow(child.stdout, new MaskStream(known, detection), process.stdout),
      flow(child.stderr, new MaskStream(known, detection), process.stderr),
    ];
    const code = await ended(child, file);
    await Promise.all(flows);
    return code;
  } finally {
    stop();
  }
}

function named(name: string): Buffer {
  const value = process.env[name];
  if (value === undefined) throw usage("No such variable", name, "--secret-env takes the name of a variable that is set.");
  const bytes = Buffer.from(value);
  if (bytes.length >= LEAST_BYTES) return bytes;
  throw usage(
    `A value of fewer than ${LEAST_BYTES} characters stands in other words, too, and cannot be masked`,
    name,
    "Use a longer secret, or leave this one out.",
  );
}

/** A reader that has gone ends the program's output, as a closed pipe does. */
async function flow(from: NodeJS.ReadableStream, through: MaskStream, to: NodeJS.WritableStream): Promise<void> {
  try {
    await pipeline(from, through, to, { end: false });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EPIPE" && code !== "ERR_STREAM_PREMATURE_CLOSE" && code !== "ERR_STREAM_DESTROYED") throw error;
  }
}
