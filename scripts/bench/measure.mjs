// One run of one command: wall clock, processor time and peak memory.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { SetupError } from "../say.mjs";

const launcher = join(import.meta.dirname, "launcher.py");

/**
 * Runs `argv` and gives `{ wall, cpu, peak, lines, errors }`: seconds, seconds of all its processes, bytes of the largest
 * of them, lines of its standard output when `countLines`, its standard error. Without Python (Windows) `cpu` and `peak`
 * are undefined. Throws SetupError for an exit code that is not in `codes`.
 */
export async function measure({ argv, cwd, env, codes = [0], countLines = false, limitMs }) {
  const direct = process.platform === "win32";
  const [file, ...args] = direct ? argv : ["python3", launcher, ...argv];
  const started = performance.now();
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", countLines ? "pipe" : "ignore", "pipe", direct ? "ignore" : "pipe"],
    shell: direct && file.endsWith(".cmd"),
    detached: !direct,
  });
  const texts = { errors: "", told: "" };
  let lines = 0;
  child.stdout?.on("data", (chunk) => {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
  });
  child.stderr.on("data", (chunk) => (texts.errors += chunk));
  child.stdio[3]?.on("data", (chunk) => (texts.told += chunk));
  // The launcher leads a group of its own, so that what the command started ends with it.
  const stop = () => (direct || child.pid === undefined ? child.kill() : process.kill(-child.pid, "SIGKILL"));
  const timer = setTimeout(stop, limitMs);
  process.once("exit", stop);
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve)).finally(() => {
    clearTimeout(timer);
    process.off("exit", stop);
  });
  const wall = (performance.now() - started) / 1000;
  if (!direct && texts.told === "")
    throw new SetupError(`no answer within ${limitMs / 1000} s, or the launcher failed: ${tail(texts.errors)}`);
  const told = direct ? { wall, code } : JSON.parse(texts.told);
  if (!codes.includes(told.code)) throw new SetupError(`exit code ${told.code}: ${tail(texts.errors)}`);
  // Said with exit code 0 by some: what was not read was not measured.
  if (/incomplete scan/.test(texts.errors)) throw new SetupError(`did not finish: ${tail(texts.errors)}`);
  return { wall: told.wall, cpu: told.cpu, peak: told.peak, lines, errors: texts.errors };
}

/** Colours and other codes of a terminal. */
const CODES = new RegExp(String.raw`\u001b\[[0-9;]*m`, "g");
const tail = (text) => text.replaceAll(CODES, "").trim().split("\n").slice(-2).join(" / ").slice(-300);
