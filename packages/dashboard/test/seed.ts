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
      seenAt: new Date(now - which * 7_200_000),
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
