import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { repository, run } from "./checkout.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-package-"));
const dist = join(folder, "dist");
const home = join(folder, "home of a user");
// The package has no Node of its own: it runs on the one of its user.
const env = { PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter), npm_config_ignore_scripts: "true" };

beforeAll(async () => {
  expect(await run(process.execPath, [join(repository, "scripts/build.mjs"), dist])).toMatchObject({ code: 0, stderr: "" });
  const packed = await run("npm", ["pack", dist, "--pack-destination", folder, "--silent"], { cwd: folder, env });
  expect(packed).toMatchObject({ code: 0 });
  await run("mkdir", [home]);
  writeFileSync(join(home, "package.json"), "{}");
  const installed = await run("npm", ["install", "--offline", join(folder, packed.stdout.trim())], { cwd: home, env });
  expect(installed).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("installs from the tarball into an empty folder, without dependencies, and runs", async () => {
  expect(readdirSync(join(home, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["stanch"]);
  const ended = await run(join(home, "node_modules/.bin/stanch"), ["--version"], { cwd: home, env });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  const { version } = JSON.parse(readFileSync(join(home, "node_modules/stanch/package.json"), "utf8"));
  expect(ended.stdout).toContain(String(version));
});

it("finds the secret that the README's line makes up", async () => {
  const line = /^printf .*$/m.exec(readFileSync(join(repository, "README.md"), "utf8"))?.[0] ?? "";
  expect(line).toContain("./stanch scan -");
  const ended = await run("/bin/sh", ["-c", line.replace("./stanch", "node_modules/.bin/stanch")], { cwd: home, env });
  expect(ended.stdout).toContain("Stripe");
  expect(ended.stdout).toContain("1 secret found");
  expect(ended.code).toBe(1);
});

it("has each library that lies apart, with all that the program takes from it", async () => {
  const libraries = [...readFileSync(join(dist, "all.js"), "utf8").matchAll(/importBeside\("\.\/([\w-]+\.mjs)"\)/g)].map(
    ([, name]) => name,
  );
  expect(libraries).toContain("aws-sdk.mjs");
  for (const name of new Set(libraries)) expect(Object.values(await import(join(dist, name ?? "")))).not.toContain(undefined);
});

it("has the names that the server takes of libraries that are CommonJS", async () => {
  const chunk = readdirSync(dist).find((name) => name.startsWith("server-dbos-sdk-"));
  expect(await import(join(dist, chunk ?? ""))).toHaveProperty("DBOS.registerWorkflow");
});

it("scans by the small file alone, and asks providers by the other", async () => {
  const text = join(home, "text");
  writeFileSync(text, "no secret\n");
  const hidden = join(home, "node_modules/stanch/all.js");
  renameSync(hidden, `${hidden}.away`);
  const ended = await run(join(home, "node_modules/.bin/stanch"), ["scan", text], { cwd: home, env });
  renameSync(`${hidden}.away`, hidden);
  expect(ended).toMatchObject({ code: 0 });
  expect(await run(join(home, "node_modules/.bin/stanch"), ["scan", text, "--verify"], { cwd: home, env })).toMatchObject({ code: 0 });
});

it("keeps what V8 compiled of a run for the next one, and runs no code that others can write or that is of another text", async () => {
  const cache = join(home, "compiled");
  const text = join(home, "text");
  const scan = async () =>
    run(join(home, "node_modules/.bin/stanch"), ["scan", text], { cwd: home, env: { ...env, NODE_COMPILE_CACHE: cache } });
  expect(await scan()).toMatchObject({ code: 0, stderr: "" });
  const [kept = "", ...more] = readdirSync(cache).filter((name) => name.startsWith("main.js-"));
  expect(more).toEqual([]);
  const path = join(cache, kept);
  const before = statSync(path);
  expect(await scan()).toMatchObject({ code: 0, stderr: "" });
  expect(statSync(path).ino).toBe(before.ino);
  // What is cut off is made again; what others can write is not read.
  writeFileSync(path, readFileSync(path).subarray(0, 1000));
  expect(await scan()).toMatchObject({ code: 0, stderr: "" });
  expect(statSync(path).size).toBeGreaterThan(100_000);
  chmodSync(path, 0o666);
  expect(await scan()).toMatchObject({ code: 0, stderr: "" });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it("signs a receipt in the small file, and takes path patterns that have to be tried for their cost", async () => {
  const stanch = async (...args: readonly string[]) => run(join(home, "node_modules/.bin/stanch"), args, { cwd: home, env });
  const project = join(home, "project");
  mkdirSync(project);
  writeFileSync(join(project, "text"), "no secret\n");
  writeFileSync(join(project, "stanch.config.jsonc"), '{ "exclude": ["{build,out}/*"] }');
  expect(await stanch("receipt", "keygen", "key")).toMatchObject({ code: 0 });
  expect(await stanch("scan", project, "--receipt", "receipt.json", "--sign", "key")).toMatchObject({ code: 0 });
  expect(await stanch("receipt", "verify", "receipt.json", "--key", "key.pub")).toMatchObject({ code: 0 });
  rmSync(join(project, "stanch.config.jsonc"));
  writeFileSync(join(project, ".gitleaks.toml"), "[allowlist]\npaths = ['''^(a|b)/[^/]+/c/[^/]*d/e$''']\n");
  const migrated = await stanch("migrate", project);
  expect(migrated).toMatchObject({ code: 0, stderr: "" });
  expect(migrated.stdout).toContain("understood ");
});

it("names the licence of everything it contains", () => {
  const bundle = readFileSync(join(dist, "all.js"), "utf8");
  const notices = readFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), "utf8");
  if (bundle.includes("CommanderError")) expect(notices).toContain("commander");
  expect(readFileSync(join(dist, "LICENSE"), "utf8")).toContain("Apache License");
});
