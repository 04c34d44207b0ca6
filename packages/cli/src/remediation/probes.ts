import { spawn } from "node:child_process";
import { request as httpRequest } from "node:http";
import { type HttpProbe, Secret } from "@stanch/model";
import { connect } from "@stanch/providers";
import type { Shown } from "@stanch/workflow";

const HTTP_MS = 15_000;
/** Of a program's output or a page, this much is looked at. */
const MOST_BYTES = 65_536;

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, Secret | string>>;
  readonly folder: string;
  readonly mayRunPrograms: boolean;
}

/** Runs a program without a shell. Its output is not kept: it may print what it was given. */
export function runCommand(argv: readonly string[], { timeoutMs, env, folder, mayRunPrograms }: CommandOptions): Promise<Shown> {
  const [program = "", ...args] = argv;
  if (!mayRunPrograms)
    return Promise.resolve({ isGreen: false, text: "programs are not run here: name an HTTP check, or run a worker that may" });
  const given = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]));
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...process.env, ...given },
      stdio: "ignore",
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      resolve({ isGreen: false, text: `${program} could not be started: ${error.code ?? "unknown"}` });
    });
    child.once("exit", (code, signal) => {
      resolve({
        isGreen: code === 0,
        text: signal === null ? `exit code ${code ?? "none"}` : `ended by ${signal}, after at most ${timeoutMs} ms`,
      });
    });
  });
}

/** One request on a pinned address; a redirect is an answer like any other. */
export async function runHttp(probe: HttpProbe, { mayReachPrivate }: { readonly mayReachPrivate: boolean }): Promise<Shown> {
  const timeoutMs = probe.timeoutMs ?? HTTP_MS;
  const expected = probe.expectStatus;
  try {
    const { status, text } = await ask(new URL(probe.url), {
      probe,
      reach: mayReachPrivate ? "any" : "public",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (expected === undefined ? status < 200 || status > 299 : status !== expected)
      return { isGreen: false, text: `HTTP ${status}${expected === undefined ? "" : ` instead of ${expected}`}` };
    if (probe.expectText !== undefined && !text.includes(probe.expectText))
      return { isGreen: false, text: `HTTP ${status} without the expected text` };
    return { isGreen: true, text: `HTTP ${status}` };
  } catch (error) {
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "no answer";
    return { isGreen: false, text: error instanceof Error && error.name === "TimeoutError" ? `no answer within ${timeoutMs} ms` : code };
  }
}

interface Asking {
  readonly probe: HttpProbe;
  readonly reach: "any" | "public";
  readonly signal: AbortSignal;
}

async function ask(url: URL, { probe, reach, signal }: Asking): Promise<{ readonly status: number; readonly text: string }> {
  const socket = await connect(url, { reach, proxy: undefined, signal });
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      createConnection: () => socket,
      method: probe.method ?? "GET",
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        "user-agent": "stanch-probe",
        connection: "close",
        ...(probe.body === undefined
          ? {}
          : { "content-type": "application/json", "content-length": String(Buffer.byteLength(probe.body)) }),
      },
      signal,
    });
    request.once("error", (error) => {
      socket.destroy();
      reject(error);
    });
    request.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        if (text.length < MOST_BYTES) text += part;
      });
      response.once("end", () => {
        socket.destroy();
        resolve({ status: response.statusCode ?? 0, text });
      });
      response.once("error", reject);
    });
    request.end(probe.body);
  });
}
