import { generateKeyPairSync } from "node:crypto";
import { fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { type HygieneProject, hygieneChecks } from "../src/index.ts";

const VALUE = fake("[A-Za-z0-9]{24}", 1);
const PEM = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;
const LOCKED_PEM = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: VALUE },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

interface Sketch {
  readonly files?: Readonly<Record<string, string>>;
  readonly untracked?: readonly string[];
  readonly ignored?: readonly string[];
  readonly modes?: Readonly<Record<string, number>>;
  readonly hooks?: readonly string[];
  readonly gitConfig?: string;
  readonly isRepository?: boolean;
}

function project({
  files = {},
  untracked = [],
  ignored = [],
  modes = {},
  hooks = [],
  gitConfig,
  isRepository = true,
}: Sketch): HygieneProject {
  return {
    files: Object.keys(files).map((path) => ({
      path,
      mode: modes[path] ?? 0o100600,
      isTracked: isRepository && !untracked.includes(path) && !ignored.includes(path),
      isIgnored: ignored.includes(path),
    })),
    isRepository,
    read: (path) => files[path],
    gitConfig,
    hooks,
  };
}

interface Case {
  /** Each is one problem. */
  readonly bad: readonly Sketch[];
  readonly good: readonly Sketch[];
}

const workflow = (body: string): Sketch => ({ files: { ".github/workflows/ci.yml": body } });
const docker = (body: string, more: Readonly<Record<string, string>> = {}): Sketch => ({ files: { Dockerfile: body, ...more } });

const CASES: Readonly<Record<string, Case>> = {
  "env-file-tracked": {
    bad: [
      { files: { ".env": `DB_PASSWORD=${VALUE}\n` } },
      { files: { "app/.env.production": `A=${VALUE}\nB=${VALUE}\n` } },
      { files: { "prod.env": `export DB_PASSWORD=${VALUE}\n` } },
    ],
    good: [
      { files: { ".env.example": `DB_PASSWORD=${VALUE}\n` } },
      { files: { ".env": `DB_PASSWORD=${VALUE}\n` }, ignored: [".env"] },
      { files: { ".env": "DB_PASSWORD=\n# nothing\n" } },
      { files: { ".env": "DB_PASSWORD=${DB_PASSWORD}\n" } },
      { files: { "src/environment.ts": `A=${VALUE}` } },
      { files: { "mail.env": "HOSTNAME_OF_MAIL=mail.example.org\n" } },
    ],
  },
  "env-file-ignored": {
    bad: [{ files: { ".env": "A=1" }, untracked: [".env"] }],
    good: [
      { files: { ".env": "A=1" }, ignored: [".env"] },
      { files: { ".env": "A=1" }, isRepository: false },
      { files: { ".env.sample": "A=1" }, untracked: [".env.sample"] },
    ],
  },
  "credential-file-tracked": {
    bad: [
      { files: { "deploy/id_ed25519": PEM } },
      { files: { "release.keystore": "x" } },
      { files: { "terraform.tfstate": "{}" } },
      { files: { ".npmrc": `//registry.npmjs.org/:_authToken=${VALUE}\n` } },
      { files: { ".pypirc": `[pypi]\nusername = __token__\npassword = ${VALUE}\n` } },
      { files: { "certs/server.key": PEM } },
    ],
    good: [
      { files: { ".npmrc": "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\nsave-exact=true\n" } },
      { files: { "certs/server.key": "-----BEGIN PUBLIC KEY-----\n" } },
      { files: { "deploy/id_ed25519": PEM }, ignored: ["deploy/id_ed25519"] },
      { files: { "i18n/en.key": "hello = Hello" } },
      { files: { "id_rsa.pub": "ssh-rsa" } },
      { files: { "cluster/testdata/certs/ca-key.pem": PEM } },
    ],
  },
  "key-file-readable": {
    bad: [
      { files: { "certs/server.key": PEM }, modes: { "certs/server.key": 0o100644 }, untracked: ["certs/server.key"] },
      { files: { ".env": `API_TOKEN=${VALUE}` }, modes: { ".env": 0o100644 }, ignored: [".env"] },
      { files: { ".env": `DB=postgres://app:${VALUE}@db/app` }, modes: { ".env": 0o100604 }, ignored: [".env"] },
    ],
    good: [
      { files: { "certs/server.key": PEM }, modes: { "certs/server.key": 0o100640 }, untracked: ["certs/server.key"] },
      { files: { "certs/server.key": PEM }, modes: { "certs/server.key": 0o100644 } },
      { files: { ".env": "PORT=8080" }, modes: { ".env": 0o100644 }, ignored: [".env"] },
      { files: { "README.md": "x" }, modes: { "README.md": 0o100644 }, untracked: ["README.md"] },
      { files: { "ca.pem": "-----BEGIN CERTIFICATE-----\n" }, modes: { "ca.pem": 0o100644 }, untracked: ["ca.pem"] },
    ],
  },
  "key-without-passphrase": {
    bad: [{ files: { "certs/server.key": PEM }, untracked: ["certs/server.key"] }],
    good: [
      { files: { "certs/server.key": LOCKED_PEM }, untracked: ["certs/server.key"] },
      { files: { "certs/server.key": PEM } },
      { files: { "docs/keys.md": PEM }, untracked: ["docs/keys.md"] },
    ],
  },
  "dockerfile-secret": {
    bad: [
      docker(`FROM node\nENV API_TOKEN=${VALUE}\n`),
      docker(`FROM node\nENV DB_PASSWORD ${VALUE}\n`),
      docker("FROM node\nARG NPM_TOKEN\nRUN npm ci\n"),
      docker("FROM node\nENV NPM_TOKEN=$TOKEN_OF_BUILD\n"),
      { files: { "docker/Dockerfile.prod": `FROM a\nENV PORT=80 SECRET_KEY='${VALUE}'\n` } },
      docker(`FROM node\nENV PORT=80 \\\n  # the key\n  API_TOKEN=${VALUE}\n`),
      docker(`# escape=\`\nFROM node\nENV PORT=80 \`\n  API_TOKEN=${VALUE}\n`),
    ],
    good: [
      docker("FROM node\nENV PORT=80\nARG VERSION\n"),
      docker("FROM node\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\n"),
      docker("FROM node\nENV TOKEN_FILE=/run/secrets/token PASSWORD_PATH=/x\n"),
      docker(`FROM node\n# ENV API_TOKEN=${VALUE}\n`),
      { files: { "src/dockerfile.ts": "ARG NPM_TOKEN" } },
    ],
  },
  "dockerfile-copied-secret": {
    bad: [
      docker("FROM node\nCOPY .env /app/.env\n"),
      docker("FROM node\nCOPY --chown=node package.json \\\n  .npmrc ./\nRUN npm ci && rm .npmrc\n"),
      docker('FROM node\nADD ["deploy/id_rsa", "/root/.ssh/id_rsa"]\n'),
      docker("FROM node\nCOPY certs/server.key /etc/ssl/\n"),
    ],
    good: [
      docker("FROM node\nCOPY package.json .env.example ./\n"),
      docker("FROM node\nCOPY --from=build /app/.env /app/\n"),
      docker("FROM node\nCOPY config /root/.ssh/id_rsa\n"),
      docker("FROM node\nRUN <<EOF\nCOPY .env /x\nEOF\nCOPY src .\n"),
      docker("FROM node\n# COPY .env .\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n"),
    ],
  },
  "docker-context-open": {
    bad: [docker("FROM node\nCOPY . .\n"), docker("FROM node\nCOPY --chown=node . /app\n", { ".dockerignore": ".git\n" })],
    good: [
      docker("FROM node\nCOPY . .\n", { ".dockerignore": "**/.env*\n.git\n" }),
      docker("FROM node\nCOPY src ./src\n"),
      docker("FROM a\nCOPY --from=build . .\n"),
    ],
  },
  "compose-clear-secret": {
    bad: [
      { files: { "docker-compose.yml": `services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${VALUE}\n` } },
      { files: { "compose.prod.yaml": `services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${VALUE}\n` } },
    ],
    good: [
      { files: { "docker-compose.yml": "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}\n" } },
      { files: { "docker-compose.yml": "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n" } },
      { files: { "docker-compose.yml": `services:\n  db:\n    # POSTGRES_PASSWORD: ${VALUE}\n    image: postgres\n` } },
    ],
  },
  "ci-clear-secret": {
    bad: [
      workflow(`on: push\nenv:\n  API_TOKEN: ${VALUE}\n`),
      workflow(`on: push\nenv:\n  dbPassword: "${VALUE}"\n`),
      { files: { ".gitlab-ci.yml": `variables:\n  DEPLOY_KEY: ${VALUE}\n` } },
    ],
    good: [
      workflow("on: push\nenv:\n  API_TOKEN: ${{ secrets.API_TOKEN }}\n"),
      workflow("permissions:\n  id-token: write\n  contents: read\n"),
      workflow("jobs:\n  a:\n    steps:\n      - uses: actions/cache@v4\n        with:\n          key: linux-node-modules-and-more\n"),
      { files: { ".gitlab-ci.yml": "variables:\n  DEPLOY_KEY: $DEPLOY_KEY\n  TOKEN_URL: https://example.org\n" } },
      { files: { "config/app.yml": `API_TOKEN: ${VALUE}\n` } },
    ],
  },
  "ci-permissions-broad": {
    bad: [
      workflow("on: push\npermissions: write-all\n"),
      workflow(
        "on:\n  pull_request_target:\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n",
      ),
    ],
    good: [
      workflow("on: push\npermissions:\n  contents: read\n"),
      workflow("on:\n  pull_request:\njobs:\n  a:\n    steps:\n      - with:\n          ref: ${{ github.event.pull_request.head.sha }}\n"),
    ],
  },
  "hook-missing": {
    bad: [{}, { hooks: ["npm test"] }],
    good: [
      { hooks: ["stanch scan --staged --history none"] },
      { hooks: ["repos:\n- repo: https://github.com/gitleaks/gitleaks"] },
      { isRepository: false },
    ],
  },
  "scan-not-in-ci": {
    bad: [workflow("on: push\njobs:\n  test:\n    steps:\n      - run: npm test\n")],
    good: [workflow("on: push\njobs:\n  test:\n    steps:\n      - run: npx stanch scan .\n"), {}],
  },
  "rotation-missing": {
    bad: [
      { files: { "main.tf": 'resource "aws_secretsmanager_secret" "db" {\n  name = "db"\n}\n' } },
      { files: { "main.tf": 'resource "azurerm_key_vault_secret" "db" {\n  name = "db"\n}\n' } },
    ],
    good: [
      {
        files: {
          "main.tf": 'resource "aws_secretsmanager_secret" "db" {\n  name = "db"\n}\n',
          "rotation.tf": 'resource "aws_secretsmanager_secret_rotation" "db" {\n  secret_id = aws_secretsmanager_secret.db.id\n}\n',
        },
      },
      { files: { "main.tf": 'resource "azurerm_key_vault_secret" "db" {\n  expiration_date = "2027-01-01T00:00:00Z"\n}\n' } },
    ],
  },
  "lock-file-missing": {
    bad: [{ files: { "package.json": '{"dependencies": {"a": "1"}}' } }, { files: { "svc/go.mod": "module a\n\nrequire b v1.0.0\n" } }],
    good: [
      { files: { "package.json": '{"dependencies": {"a": "1"}}', "pnpm-lock.yaml": "" } },
      { files: { "packages/a/package.json": '{"dependencies": {"b": "1"}}', "package-lock.json": "{}" } },
      { files: { "package.json": '{"name": "a"}' } },
    ],
  },
  "lock-file-credential": {
    bad: [{ files: { "requirements.txt": `--index-url https://ci:${VALUE}@pypi.example.org/simple\n` } }],
    good: [
      { files: { "requirements.txt": "--index-url https://ci:${TOKEN}@pypi.example.org/simple\n" } },
      { files: { "package-lock.json": '{"resolved": "https://registry.npmjs.org/a/-/a-1.tgz"}' } },
    ],
  },
  "git-remote-credential": {
    bad: [{ gitConfig: `[remote "origin"]\n\turl = https://me:${VALUE}@git.example.org/a/b.git\n` }],
    good: [
      { gitConfig: '[remote "origin"]\n\turl = https://me@git.example.org/a/b.git\n' },
      { gitConfig: '[remote "origin"]\n\turl = git@git.example.org:a/b.git\n' },
      {},
    ],
  },
  "terraform-variable-clear": {
    bad: [
      { files: { "vars.tf": `variable "db_password" {\n  default = "${VALUE}"\n}\n` } },
      { files: { "vars.tf": 'variable "api_token" {\n  type = string\n}\n' } },
    ],
    good: [
      { files: { "vars.tf": 'variable "api_token" {\n  type      = string\n  sensitive = true\n}\n' } },
      { files: { "vars.tf": 'variable "region" {\n  default = "eu-west-1"\n}\n' } },
    ],
  },
};

describe.each(hygieneChecks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  const { bad, good } = CASES[id] ?? { bad: [], good: [] };
  const look = (sketch: Sketch) => [...check.look(project(sketch))];

  it("has cases of both sorts", () => {
    expect([bad.length, good.length].every((amount) => amount > 0)).toBe(true);
  });
  it.each(bad.map((sketch, index) => [index, sketch] as const))("finds case %i, once, with its fix", (_, sketch) => {
    const [problem, ...more] = look(sketch);
    expect(more).toEqual([]);
    expect(problem?.what.length).toBeGreaterThan(5);
    expect(problem?.fix.length).toBeGreaterThan(5);
    expect(problem?.path).toBeTruthy();
  });
  it.each(good.map((sketch, index) => [index, sketch] as const))("passes over counter-case %i", (_, sketch) => {
    expect(look(sketch)).toEqual([]);
  });
});

it("never repeats a value in what it tells", () => {
  const told = hygieneChecks.flatMap((check) => (CASES[check.id]?.bad ?? []).flatMap((sketch) => [...check.look(project(sketch))]));
  expect(told.length).toBeGreaterThan(20);
  const body = PEM.split("\n")[1] ?? "";
  for (const text of [VALUE, body]) expect(JSON.stringify(told)).not.toContain(text);
});

it("checks are told apart by their ids", () => {
  expect(new Set(hygieneChecks.map(({ id }) => id)).size).toBe(hygieneChecks.length);
});
