import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError, type Finding, Secret } from "@stanch/model";
import type { Remediation, RotationPlanInput } from "@stanch/workflow";
import { type Local, openLocal } from "../remediation/local.ts";
import { storePort } from "../remediation/store-port.ts";
import { type Act, Acts } from "./acts.ts";
import { makeHistory } from "./history.ts";
import { type PlivoAccount, PlivoDouble } from "./plivo-double.ts";
import { commit, foundCompany } from "./service.ts";

export interface DrillOptions {
  readonly version: string;
  /** The file that this program was started from: the drill calls its other commands as a user would. */
  readonly program: string;
  readonly print: (text: string) => void;
  /** Where the reports go; without it they are shown and thrown away. */
  readonly output?: string;
}

export interface DrillResult {
  readonly outcome: string;
  readonly tookMs: number;
  readonly acts: readonly Act[];
  readonly files: readonly string[];
}

const ACTS = 11;
const RUN_MS = 120_000;
const TIMING = { backoffMs: () => 500, probeEveryMs: 500, silenceEveryMs: 500, settleMs: 500, idleMs: () => 300 };

/** The whole story with embedded parts. Everything is made in a temporary folder and taken away again. */
export async function drill(options: DrillOptions): Promise<DrillResult> {
  const stage = await Stage.open(options);
  try {
    return await stage.play();
  } finally {
    await stage.close();
  }
}

class Stage {
  readonly #options: DrillOptions;
  readonly #folder: string;
  readonly #plivo: PlivoDouble;
  readonly #sub: PlivoAccount;
  readonly #env: Readonly<Record<string, string>>;
  readonly #acts: Acts;
  readonly #startedMs = performance.now();
  readonly #data = mkdtempSync(join(tmpdir(), "stanch-drill-data-"));
  #local: Local | undefined;

  private constructor(options: DrillOptions, folder: string, plivo: PlivoDouble, env: Readonly<Record<string, string>>) {
    this.#options = options;
    this.#folder = folder;
    this.#plivo = plivo;
    this.#sub = plivo.makeSub("shop");
    plivo.numbers.push({ number: "14155550100", subaccount: this.#sub.authId });
    plivo.applications.push({ app_id: "10000000000000001", subaccount: this.#sub.authId });
    this.#env = env;
    this.#acts = new Acts(ACTS, options.print);
  }

  static async open(options: DrillOptions): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), "stanch-drill-"));
    const plivo = new PlivoDouble(Date.now() % 1_000_000);
    const url = await plivo.listen();
    const env = {
      STANCH_PLIVO_URL: url,
      PLIVO_URL: url,
      STANCH_FINGERPRINT_KEY: "the drill's own key, worth nothing",
      SECRETS_FILE: join(folder, "run/secrets.env"),
      PID_FILE: join(folder, "run/shop-api.pid"),
      PORT: String(await freePort()),
    };
    // Programs that a plan names are started with the surroundings of this process.
    Object.assign(process.env, env);
    return new Stage(options, folder, plivo, env);
  }

  get #repository(): string {
    return join(this.#folder, "company");
  }

  async play(): Promise<DrillResult> {
    await this.#act("A small company: a service and a nightly job send SMS with one Plivo sub-account (a double of Plivo's API)", (tell) =>
      this.#found(tell),
    );
    const { mask, fingerprint } = await this.#act("The pair was committed: stanch scan finds it", (tell) => this.#scan(tell));
    await this.#act("Was it misused? stanch misuse judges the account's records", (tell) => this.#misuse(tell));
    await this.#act("Who breaks if it is revoked? stanch impact", (tell) => this.#impact(tell));
    await this.#act("The pair moves out of the repository into a secret store", (tell) => this.#move(tell));
    const local = await this.#act("A database of its own (PostgreSQL) and a worker start", () => this.#openLocal());
    const id = await this.#act("stanch remediate: a new pair beside the old one, stored, dependants moved and probed", (tell) =>
      this.#rotate(tell, local, { mask, fingerprint }),
    );
    await this.#act("Another person approves the end of the old pair; it is disabled, refused and watched", (tell) =>
      this.#revoke(tell, local, id),
    );
    await this.#act("What holds now, looked at from outside", (tell) => this.#check(tell));
    const files = await this.#act("The evidence report", (tell) => this.#report(tell, local, id));
    await this.#act("No clear value is left in the database or in any report", (tell) => this.#search(tell, local, files));
    const tookMs = Math.round(performance.now() - this.#startedMs);
    return {
      outcome: "the leaked pair is dead, nothing broke, and there is evidence",
      tookMs,
      acts: this.#acts.done,
      files: files.written,
    };
  }

  #act<T>(title: string, work: (tell: (line: string) => void) => Promise<T>): Promise<T> {
    return this.#acts.act(title, work);
  }

  async #found(tell: (line: string) => void): Promise<void> {
    const pair = { authId: this.#sub.authId, token: this.#sub.token };
    foundCompany({ repository: this.#repository, run: join(this.#folder, "run") }, pair);
    writeFileSync(this.#env["SECRETS_FILE"] ?? "", readFileSync(join(this.#repository, "config/plivo.env")), { mode: 0o600 });
    await this.#restart();
    tell(`shop-api answers: ${await this.#order()}; the digest ends with ${await this.#digest()}`);
  }

  async #scan(tell: (line: string) => void): Promise<{ readonly mask: string; readonly fingerprint: string }> {
    const { text } = await this.#stanch(["scan", this.#repository, "--format", "json", "--no-progress"]);
    // Our own report.
    const { findings } = JSON.parse(text) as { findings: readonly Finding[] };
    const found = findings.find(({ detector }) => detector.startsWith("plivo-"));
    const [where] = found?.occurrences ?? [];
    if (found === undefined || where === undefined) throw failed("The scan did not find the planted pair");
    tell(`${found.title}, ${found.masked}, in ${where.path}:${where.line}, fingerprint ${found.fingerprint.slice(0, 16)}…`);
    return { mask: found.masked, fingerprint: found.fingerprint };
  }

  async #misuse(tell: (line: string) => void): Promise<void> {
    const { leakedAt } = makeHistory(this.#plivo, this.#sub.authId, Date.now());
    const file = join(this.#folder, "messages.jsonl");
    writeFileSync(
      file,
      this.#plivo.messages
        .toReversed()
        .map((one) => JSON.stringify(one))
        .join("\n"),
    );
    const { text } = await this.#stanch([
      "misuse",
      file,
      "--log-kind",
      "plivo",
      "--leaked-at",
      leakedAt,
      "--format",
      "json",
      "--no-progress",
    ]);
    const judged = JSON.parse(text) as { verdict: string; signals: readonly { sentence: string }[] };
    tell(`verdict: ${judged.verdict}, from ${this.#plivo.messages.length} records`);
    for (const signal of judged.signals.slice(0, 3)) tell(`- ${signal.sentence}`);
    if (judged.verdict !== "misused" && judged.verdict !== "suspicious") throw failed("The planted misuse was not seen");
  }

  async #impact(tell: (line: string) => void): Promise<void> {
    const { text } = await this.#stanch(["impact", "PLIVO_AUTH_TOKEN", this.#repository, "--format", "json", "--no-progress"]);
    const answer = JSON.parse(text) as { dependants: readonly { label: string; form: string; owners: readonly { name: string }[] }[] };
    tell(
      `${answer.dependants.length} dependants: ${answer.dependants.map(({ label, form, owners }) => [label, form, ...owners.map(({ name }) => name)].join(" ")).join(", ")}`,
    );
    if (answer.dependants.length < 2) throw failed("Not both consumers were found");
  }

  async #move(tell: (line: string) => void): Promise<void> {
    for (const [name, value] of [
      ["PLIVO_AUTH_ID", this.#sub.authId],
      ["PLIVO_AUTH_TOKEN", this.#sub.token],
    ] as const) {
      const port = await storePort(`env:run/secrets.env#${name}`, { env: this.#env, folder: this.#folder });
      const held = await port.read();
      await port.write(value, held?.version ?? null);
    }
    rmSync(join(this.#repository, "config/plivo.env"));
    writeFileSync(join(this.#repository, ".gitignore"), "*.env\n");
    commit(this.#repository, "read the Plivo pair from the secret store");
    tell("store env:run/secrets.env holds it; it is still in the history, and in whoever's hands: so it must end");
  }

  async #openLocal(): Promise<Local> {
    // PostgreSQL does not run as root: its own user passes through this folder, and not through the rest.
    chmodSync(this.#data, 0o711);
    this.#local = await openLocal({
      version: this.#options.version,
      folder: this.#data,
      as: "ann",
      isDisposable: true,
      env: { ...this.#env },
      workingFolder: this.#folder,
    });
    await this.#local.work(TIMING);
    return this.#local;
  }

  async #rotate(tell: (line: string) => void, local: Local, old: { readonly mask: string; readonly fingerprint: string }): Promise<string> {
    const { id } = await local.remediations.start(local.tenancy, {
      plan: this.#plan(old),
      old: { secret: new Secret(this.#sub.token), companions: { authId: this.#sub.authId } },
      admin: { secret: new Secret([...this.#plivo.main.tokens][0] ?? ""), companions: { authId: this.#plivo.main.authId } },
    });
    await this.#until(local, id, ({ gate }) => gate === "deactivate");
    await this.#tellEvents(tell, local, { id, steps: ["contain", "create", "verify", "store", "update", "probe", "silence"] });
    return id;
  }

  #plan(old: { readonly mask: string; readonly fingerprint: string }): RotationPlanInput {
    return {
      provider: "plivo",
      detector: "plivo-subaccount-token",
      reason: "leak",
      old,
      stores: [{ uri: "env:run/secrets.env#PLIVO_AUTH_TOKEN" }, { uri: "env:run/secrets.env#PLIVO_AUTH_ID", part: "authId" }],
      dependants: [
        {
          id: "shop-api",
          name: "shop-api",
          kind: "service",
          owner: "@shop-team",
          howUpdated: { by: "command", argv: [process.execPath, join(this.#repository, "restart.mjs")] },
          probe: {
            kind: "http",
            url: `http://127.0.0.1:${this.#env["PORT"]}/order`,
            method: "POST",
            expectText: "order placed",
            timeoutMs: 20_000,
          },
        },
        {
          id: "digest",
          name: "digest",
          kind: "cron",
          owner: "@data-team",
          howUpdated: { by: "store" },
          probe: { kind: "command", argv: [process.execPath, join(this.#repository, "digest.mjs")] },
        },
      ],
      silence: { quietMs: 1000, atMostMs: 60_000 },
      monitorMs: 2000,
      monitorEveryMs: 1000,
      approvals: { start: false, deactivate: 1, twoPerson: true },
    };
  }

  async #revoke(tell: (line: string) => void, local: Local, id: string): Promise<void> {
    const ben = { workspaceId: local.tenancy.workspaceId, actor: { kind: "user", id: "ben", role: "manager" } } as const;
    await local.remediations.say(ben, id, { kind: "approve", subject: "deactivate", reason: "all dependants are green" });
    const { status } = await this.#until(local, id, ({ endedAt }) => endedAt !== null);
    await this.#tellEvents(tell, local, { id, steps: ["deactivate", "confirm", "monitor", "close"] });
    if (status !== "done") throw failed(`The remediation ended as ${status}`);
  }

  async #check(tell: (line: string) => void): Promise<void> {
    const refused = await this.#plivoSays(this.#sub);
    const living = this.#plivo.subs.filter(({ enabled, exists }) => enabled && exists);
    const [fresh] = living;
    if (fresh === undefined || living.length !== 1) throw failed(`${living.length} sub-accounts live`);
    tell(`the leaked pair: HTTP ${refused}; the new one: HTTP ${await this.#plivoSays(fresh)}`);
    const moved = [...this.#plivo.numbers, ...this.#plivo.applications].every(({ subaccount }) => subaccount === fresh.authId);
    tell(`its number and application ${moved ? "moved" : "DID NOT MOVE"} to the new sub-account`);
    const [order, digest] = [await this.#order(), await this.#digest()];
    tell(`shop-api answers: ${order}; the digest ends with ${digest}`);
    if (refused !== 401 || !moved || order !== "order placed" || digest !== 0) throw failed("Something is broken after the remediation");
  }

  async #report(tell: (line: string) => void, local: Local, id: string): Promise<Reports> {
    const { reportHtml, reportMarkdown, reportOf } = await import("@stanch/workflow");
    const report = reportOf(await local.remediations.get(local.tenancy, id), await local.remediations.events(local.tenancy, id));
    const texts = {
      "evidence.md": reportMarkdown(report),
      "evidence.json": `${JSON.stringify(report, undefined, 2)}\n`,
      "evidence.html": reportHtml(report),
    };
    const { output } = this.#options;
    tell(`${report.events.length} entries over ${report.steps.length} steps, who said what: ${report.people.length}`);
    if (output === undefined) return { texts: Object.values(texts), written: [] };
    mkdirSync(output, { recursive: true });
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(output, name), text);
    const written = Object.keys(texts).map((name) => join(output, name));
    tell(written.join(", "));
    return { texts: Object.values(texts), written };
  }

  /** Every row of every table as text, and the reports, against every token of the story. */
  async #search(tell: (line: string) => void, local: Local, { texts }: Reports): Promise<void> {
    const { searchDatabase } = await import("@stanch/workflow");
    const tokens = [...this.#plivo.main.tokens, ...this.#plivo.subs.map(({ token }) => token)];
    const searched = await searchDatabase(local.database.ownerUrl, tokens);
    const isLeft = searched.isFound || tokens.some((token) => texts.some((text) => text.includes(token)));
    tell(
      `${searched.tables} tables with ${searched.rows} rows, ${texts.length} reports, ${tokens.length} tokens: ${isLeft ? "FOUND" : "none found"}`,
    );
    if (isLeft) throw failed("A clear value was left behind");
  }

  async #tellEvents(tell: (line: string) => void, local: Local, { id, steps }: { id: string; steps: readonly string[] }): Promise<void> {
    const events = await local.remediations.events(local.tenancy, id);
    for (const { kind, step, text } of events)
      if (steps.includes(step) && (kind === "done" || kind === "failed" || kind === "told")) tell(`${step.padEnd(10)} ${text}`);
  }

  async #until(local: Local, id: string, isSo: (now: Remediation) => boolean): Promise<Remediation> {
    for (const until = Date.now() + RUN_MS; ;) {
      const now = await local.remediations.get(local.tenancy, id);
      if (isSo(now)) return now;
      if (now.status === "stuck" || now.endedAt !== null || Date.now() > until)
        throw failed(`The remediation stands at ${now.step}: ${now.waitingFor ?? now.status}`);
      await sleep(100);
    }
  }

  async #order(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.#env["PORT"]}/order`, { method: "POST" })).text();
  }
  #digest(): Promise<number> {
    return ran([join(this.#repository, "digest.mjs")]).then(({ code }) => code);
  }
  async #restart(): Promise<void> {
    if ((await ran([join(this.#repository, "restart.mjs")])).code !== 0) throw failed("The service does not start");
  }
  async #plivoSays({ authId, token }: PlivoAccount): Promise<number> {
    const authorization = `Basic ${Buffer.from(`${authId}:${token}`).toString("base64")}`;
    return (await fetch(`${this.#env["PLIVO_URL"]}/v1/Account/${authId}/`, { headers: { authorization } })).status;
  }

  /** Another command of this program; its exit code 2 is a failure of the drill. */
  async #stanch(args: readonly string[]): Promise<{ readonly text: string }> {
    const { code, text } = await ran([this.#options.program, ...args]);
    if (code !== 0 && code !== 1) throw failed(`stanch ${args[0]} failed with ${code}`);
    return { text };
  }

  async close(): Promise<void> {
    await ran([join(this.#repository, "restart.mjs"), "stop"]);
    await this.#local?.close();
    await this.#plivo.close();
    for (const folder of [this.#folder, this.#data]) rmSync(folder, { recursive: true, force: true });
    for (const name of Object.keys(this.#env)) delete process.env[name];
  }
}

interface Reports {
  readonly texts: readonly string[];
  readonly written: readonly string[];
}

function ran(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--no-warnings", ...args], { stdio: ["ignore", "pipe", "ignore"] });
    let text = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (part: string) => (text += part));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code: code ?? 2, text });
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}

function failed(what: string): AppError {
  return new AppError("REMEDIATION_CONFLICT", {
    what,
    where: "stanch drill",
    next: "Run it again with --keep, and report what it printed.",
  });
}
