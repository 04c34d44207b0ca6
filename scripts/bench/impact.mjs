// `npm run bench -- --impact`, or `node scripts/run.mjs scripts/bench/impact.mjs [REPOSITORIES]`: how long the graph of that many
// generated repositories takes, and a question to the one that was kept. Made anew in a temporary folder each time, removed after it.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { graphFromIndex, dependantsOf } from "../../packages/impact/src/index.ts";
import { commit, machine } from "./machine.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const repositories = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 1000);

/** Random, and the same each time. */
function generator(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % limit;
  };
}

const NAMES = [
  "PLIVO_AUTH_TOKEN",
  "DATABASE_URL",
  "STRIPE_API_KEY",
  "SENDGRID_API_KEY",
  "JWT_SIGNING_KEY",
  "REDIS_PASSWORD",
  "SLACK_TOKEN",
  "AWS_SECRET_ACCESS_KEY",
];
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Files of one repository: two services with code, compose, Kubernetes, External Secrets, Helm, Terraform and pipelines. */
function filesOf(index, random) {
  const name = `svc-${index}`;
  const files = new Map([["CODEOWNERS", `* @team-${index % 40}\n/infra/ @platform\n`]]);
  const value = () => Array.from({ length: 40 }, () => letters[random(letters.length)]).join("");
  const own = NAMES.filter((_, at) => at === 0 || random(3) > 0);
  for (const part of ["api", "worker"]) {
    files.set(`${part}/package.json`, `{"name":"${name}-${part}"}\n`);
    for (let file = 0; file < 8; file++)
      files.set(
        `${part}/src/file-${file}.ts`,
        `import x from "./x.js";\n${"export function f(a: number) { return a + 1; }\n".repeat(30)}${own.map((variable) => `export const v${random(1e6)} = process.env.${variable};\n`).join("")}`,
      );
  }
  files.set(".env.example", own.map((variable) => `${variable}=${value()}\n`).join(""));
  files.set(
    "compose.yaml",
    `services:\n${["api", "worker"].map((part) => `  ${part}:\n    build: ./${part}\n    environment:\n${own.map((variable) => `      ${variable}: \${${variable}}\n`).join("")}`).join("")}`,
  );
  const pods = ["api", "worker", "migrate", "cron"].map(
    (part) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}-${part}, namespace: ns-${index % 50} }\nspec:\n  replicas: 2\n  template:\n    metadata: { labels: { app: ${part} } }\n    spec:\n      containers:\n        - name: c\n          image: registry.example/${name}/${part}:1\n          env:\n${own.map((variable) => `            - name: ${variable}\n              valueFrom: { secretKeyRef: { name: ${name}, key: ${variable.toLowerCase()} } }\n`).join("")}`,
  );
  files.set("deploy/workloads.yaml", pods.join("---\n"));
  files.set(
    "deploy/external.yaml",
    `apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: { name: vault-${index} }\nspec: { provider: { vault: { server: "https://vault.example", path: secret } } }\n---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: ${name}, namespace: ns-${index % 50} }\nspec:\n  secretStoreRef: { name: vault-${index} }\n  data:\n${own.map((variable) => `    - secretKey: ${variable.toLowerCase()}\n      remoteRef: { key: ${variable === "PLIVO_AUTH_TOKEN" ? "shared/plivo" : name}, property: ${variable.toLowerCase()} }\n`).join("")}`,
  );
  files.set("chart/Chart.yaml", `name: ${name}\nversion: 1.0.0\n`);
  files.set(
    "chart/values.yaml",
    `image: registry.example/${name}\n${own.map((variable) => `${variable.toLowerCase().replaceAll("_", "")}: "${value()}"\n`).join("")}`,
  );
  files.set(
    "chart/templates/deployment.yaml",
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "x.fullname" . }}\nspec:\n  template:\n    spec:\n      containers:\n        - name: c\n          image: "{{ .Values.image }}"\n          env:\n${own.map((variable) => `            - name: ${variable}\n              value: {{ .Values.${variable.toLowerCase().replaceAll("_", "")} | quote }}\n`).join("")}`,
  );
  files.set(
    "infra/main.tf",
    own
      .map(
        (variable) =>
          `variable "${variable.toLowerCase()}" {\n  sensitive = true\n}\nresource "aws_lambda_function" "f_${variable.toLowerCase()}" {\n  function_name = "${name}"\n  environment {\n    variables = {\n      ${variable} = var.${variable.toLowerCase()}\n    }\n  }\n}\n`,
      )
      .join(""),
  );
  files.set(
    ".github/workflows/ci.yml",
    `on: push\njobs:\n${["test", "deploy"].map((job) => `  ${job}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n        env:\n${own.map((variable) => `          ${variable}: \${{ secrets.${variable} }}\n`).join("")}`).join("")}`,
  );
  return files;
}

const folder = mkdtempSync(join(tmpdir(), "stanch-impact-bench-"));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(2));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

let files = 0;
let bytes = 0;
for (let index = 0; index < repositories; index++) {
  const random = generator(index + 1);
  mkdirSync(join(folder, "trees", `svc-${index}`, ".git"), { recursive: true });
  for (const [path, text] of filesOf(index, random)) {
    const file = join(folder, "trees", `svc-${index}`, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    files++;
    bytes += text.length;
  }
}

/** The whole program, as a user starts it: milliseconds and peak memory. */
function run(args) {
  const started = performance.now();
  const child = spawnSync(process.execPath, [join(root, "packages/cli/src/main.ts"), "impact", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, STANCH_FINGERPRINT_KEY: "key of the benchmark" },
  });
  if (child.status !== 0 && child.status !== 1) throw new Error(child.stderr);
  return { ms: performance.now() - started, text: child.stdout };
}

const index = join(folder, "graph.index");
const built = run(["PLIVO_AUTH_TOKEN", join(folder, "trees"), "--save-index", index, "--no-scan", "--format", "json", "--no-progress"]);
const { dependants } = JSON.parse(built.text).summary;
const QUESTIONS = [
  "vault:secret/svc-7#database_url",
  "TF_VAR_redis_password",
  "vault:secret/shared/plivo#plivo_auth_token",
  "PLIVO_AUTH_TOKEN",
];
const rows = QUESTIONS.map((asked) => {
  const times = Array.from({ length: 7 }, () => {
    const started = performance.now();
    const before = process.cpuUsage();
    const answer = dependantsOf(graphFromIndex(readFileSync(index), index), { asked });
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - started, cpu: (user + system) / 1000, found: answer.dependants.length };
  }).slice(2);
  const middle = (key) => times.map((time) => time[key]).toSorted((a, b) => a - b)[2];
  return { asked, found: times[0].found, median: middle("ms"), cpu: middle("cpu") };
});
const graph = graphFromIndex(readFileSync(index), index);
const lines = [
  `Measured ${new Date().toISOString().slice(0, 10)} at ${commit() ?? "an unknown commit"} on ${machine()}.`,
  "",
  `${repositories} repositories, ${files} files, ${(bytes / 1e6).toFixed(0)} MB: read, joined and kept in ${(built.ms / 1000).toFixed(1)} s (whole program); ${graph.nodeCount} nodes, ${graph.edgeCount} edges, index of ${(statSync(index).size / 1e6).toFixed(0)} MB; ${dependants} dependants of PLIVO_AUTH_TOKEN.`,
  "",
  "| question to the kept graph, reading it included | dependants | median of 5, ms | processor time, ms |",
  "| --- | ---: | ---: | ---: |",
  ...rows.map(({ asked, found, median, cpu }) => `| \`${asked}\` | ${found} | ${median.toFixed(0)} | ${cpu.toFixed(0)} |`),
];
process.stdout.write(`${lines.join("\n")}\n`);
