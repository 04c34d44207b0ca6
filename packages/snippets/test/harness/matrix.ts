import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { pythonHome } from "./cache.ts";
import type { Cell } from "./cells.ts";
import { runCell } from "./runners.ts";
import { type Running, startApi, startConjur, startMoto, startOpenBao } from "./servers.ts";

const AUTH_ID = fake("MA[A-Z0-9]{18}", 71);
const VALUE = fake("[A-Za-z0-9]{40}", 72);

/** The stores with the value in them, and an API that tells what it was sent. */
export class Stores {
  readonly folder: string;
  readonly #running: Running[];
  readonly #api: Awaited<ReturnType<typeof startApi>>;
  private constructor(folder: string, running: Running[], api: Awaited<ReturnType<typeof startApi>>) {
    this.folder = folder;
    this.#running = running;
    this.#api = api;
  }

  static async start(): Promise<Stores> {
    const folder = mkdtempSync(join(tmpdir(), "stanch-snippets-"));
    const python = pythonHome();
    const [bao, moto, conjur, api] = await Promise.all([
      startOpenBao(python, folder),
      startMoto(python),
      startConjur(new Map([["/secrets/acme/variable/team%2Fplivo%2Ftoken", VALUE]])),
      startApi(),
    ]);
    await bao.put("team/plivo", { auth_token: VALUE, other: "no" });
    await moto.put("plivo/api_key", VALUE);
    await moto.put("team/messaging", JSON.stringify({ plivo_token: VALUE, other: "no" }));
    return new Stores(folder, [bao, moto, conjur, api], api);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((server) => server.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  folderFor(language: string): string {
    const folder = join(this.folder, language);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  environmentFor(cell: Cell): Record<string, string> {
    const servers = Object.assign({}, ...this.#running.map(({ environment }) => environment)) as Record<string, string>; // of strings, each
    const own =
      cell.store !== "env" ? {} : cell.secret.provider === "plivo" ? { PLIVO_AUTH_TOKEN: VALUE } : { GITHUB_PERSONAL_ACCESS_TOKEN: VALUE };
    return { ...servers, PLIVO_AUTH_ID: AUTH_ID, ...own };
  }

  /** What is wrong with a run that had the secret; undefined when the client got exactly it. */
  async faultWith(cell: Cell, start: Parameters<typeof runCell>[0]): Promise<string | undefined> {
    this.#api.take();
    const ended = await runCell(start, this.environmentFor(cell), this.folderFor(cell.form));
    const got = this.#api.take() ?? /^CLIENT (\S+) (.*)$/m.exec(ended.stdout)?.[2];
    if (ended.code !== 0) return `ended with ${ended.code}: ${hide(ended.stderr)}`;
    return got === VALUE ? undefined : `the client did not get the value: ${hide(ended.stdout)}`;
  }

  /** From here on every store is there and holds nothing. */
  async clear(): Promise<void> {
    for (const server of this.#running) await server.clear?.();
  }

  /** What is wrong with a run after `clear`; undefined when it ends in one clear sentence that names the place. */
  async faultWithout(cell: Cell, start: Parameters<typeof runCell>[0]): Promise<string | undefined> {
    const environment = this.environmentFor(cell);
    for (const name of ["PLIVO_AUTH_TOKEN", "GITHUB_PERSONAL_ACCESS_TOKEN"]) delete environment[name];
    const ended = await runCell(start, environment, this.folderFor(cell.form));
    if (ended.code === 0 || ended.code === -1) return `ended with ${ended.code}`;
    if (/\n\s+at |Traceback|panicked|Stack trace|goroutine/.test(ended.stderr))
      return `a stack in place of a sentence: ${hide(ended.stderr)}`;
    return /is not set|has no|holds no|did not give/.test(ended.stderr) ? undefined : `no clear sentence: ${hide(ended.stderr)}`;
  }
}

function hide(text: string): string {
  return text.replaceAll(VALUE, "<the value>").slice(0, 1500);
}
