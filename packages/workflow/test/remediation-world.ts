/**
 * A small world in memory for a remediation: an issuer with state, a store with versions, dependants that read the store,
 * records and a journal that survive a simulated crash. Every border can fail, before or after it acted.
 */
import {
  AppError,
  type Acceptance,
  type Credential,
  type CredentialState,
  type RotationPlan,
  type Rotator,
  Secret,
  fake,
} from "@stanch/model";
import type { Durable, Mark, Records, RemediationPorts, Run, StorePort, Timing } from "../src/remediation/ports.ts";
import { remediate } from "../src/remediation/remediate.ts";
import type { NewEvent, RemediationEvent, RemediationStatus, Signal, SignalKind } from "../src/remediation/types.ts";

export class SimulatedCrash extends Error {
  override readonly name = "SimulatedCrash";
}

export interface Key {
  readonly id: string;
  readonly value: string;
  readonly label: string;
  status: "active" | "disabled" | "absent";
  lastUsedAt: string | undefined;
}

export type Fault = "crash-before" | "crash-after" | "limited" | "broken-before" | "broken-after" | "conflict";

export interface WorldOptions {
  /** Asked at every border; a fault or nothing. */
  readonly fault?: (border: string) => Fault | undefined;
  readonly plan?: Partial<RotationPlan>;
  readonly readable?: boolean;
  readonly deactivation?: "reversible" | "final";
  readonly hasVersions?: boolean;
  readonly maxLive?: number;
  /** The issuer lists a new key only at the second look. */
  readonly listsLate?: boolean;
}

const TIMING: Timing = {
  patience: 6,
  backoffMs: () => 1000,
  probeTries: 4,
  probeEveryMs: 1000,
  silenceEveryMs: 5000,
  settleMs: 5000,
  idleMs: () => 60_000,
};

export class World {
  readonly keys: Key[] = [];
  readonly events: RemediationEvent[] = [];
  readonly signals: Signal[] = [];
  readonly values = new Map<string, string>();
  readonly notes = new Map<string, string>();
  /** Newest last. */
  readonly versions: { version: string; value: string }[] = [];
  readonly violations: string[] = [];
  status: RemediationStatus = "queued";
  waitingFor: string | undefined;
  gate: string | undefined;
  crashes = 0;
  faults = 0;
  nowMs = Date.UTC(2026, 0, 5, 12);
  /** The value that each dependant runs with; those of `store` read it again when they are probed. */
  readonly running = new Map<string, string>();
  readonly plan: RotationPlan;
  /** Called at each wait: a person who looks at the run and may say something. */
  person: (world: World) => void = () => undefined;
  readonly #options: WorldOptions;
  readonly #journal: { name: string; result: string }[] = [];
  readonly #looked = new Set<string>();
  #position = 0;
  #seq = 0;
  readonly old: Credential;

  constructor(options: WorldOptions = {}) {
    this.#options = options;
    const value = fake("[A-Za-z0-9]{40}", 7);
    this.old = { secret: new Secret(value), companions: { keyId: "KEY0" } };
    this.keys.push({ id: "KEY0", value, label: "", status: "active", lastUsedAt: undefined });
    this.versions.push({ version: "v1", value });
    this.plan = {
      provider: "double",
      detector: "double-key",
      reason: "leak",
      old: { mask: "…", fingerprint: this.#print(value) },
      stores: [{ uri: "mem:app" }],
      dependants: [
        {
          id: "api",
          name: "api",
          kind: "service",
          howUpdated: { by: "command", argv: ["restart", "api"] },
          probe: { kind: "http", url: "http://api.test/" },
        },
        { id: "jobs", name: "jobs", kind: "cron", howUpdated: { by: "store" }, probe: { kind: "command", argv: ["check", "jobs"] } },
      ],
      contain: false,
      silence: { quietMs: 10_000, atMostMs: 600_000 },
      monitorMs: 20_000,
      monitorEveryMs: 10_000,
      windows: [],
      approvals: { start: false, deactivate: 1, twoPerson: false },
      removeOld: false,
      dryRun: false,
      ...options.plan,
    };
    for (const { id } of this.plan.dependants) this.running.set(id, value);
    this.values.set("old", this.#sealed(JSON.stringify({ secret: value, halves: [{ name: "keyId", text: "KEY0" }] })));
  }

  /** Runs to the end through any number of crashes; `steps` bounds a run that cannot end. */
  async toEnd(restarts = 2000): Promise<RemediationStatus> {
    for (let turn = 0; turn < restarts; turn++) {
      this.#position = 0;
      try {
        return await remediate(this.#run());
      } catch (error) {
        if (!(error instanceof SimulatedCrash)) throw error;
        this.crashes++;
      }
    }
    throw new Error(`the run did not end: ${this.status}, ${this.waitingFor}`);
  }

  say(kind: SignalKind, by: string, told: { subject?: string; reason?: string } = {}): void {
    this.signals.push({ seq: ++this.#seq, kind, by, at: new Date(this.nowMs).toISOString(), ...told });
  }

  live(): readonly Key[] {
    return this.keys.filter(({ status }) => status === "active");
  }
  stored(): string | undefined {
    return this.versions.at(-1)?.value;
  }

  #run(): Run {
    return {
      id: "0190a000-0000-7000-8000-000000000001",
      plan: this.plan,
      durable: this.#durable(),
      records: this.#records(),
      ports: this.ports(),
      timing: TIMING,
    };
  }

  #durable(): Durable {
    return {
      step: async (name, work) => {
        const at = this.#position++;
        const kept = this.#journal[at];
        if (kept !== undefined) {
          if (kept.name !== name) throw new Error(`the replay took another way: ${kept.name}, now ${name}`);
          // What a step of this place gave: its type is that of the step.
          return (kept.result === "" ? undefined : JSON.parse(kept.result)) as Awaited<ReturnType<typeof work>>;
        }
        const result = await work();
        this.#border(`journal:${name}`, "before");
        const text = JSON.stringify(result) ?? "";
        this.#journal.push({ name, result: text });
        this.#border(`journal:${name}`, "after");
        return (text === "" ? undefined : JSON.parse(text)) as Awaited<ReturnType<typeof work>>;
      },
      wait: async (name, ms) => {
        const at = this.#position++;
        if (this.#journal[at] !== undefined) return;
        this.nowMs += ms;
        this.person(this);
        this.#journal.push({ name, result: "" });
      },
    };
  }

  /** A crash at a border of ours: journal, records. */
  #border(name: string, when: "before" | "after"): void {
    const fault = this.#options.fault?.(`${name}:${when}`);
    if (fault === "crash-before" || fault === "crash-after") throw new SimulatedCrash(name);
  }

  /** Something outside: may crash us or fail, before or after it acted. */
  async #outside<T>(border: string, act: () => T, failed: (how: "limited" | "broken") => Error): Promise<T> {
    await Promise.resolve();
    const fault = this.#options.fault?.(border);
    if (fault !== undefined) this.faults++;
    if (fault === "crash-before") throw new SimulatedCrash(border);
    if (fault === "limited") throw failed("limited");
    if (fault === "broken-before") throw failed("broken");
    const value = act();
    if (fault === "crash-after") throw new SimulatedCrash(border);
    if (fault === "broken-after") throw failed("broken");
    return value;
  }

  #records(): Records {
    const tell = (events: readonly NewEvent[]): void => {
      for (const event of events)
        if (!this.events.some(({ key }) => key === event.key))
          this.events.push({ ...event, seq: this.events.length + 1, at: new Date(this.nowMs).toISOString() });
    };
    const around = async <T>(name: string, act: () => T): Promise<T> => {
      this.#border(name, "before");
      const value = act();
      this.#border(name, "after");
      await Promise.resolve();
      return value;
    };
    return {
      plan: this.plan,
      startedBy: "ann",
      exclusively: (work) => work(),
      begin: (mark: Mark) =>
        around("records.begin", () => {
          this.status = mark.status;
          this.waitingFor = mark.waitingFor;
          this.gate = mark.gate;
          if (mark.isEvent) tell([{ key: mark.key, step: mark.step, kind: "intent", text: mark.text, facts: {} }]);
          return { signals: [...this.signals], nowMs: this.nowMs };
        }),
      tell: (...events) => around("records.tell", () => tell(events)),
      end: (status, event) =>
        around("records.end", () => {
          this.status = status;
          tell([event]);
        }),
      putSecret: (name, clear) => around("records.putSecret", () => void this.values.set(name, this.#sealed(clear))),
      secret: (name) => around("records.secret", () => this.#opened(this.values.get(name))),
      hasSecret: (name) => around("records.hasSecret", () => this.values.has(name)),
      putNote: (name, note) => around("records.putNote", () => void this.notes.set(name, JSON.stringify(note))),
      note: (name) => around("records.note", () => JSON.parse(this.notes.get(name) ?? "null") as unknown),
      dropSecrets: () => around("records.dropSecrets", () => this.values.clear()),
    };
  }

  ports(): RemediationPorts {
    return {
      rotator: () =>
        Promise.resolve({
          rotator: this.#rotator(),
          context: {
            http: { request: () => Promise.reject(new Error("unused")) },
            httpAt: () => ({ request: () => Promise.reject(new Error("unused")) }),
            baseUrl: "",
            now: () => new Date(this.nowMs),
          },
        }),
      store: () => Promise.resolve(this.#store()),
      command: (argv) => this.#outside(`command.${argv[0]}`, () => this.#command(argv[0] ?? "", argv[1] ?? ""), unreachable),
      http: () => this.#outside("http.probe", () => this.#works("api"), unreachable),
      fingerprint: (secret) => this.#print(secret.reveal()),
    };
  }

  #command(verb: string, id: string): { isGreen: boolean; text: string } {
    if (verb === "check") {
      this.running.set(id, this.stored() ?? "");
      return this.#works(id);
    }
    this.running.set(id, this.stored() ?? "");
    return { isGreen: true, text: "restarted" };
  }

  #works(id: string): { isGreen: boolean; text: string } {
    const key = this.keys.find(({ value }) => value === this.running.get(id));
    const isGreen = key?.status === "active";
    if (isGreen && key.id === "KEY0") key.lastUsedAt = new Date(this.nowMs).toISOString();
    return { isGreen, text: isGreen ? "200" : "401" };
  }

  #store(): StorePort {
    const failed = (how: "limited" | "broken"): Error =>
      new AppError(how === "limited" ? "STORE_QUOTA" : "STORE_UNREACHABLE", { what: "no", where: "mem:app", next: "later" });
    const conflict = (): Error => new AppError("STORE_CONFLICT", { what: "changed", where: "mem:app", next: "again" });
    const push = (value: string): { version: string } => {
      const version = `v${this.versions.length + 1}`;
      this.versions.push({ version, value });
      return { version };
    };
    return {
      abilities: () => Promise.resolve({ versions: this.#options.hasVersions ?? true, writeOnly: false }),
      read: () => this.#outside("store.read", () => this.versions.at(-1), failed),
      write: (value, ifVersion) =>
        this.#outside(
          "store.write",
          () => {
            if (ifVersion !== undefined && ifVersion !== null && ifVersion !== this.versions.at(-1)?.version) throw conflict();
            return push(value);
          },
          failed,
        ),
      makeCurrent: (version) =>
        this.#outside("store.makeCurrent", () => push(this.versions.find((one) => one.version === version)?.value ?? ""), failed),
      remove: () => this.#outside("store.remove", () => void this.versions.pop(), failed),
    };
  }

  #rotator(): Rotator {
    const { readable = false, deactivation = "reversible", maxLive = 2, listsLate = false } = this.#options;
    const stateOf = (key: Key): CredentialState => ({
      id: key.id,
      status: key.status,
      label: key.label,
      privileges: ["read", "send"],
      ...(key.lastUsedAt === undefined ? {} : { lastUsedAt: key.lastUsedAt }),
    });
    const keyOf = (credential: Credential): Key | undefined => this.keys.find(({ value }) => value === credential.secret.reveal());
    const whole = (key: Key): Credential => ({ secret: new Secret(key.value), companions: { keyId: key.id } });
    const end = (id: string, status: "disabled" | "absent"): void => {
      const key = this.keys.find((one) => one.id === id);
      if (key?.id === "KEY0") this.#judgeEnd(key);
      if (key !== undefined && key.status !== "absent") key.status = status;
    };
    const looked = this.#looked;
    return {
      id: "double",
      detectors: ["double-key"],
      baseUrl: "",
      facts: () => ({
        kind: "key",
        creation: "api",
        overlap: true,
        maxLive,
        containment: "disable",
        deactivation,
        readable,
        lastUse: "stamp",
        sideEffects: [],
      }),
      describe: (credential) =>
        this.#outside(
          "issuer.describe",
          () => {
            const key = keyOf(credential);
            return key === undefined ? { id: "?", status: "absent" as const, privileges: [] } : stateOf(key);
          },
          unreachable,
        ),
      contain: ({ state }) => this.#outside("issuer.contain", () => this.#setStatus(state.id, "disabled"), unreachable),
      restore: ({ state }) => this.#outside("issuer.restore", () => this.#setStatus(state.id, "active"), unreachable),
      create: ({ label }) =>
        this.#outside(
          "issuer.create",
          () => {
            const having = this.keys.filter(({ status }) => status !== "absent");
            if (having.length >= maxLive)
              throw new AppError("ROTATION_CANNOT", { what: `at most ${maxLive}`, where: "double", next: "remove one" });
            const id = `KEY${this.keys.length}`;
            const key: Key = { id, value: fake("[A-Za-z0-9]{40}", 100 + this.keys.length), label, status: "active", lastUsedAt: undefined };
            this.keys.push(key);
            return { state: stateOf(key), credential: whole(key) };
          },
          unreachable,
        ),
      findMade: (label) =>
        this.#outside(
          "issuer.find",
          () => {
            const found = this.keys.filter((key) => key.label === label && key.status !== "absent" && (!listsLate || looked.has(key.id)));
            for (const key of this.keys) looked.add(key.id);
            return found.map((key) => ({ state: stateOf(key), ...(readable ? { credential: whole(key) } : {}) }));
          },
          unreachable,
        ),
      deactivate: ({ state }) =>
        this.#outside("issuer.deactivate", () => end(state.id, deactivation === "final" ? "absent" : "disabled"), unreachable),
      remove: ({ state }) => this.#outside("issuer.remove", () => end(state.id, "absent"), unreachable),
      confirm: (credential) =>
        this.#outside(
          "issuer.confirm",
          (): Acceptance => {
            const isAccepted = keyOf(credential)?.status === "active";
            return { answer: isAccepted ? "accepted" : "refused", reason: isAccepted ? "200" : "401" };
          },
          unreachable,
        ),
    };
  }

  #setStatus(id: string, status: Key["status"]): void {
    const key = this.keys.find((one) => one.id === id);
    if (key !== undefined && key.status !== "absent") key.status = status;
  }

  /** The old one may end only when nothing runs with it and the store holds a living new one. */
  #judgeEnd(old: Key): void {
    if (old.status !== "active") return;
    for (const [id, value] of this.running) if (value === old.value) this.violations.push(`ended while ${id} runs with it`);
    const held = this.keys.find(({ value }) => value === this.stored());
    if (held === undefined || held === old || held.status !== "active")
      this.violations.push("ended while the store holds no living new one");
  }

  #sealed(clear: string): string {
    return `sealed:${Buffer.from(clear).toString("base64")}`;
  }
  #opened(sealed: string | undefined): string | undefined {
    return sealed === undefined ? undefined : Buffer.from(sealed.slice(7), "base64").toString();
  }
  #print(value: string): string {
    return `fp-${value.length}-${value.charCodeAt(0)}-${value.charCodeAt(7)}`;
  }
}

function unreachable(how: "limited" | "broken"): Error {
  return new AppError(how === "limited" ? "ROTATION_LIMITED" : "ROTATION_UNREACHABLE", {
    what: "no answer",
    where: "double",
    next: "later",
  });
}
