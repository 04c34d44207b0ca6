// Incidents at size: how fast findings are taken in, and how long list and detail take with a million occurrences.
// node scripts/bench/incidents.ts [OCCURRENCES]   (a database of its own in a temporary folder, with fsync as a user has it)
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding } from "@stanch/model";
import pg from "pg";
import {
  type IncidentQuery,
  type Scope,
  countIncidents,
  createWorkspace,
  getIncident,
  ingest,
  inWorkspace,
  listEvents,
  listIncidents,
  listOccurrences,
  members,
  openDatabase,
  setRepositoriesOf,
  startEmbedded,
} from "@stanch/workflow";

const OCCURRENCES = Number(process.argv[2] ?? 1_000_000);
const PLACES = [1, 1, 1, 2, 3, 4, 8, 12]; // 4 places a secret on average, as a few are everywhere
const REPOSITORIES = 1000;
const DETECTORS = [
  "plivo-auth-token",
  "aws-access-key",
  "github-pat",
  "slack-token",
  "stripe-key",
  "generic-secret",
  "private-key",
  "openai-key",
];
const SEVERITIES = ["critical", "high", "high", "medium", "medium", "low"] as const;
const VALIDITIES = ["unchecked", "unchecked", "valid", "invalid", "unknown"] as const;

let state = 42;
const random = (below: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T; // the index is below the length

function findingOf(number: number, places = pick(PLACES)): Finding {
  const detector = pick(DETECTORS);
  return {
    id: number.toString(16).padStart(16, "0"),
    detector,
    rule: detector,
    title: detector.replaceAll("-", " "),
    provider: detector.split("-")[0] ?? "",
    category: "saas",
    severity: pick(SEVERITIES),
    confidence: 0.9,
    validity: pick(VALIDITIES),
    fingerprint: createHash("sha256").update(`bench ${number}`).digest("hex"),
    masked: "abcd…",
    companions: {},
    occurrences: Array.from({ length: places }, (_, place) => ({
      path: `services/team${random(40)}/src/module${random(5000)}/config${place}.ts`,
      line: 1 + random(400),
      column: 11,
      endLine: 1,
      endColumn: 51,
      commit: createHash("sha1").update(`${number} ${place}`).digest("hex"),
      author: "A Person",
      email: `person${random(300)}@example.com`,
      date: new Date(1.7e12 + random(6e7) * 1000).toISOString(),
      summary: "Change how things are set up",
      excerpt: '  const client = connect({\n    token: "abcd…",\n  });',
      excerptLine: 1,
    })),
    explanation: {
      evidence: ["checksum"],
      doubts: [],
      opens: "all of the account",
      next: "revoke it",
      references: ["https://example.com"],
    },
  };
}

/** Of all PostgreSQL processes of this server since they started; Linux only. */
function postgresCpuMs(): number {
  const main = readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0] ?? "";
  const stats = readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/stat`, "utf8")];
      } catch {
        return []; // it has ended
      }
    })
    .map((text) => text.slice(text.lastIndexOf(")") + 2).split(" "));
  return stats.filter(([, parent]) => parent === main).reduce((sum, fields) => sum + (Number(fields[11]) + Number(fields[12])) * 10, 0);
}

const folder = mkdtempSync(join(tmpdir(), "stanch-bench-"));
const started = performance.now();
const server = await startEmbedded({ folder });
const database = await openDatabase(server);
console.log(`start, roles, migrations: ${Math.round(performance.now() - started)} ms`);
try {
  const workspaceId = await createWorkspace(database, { name: "Bench", slug: "bench" });
  const manager = { workspaceId, actor: { kind: "user", id: "ann", role: "manager" } } as const;
  const developer = { workspaceId, actor: { kind: "user", id: "dev", role: "developer" } } as const;
  await inWorkspace(database, manager, async (scope) => {
    await scope.tx.insert(members).values([
      { workspaceId, userId: "ann", role: "manager", emails: ["person1@example.com"] },
      { workspaceId, userId: "dev", role: "developer", emails: ["person2@example.com"] },
    ]);
    await setRepositoriesOf(scope, "dev", ["acme/service-1", "acme/service-2", "acme/service-3"]);
  });

  let [occurrences, findings, ingestMs, cpuMs] = [0, 0, 0, 0];
  while (occurrences < OCCURRENCES) {
    const batch = Array.from({ length: 5000 }, (_, index) => findingOf(findings + index));
    const repository = { name: `acme/service-${random(REPOSITORIES)}`, exposure: pick(["public", "internal", "restricted"] as const) };
    const seenAt = new Date(1.76e12 + findings * 400);
    const at = performance.now();
    const cpu = process.cpuUsage();
    await ingest(database, manager, { repository, seenAt, findings: batch });
    ingestMs += performance.now() - at;
    const used = process.cpuUsage(cpu);
    cpuMs += (used.user + used.system) / 1000;
    findings += batch.length;
    occurrences += batch.reduce((sum, one) => sum + one.occurrences.length, 0);
  }
  const perSecond = (count: number): string => Math.round((count / ingestMs) * 1000).toLocaleString("en");
  console.log(
    `ingest: ${findings} findings, ${occurrences} occurrences in ${Math.round(ingestMs)} ms: ${perSecond(findings)} findings/s, ${perSecond(occurrences)} occurrences/s`,
  );
  // On a machine that others use too, processor time says more than the clock.
  const ours = Math.round((cpuMs / findings) * 1000);
  console.log(`ingest, processor time a finding: ${ours} µs of ours, ${Math.round((postgresCpuMs() / findings) * 1000)} µs of PostgreSQL`);

  const single = Array.from({ length: 25_000 }, (_, index) => findingOf(10_000_000 + index, 1));
  const singleAt = performance.now();
  await ingest(database, manager, { repository: { name: "acme/service-2" }, seenAt: new Date(1.765e12), findings: single });
  console.log(`ingest, one place each: ${Math.round(25_000 / ((performance.now() - singleAt) / 1000)).toLocaleString("en")} findings/s`);

  const again = Array.from({ length: 5000 }, (_, index) => ({
    ...findingOf(index),
    fingerprint: createHash("sha256").update(`bench ${index}`).digest("hex"),
  }));
  const repeatAt = performance.now();
  await ingest(database, manager, { repository: { name: "acme/service-1" }, seenAt: new Date(1.77e12), findings: again });
  console.log(
    `5,000 known secrets in new places: ${Math.round(5000 / ((performance.now() - repeatAt) / 1000)).toLocaleString("en")} findings/s`,
  );

  const open = { state: ["triggered", "assigned", "in_remediation"] } as const;
  const filters: readonly [string, IncidentQuery][] = [
    ["list: all by severity", {}],
    ["list: open by severity", { filter: { state: [...open.state] } }],
    ["list: open, critical", { filter: { state: [...open.state], severity: ["critical"] } }],
    ["list: one detector, valid", { filter: { detector: ["github-pat"], validity: ["valid"] } }],
    ["list: one repository", { filter: { repository: "acme/service-7" } }],
    ["list: last seen", { sort: "last-seen" }],
    ["list: due", { sort: "due" }],
    ["list: unassigned, public", { filter: { assignee: "none", exposure: ["public"] } }],
    ["list: assigned to nobody here (empty)", { filter: { assignee: "someone" } }],
    ["list: text, rare", { filter: { text: "module4711" } }],
    ["list: text, frequent", { filter: { text: "services" } }],
    ["list: text, three words", { filter: { text: "github person17 team3" } }],
  ];
  const measure = async (title: string, rounds: number, work: (round: number) => Promise<unknown>): Promise<void> => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const at = performance.now();
      await work(round);
      times.push(performance.now() - at);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): string => (times[Math.min(Math.floor(times.length * share), times.length - 1)] ?? 0).toFixed(1);
    console.log(`${title.padEnd(42)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
  };
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await owner.query("analyze"); // as the database does by itself a minute after such a load
  await owner.end();
  const within = <T>(work: (scope: Scope) => Promise<T>, who: typeof manager | typeof developer = manager): Promise<T> =>
    inWorkspace(database, who, work);
  const ids: string[] = [];
  for (const [title, query] of filters) {
    let cursor: string | undefined;
    await measure(title, 200, async () => {
      const page = await within((scope) => listIncidents(scope, { ...query, ...(cursor === undefined ? {} : { cursor }) }));
      if (ids.length < 5000) ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor; // from page to page, as deep as 200 rounds reach
    });
  }
  await measure("list: as a developer", 200, () => within((scope) => listIncidents(scope), developer));
  await measure("detail, places, history", 500, (round) =>
    within(async (scope) => {
      const id = ids[(round * 7919) % ids.length] ?? "";
      await getIncident(scope, id);
      await listOccurrences(scope, id);
      await listEvents(scope, id);
    }),
  );
  await measure("counts of all", 10, () => within((scope) => countIncidents(scope)));
  await measure("counts of open, critical", 10, () =>
    within((scope) => countIncidents(scope, { state: [...open.state], severity: ["critical"] })),
  );
  console.log(`memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
} finally {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
