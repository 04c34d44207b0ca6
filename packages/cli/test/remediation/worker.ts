/** A worker process that works on remediations and can kill itself (SIGKILL) at a border: for tests of what survives that. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { type Rotator } from "@stanch/model";
import {
  REMEDIATION_JOB,
  type RemediationPorts,
  type StorePort,
  launchDurable,
  openDatabase,
  openKeyRing,
  remediationJob,
} from "@stanch/workflow";
import { remediationPorts } from "../../src/remediation/ports.ts";

const { OWNER_URL = "", APP_URL = "", RING = "", FOLDER = "", KILLED = "", KILL_AT = "", IDS = "" } = process.env;

/** Each border of KILL_AT kills once in all processes together: the file keeps which did. */
function border(name: string): void {
  if (!KILL_AT.split(",").includes(name)) return;
  const killed = existsSync(KILLED) ? readFileSync(KILLED, "utf8").split("\n") : [];
  if (killed.includes(name)) return;
  appendFileSync(KILLED, `${name}\n`);
  process.kill(process.pid, "SIGKILL");
}

function around<T>(name: string, act: () => Promise<T>): Promise<T> {
  border(`${name}:before`);
  return act().then((value) => {
    border(`${name}:after`);
    return value;
  });
}

function killing(ports: RemediationPorts): RemediationPorts {
  return {
    ...ports,
    async rotator(plan, manager) {
      const { rotator, context } = await ports.rotator(plan, manager);
      const names = ["describe", "create", "findMade", "carryOver", "deactivate", "confirm", "restore", "remove"] as const;
      const wrapped = names.map((name) => [
        name,
        // The signatures differ; each is called as it was.
        (...args: unknown[]) => around(name, () => (rotator[name] as (...given: unknown[]) => Promise<unknown>).apply(rotator, args)),
      ]);
      return { rotator: { ...rotator, ...(Object.fromEntries(wrapped) as Partial<Rotator>) }, context };
    },
    async store(uri): Promise<StorePort> {
      const port = await ports.store(uri);
      return { ...port, read: () => around("read", () => port.read()), write: (...args) => around("write", () => port.write(...args)) };
    },
    command: (...args) => around("command", () => ports.command(...args)),
    http: (...args) => around("http", () => ports.http(...args)),
  };
}

const database = await openDatabase({ ownerUrl: OWNER_URL, appUrl: APP_URL, migrate: false });
const ring = await openKeyRing(`file:${RING}`, {});
const ports = killing(
  remediationPorts({ version: "0.0.0", env: process.env, folder: FOLDER, mayReachPrivate: true, mayRunPrograms: true }),
);
const timing = { backoffMs: () => 50, probeEveryMs: 50, silenceEveryMs: 50, settleMs: 50, idleMs: () => 100 };
const durable = await launchDurable({
  database,
  jobs: [remediationJob({ database, ring, ports, timing })],
  works: true,
  pollMs: 100,
  graceMs: 0,
});
for (const id of IDS.split(",")) if (id !== "") await durable.enqueue(REMEDIATION_JOB, id, id);
process.stdout.write("ready\n");
