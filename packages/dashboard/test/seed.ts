/**
 * A workspace as a real one looks: incidents by the thousand over many repositories, with people, states and comments. The same for
 * the same seed. Nothing in it is a secret: masks and fingerprints only.
 */
import { fake } from "@stanch/model";
import type { Finding } from "@stanch/model/schemas";
import { type Database, type Tenancy, addComment, changeIncidents, ingest, inWorkspace, listIncidents } from "@stanch/workflow";

const KINDS = [
  {
    detector: "aws-access-token",
    title: "AWS Access Key",
    provider: "aws",
    category: "cloud",
    severity: "critical",
    masked: "AKIA…",
    share: 14,
  },
  {
    detector: "github-pat",
    title: "GitHub Personal Access Token",
    provider: "github",
    category: "code",
    severity: "high",
    masked: "ghp_…",
    share: 16,
  },
  {
    detector: "plivo-auth-token",
    title: "Plivo Auth Token",
    provider: "plivo",
    category: "messaging",
    severity: "critical",
    masked: "NWY3…",
    share: 6,
  },
  {
    detector: "slack-bot-token",
    title: "Slack Bot Token",
    provider: "slack",
    category: "messaging",
    severity: "high",
    masked: "xoxb…",
    share: 11,
  },
  {
    detector: "stripe-access-token",
    title: "Stripe Secret Key",
    provider: "stripe",
    category: "payment",
    severity: "critical",
    masked: "sk_l…",
    share: 5,
  },
  {
    detector: "postgres-url",
    title: "PostgreSQL URL",
    provider: "generic",
    category: "database",
    severity: "high",
    masked: "…",
    share: 13,
  },
  { detector: "private-key", title: "Private Key", provider: "generic", category: "key", severity: "high", masked: "----…", share: 9 },
  {
    detector: "generic-api-key",
    title: "Generic API Key",
    provider: "generic",
    category: "generic",
    severity: "medium",
    masked: "…",
    share: 17,
  },
  { detector: "jwt", title: "JSON Web Token", provider: "generic", category: "generic", severity: "low", masked: "eyJh…", share: 9 },
] as const;

const REPOSITORIES = [
  "payments",
  "checkout-web",
  "identity",
  "notifications",
  "data-pipeline",
  "mobile-app",
  "infrastructure",
  "search",
  "billing",
  "legacy-portal",
  "partner-api",
  "ml-training",
];
const PATHS = [
  "config/production.env",
  "src/main/resources/application.yml",
  "deploy/values.yaml",
  "src/clients/sms.ts",
  "scripts/backup.sh",
  "terraform/main.tf",
  "tests/fixtures/response.json",
  "docs/quick-start.md",
  ".github/workflows/release.yml",
  "notebooks/churn.ipynb",
];
const AUTHORS = ["Mira Okafor", "Jonas Weber", "Lena Fischer", "Tomás Silva", "Ana Kovač", "Dev Patel", "Yuki Tanaka"];
const SUMMARIES = [
  "Add retry to the client",
  "WIP",
  "Move settings out of the code",
  "Fix flaky deployment",
  "Temporary workaround for the demo",
  "Upgrade dependencies",
];

/** Texts that a repository may hold and that must stay text wherever the dashboard shows them. */
export const HOSTILE = {
  path: `"><img src=x onerror="window.broken='path'">.env`,
  repository: `<svg onload="window.broken='repository'">`,
  author: `<script>window.broken='author'</script>`,
  summary: `</q><iframe srcdoc="<script>parent.broken='summary'</script>">`,
  excerpt: `<b>TOKEN</b>="javascript:window.broken='excerpt'"`,
  image: `registry/<img src=x onerror="window.broken='image'">:1`,
} as const;

/** A small generator with a seed: xorshift. Gives 0 up to 1. */
function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

const DAY_MS = 86_400_000;
/** Ages are from here, so that a picture of today looks as one of tomorrow. */
const from = (now: number, days: number): string => new Date(now - days * DAY_MS).toISOString();

function kindAt(part: number): (typeof KINDS)[number] {
  let rest = part * KINDS.reduce((sum, { share }) => sum + share, 0);
  return KINDS.find(({ share }) => (rest -= share) < 0) ?? KINDS[0];
}

function one(index: number, next: () => number, now: number): Finding {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T; // an index of the list
  const { share: _share, ...kind } = kindAt(next());
  const chance = next();
  const validity: Finding["validity"] = chance < 0.12 ? "valid" : chance < 0.5 ? "invalid" : chance < 0.6 ? "unknown" : "unchecked";
  const age = 1 + next() ** 2 * 400;
  const line = 1 + Math.floor(next() * 220);
  return {
    id: fake("[0-9a-f]{16}", index),
    rule: kind.detector,
    ...kind,
    confidence: 0.5 + next() / 2,
    validity,
    fingerprint: fake("[0-9a-f]{64}", index),
    companions: {},
    occurrences: Array.from({ length: next() < 0.8 ? 1 : 3 }, (_, place) => ({
      path: place === 0 ? pick(PATHS) : `services/${place}/${pick(PATHS)}`,
      line: line + place,
      column: 16,
      endLine: line + place,
      endColumn: 56,
      excerpt: `# settings of ${kind.provider}\nSERVICE_TOKEN="${kind.masked}"\nRETRIES = 3`,
      excerptLine: Math.max(1, line + place - 1),
      commit: fake("[0-9a-f]{40}", index * 7 + place),
      author: pick(AUTHORS),
      email: "somebody@example.com",
      date: from(now, age),
      summary: pick(SUMMARIES),
      inHead: next() < 0.6,
    })),
    explanation: {
      evidence: ["the shape of the provider's own tokens", "the name of the variable beside it", ...(next() < 0.5 ? ["its checksum"] : [])],
      doubts: next() < 0.3 ? ["the path is of a test"] : [],
      opens: "Acts as the account, at its owner's cost.",
      next: `stanch explain ${kind.detector}`,
      references: [],
    },
  };
}

/** One whose every field that a repository's author decides tries to become part of the page. */
export function hostileFinding(): Finding {
  const next = random(99);
  const finding = one(900_001, next, Date.now());
  const { path, author, summary, excerpt, image } = HOSTILE;
  return {
    ...finding,
    severity: "critical",
    validity: "valid",
    title: `<img src=x onerror="window.broken='title'">`,
    occurrences: finding.occurrences.map((place) => ({ ...place, path, author, summary, excerpt, image, excerptLine: place.line })),
  };
}

/** Puts `count` incidents into a workspace. Gives their ids in the order of the list. */
export async function seed(
  database: Database,
  tenancy: Tenancy,
  { count, people = [] }: { count: number; people?: readonly string[] },
): Promise<readonly string[]> {
  const next = random(7);
  const now = Date.now();
  const perRepository = Math.ceil(count / REPOSITORIES.length);
  let index = 1;
  for (const [which, name] of REPOSITORIES.entries()) {
    const findings = Array.from({ length: Math.min(perRepository, count - index + 1) }, () => one(index++, next, now));
    const exposure = which % 4 === 0 ? "public" : which % 4 === 1 ? "restricted" : "internal";
    await ingest(database, tenancy, {
      repository: { name: `acme/${name}`, exposure },
      seenAt: new Date(now - (REPOSITORIES.length - which) * 0.45 * DAY_MS),
      findings,
    });
  }
  await inWorkspace(database, tenancy, async (scope) => {
    const { items } = await listIncidents(scope, { limit: 200 });
    const ids = items.map(({ id }) => id);
    for (const [at, person] of people.entries())
      await changeIncidents(scope, { ids: ids.slice(10 + at * 40, 40 + at * 40) }, { kind: "assign", assignee: person });
    await changeIncidents(scope, { ids: ids.slice(150, 180) }, { kind: "resolve", resolution: "revoked" });
    await changeIncidents(
      scope,
      { ids: ids.slice(180, 190) },
      { kind: "resolve", resolution: "false_alarm", reason: "A fixture of the tests." },
    );
    const [first] = ids;
    if (first !== undefined) await addComment(scope, first, "Asked the team: the key belongs to the old gateway.\nRotating on Monday.");
  });
  return inWorkspace(database, tenancy, async (scope) => (await listIncidents(scope, { limit: 200 })).items.map(({ id }) => id));
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** What `stanch misuse --format json` says of an account that somebody used at night, in the parts that the dashboard shows. */
export function misuseBody(now = Date.now()): Record<string, unknown> {
  const next = random(3);
  const days = Array.from({ length: 60 }, (_, day) => {
    const usual = 80 + Math.round(next() * 40);
    return {
      at: from(now, 60 - day),
      count: day > 44 && day < 55 ? usual * 4 : day >= 55 ? 0 : usual,
      cost: 0,
      expected: 100,
      isJudged: true,
    };
  });
  const sample = {
    at: from(now, 12),
    source: "call records",
    action: "call.outbound",
    actor: "main",
    address: "203.0.113.9",
    reference: "call 81f0",
    resource: "+882…",
  };
  const week = Array.from({ length: 7 }, (_, day) =>
    HOURS.map((hour) => (hour < 6 ? 14 + Math.round(next() * 9) : day > 4 ? 1 : Math.round(next() * 6))),
  );
  const signal = { from: from(now, 15), until: from(now, 6), records: { count: 2911, samples: [sample] } };
  return {
    version: 1,
    verdict: "misused",
    because:
      "Two families of signals agree: calls from an address that is not allowed, to destinations that cost, at hours when the account sleeps.",
    leakedAt: from(now, 18),
    revokedAt: from(now, 5),
    signals: [
      {
        ...signal,
        kind: "outside-allow-list",
        family: "who",
        level: "decisive",
        of: "203.0.113.9",
        number: 2911,
        unit: "records",
        baseline: 0,
        sentence: "2,911 records came from an address outside the allow list",
      },
      {
        ...signal,
        kind: "costly-destination",
        family: "what",
        level: "strong",
        of: "+882",
        number: 1480,
        unit: "calls",
        baseline: 2,
        sentence: "Calls to +882 rose to 1,480",
      },
      {
        ...signal,
        kind: "odd-hours",
        family: "when",
        level: "notable",
        of: "0 to 6",
        number: 71,
        unit: "%",
        baseline: 3,
        sentence: "Most of it happened between midnight and six",
      },
    ],
    missing: [{ what: "Message logs older than 30 days: the issuer does not keep them", from: from(now, 60), until: from(now, 30) }],
    timeline: { days, hours: [] },
    heatMap: { before: [], after: week },
  };
}

/** What `stanch impact --format json` says of a token that a dozen workloads read. */
export function impactBody(dependants = 12): Record<string, unknown> {
  const names = ["checkout", "sms-gateway", "reminders", "invoices", "support-desk", "fraud-check", "onboarding", "reports"];
  const owners = ["@acme/payments", "@acme/platform", "@acme/support"];
  return {
    version: 1,
    secrets: [{ fingerprint: fake("[0-9a-f]{64}", 5), label: "Plivo Auth Token", provider: "plivo" }],
    standsIn: [
      { label: "vault:secret/telephony#token", form: "Vault" },
      { label: "Secret telephony/plivo", form: "Kubernetes" },
    ],
    dependants: Array.from({ length: dependants }, (_, index) => ({
      id: `workload-${index}`,
      label: `${names[index % names.length]}${index < names.length ? "" : `-${index}`}`,
      form: index % 3 === 0 ? "Deployment" : index % 3 === 1 ? "github-actions" : "Lambda",
      place: { repository: "acme/infrastructure", path: `deploy/${names[index % names.length]}.yaml`, line: 20 + index },
      confidence: index % 4 === 0 ? "certain" : index % 4 === 1 ? "likely" : "possible",
      owners: index % 5 === 4 ? [] : [{ name: owners[index % owners.length] }],
      ways: [
        { name: "PLIVO_AUTH_TOKEN", through: ["telephony/plivo"], channel: "environment", confidence: "certain", evidence: [], notes: [] },
      ],
      atRevocation: "Refuses calls until it is restarted with the new value.",
      acknowledgement: { state: index % 3 === 0 ? "ready" : index % 7 === 1 ? "objected" : "open" },
    })),
    notVisible: [{ what: "Workloads of clusters that were not read" }],
    summary: { dependants, restart: Math.ceil(dependants / 2), acknowledged: 4, objected: 1, withoutOwner: 2 },
  };
}
