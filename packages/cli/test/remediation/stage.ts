/** The stage of a remediation test: a real database, Plivo's double, a store in files, and what a person does meanwhile. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { Secret } from "@stanch/model";
import { type KeyRing, type Remediation, Remediations, type RotationPlanInput, type Tenancy, openKeyRing } from "@stanch/workflow";
import type { FreshDatabase } from "../../../workflow/test/postgres.ts";
import { type PlivoAccount, PlivoDouble } from "../../src/drill/plivo-double.ts";

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));
export const PATIENCE_MS = 300_000;

export class Stage {
  readonly plivo: PlivoDouble;
  readonly folder = mkdtempSync(join(tmpdir(), "stanch-remediation-"));
  readonly remediations: Remediations;
  readonly tenancy: Tenancy;
  readonly #fresh: FreshDatabase;
  readonly #url: string;
  readonly #workers = new Set<ChildProcess>();

  private constructor(fresh: FreshDatabase, plivo: PlivoDouble, url: string, ring: KeyRing) {
    this.#fresh = fresh;
    this.plivo = plivo;
    this.#url = url;
    this.tenancy = { workspaceId: fresh.workspaceId, actor: { kind: "user", id: "ben", role: "manager" } };
    // Workers put it into their queue themselves, and look for words often.
    this.remediations = new Remediations({
      database: fresh.database,
      ring,
      durable: { enqueue: async () => undefined, wake: async () => undefined },
    });
  }

  static async open(fresh: FreshDatabase): Promise<Stage> {
    const plivo = new PlivoDouble();
    const url = await plivo.listen();
    const ringFile = join(mkdtempSync(join(tmpdir(), "stanch-ring-")), "keys");
    const stage = new Stage(fresh, plivo, url, await openKeyRing(`file:${ringFile}`, {}));
    stage.#ring = ringFile;
    return stage;
  }
  #ring = "";

  get environment(): Record<string, string> {
    return {
      OWNER_URL: this.#fresh.ownerUrl,
      APP_URL: this.#fresh.appUrl,
      RING: this.#ring,
      FOLDER: this.folder,
      STANCH_PLIVO_URL: this.#url,
      STANCH_FINGERPRINT_KEY: "a key for tests alone",
    };
  }

  /** Starts a remediation of a sub-account whose pair stands in `NAME.env`, which one program checks. */
  async start(name: string, plan: Partial<RotationPlanInput> = {}): Promise<{ readonly id: string; readonly sub: PlivoAccount }> {
    const sub = this.plivo.makeSub(name);
    this.plivo.numbers.push({ number: `1415555${String(this.plivo.numbers.length).padStart(4, "0")}`, subaccount: sub.authId });
    writeFileSync(join(this.folder, `${name}.env`), `PLIVO_AUTH_ID=${sub.authId}\nPLIVO_AUTH_TOKEN=${sub.token}\n`);
    const { id } = await this.remediations.start(
      { ...this.tenancy, actor: { kind: "user", id: "ann", role: "manager" } },
      {
        old: { secret: new Secret(sub.token), companions: { authId: sub.authId } },
        admin: { secret: new Secret([...this.plivo.main.tokens][0] ?? ""), companions: { authId: this.plivo.main.authId } },
        plan: {
          provider: "plivo",
          detector: "plivo-subaccount-token",
          old: { mask: "…", fingerprint: Buffer.from(name.padEnd(32).slice(0, 32)).toString("hex") },
          stores: [{ uri: `env:${name}.env#PLIVO_AUTH_TOKEN` }, { uri: `env:${name}.env#PLIVO_AUTH_ID`, part: "authId" }],
          dependants: [
            {
              id: "app",
              name,
              kind: "service",
              howUpdated: { by: "store" },
              probe: { kind: "command", argv: ["grep", "-q", "PLIVO_AUTH_TOKEN=", `${name}.env`] },
            },
          ],
          silence: { quietMs: 50, atMostMs: 60_000 },
          monitorMs: 100,
          monitorEveryMs: 50,
          approvals: { start: false, deactivate: 1, twoPerson: true },
          ...plan,
        },
      },
    );
    return { id, sub };
  }

  worker(environment: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, ["--no-warnings", WORKER], {
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "stanch-test-compiled"), ...this.environment, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#workers.add(child);
    child.once("exit", () => this.#workers.delete(child));
    return child;
  }

  /** Approves what is asked for, until all have ended. `each`: at every look, such as to start or kill a worker. */
  async untilEnded(ids: readonly string[], each: () => void = () => undefined): Promise<readonly Remediation[]> {
    const approved = new Set<string>();
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const all = await Promise.all(ids.map((id) => this.remediations.get(this.tenancy, id)));
      for (const { id, gate, status } of all)
        if (gate === "deactivate" && status === "waiting" && !approved.has(id)) {
          approved.add(id);
          await this.remediations.say(this.tenancy, id, { kind: "approve", subject: gate });
        } else if (status === "stuck") throw new Error(`stuck: ${all.find((one) => one.id === id)?.waitingFor}`);
      if (all.every(({ endedAt }) => endedAt !== null)) return all;
      if (Date.now() > until)
        throw new Error(`not ended: ${JSON.stringify(all.map(({ status, step, waitingFor }) => ({ status, step, waitingFor })))}`);
      each();
      await sleep(50);
    }
  }

  /** What must hold of a sub-account that was replaced. */
  faultsOf(name: string, sub: PlivoAccount): readonly string[] {
    const living = this.plivo.subs.filter((one) => one.enabled && one.exists && one.name.startsWith(`${name} stanch-`));
    const text = readFileSync(join(this.folder, `${name}.env`), "utf8");
    const fresh = living[0];
    return [
      sub.enabled ? `${name}: the old one is still enabled` : "",
      living.length === 1 ? "" : `${name}: ${living.length} new ones live`,
      fresh !== undefined && text === `PLIVO_AUTH_ID=${fresh.authId}\nPLIVO_AUTH_TOKEN=${fresh.token}\n`
        ? ""
        : `${name}: the store does not hold the new pair`,
      this.plivo.numbers.some(({ subaccount }) => subaccount === sub.authId) ? `${name}: its number was left behind` : "",
    ].filter((fault) => fault !== "");
  }

  async close(): Promise<void> {
    for (const child of this.#workers) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    await this.plivo.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
