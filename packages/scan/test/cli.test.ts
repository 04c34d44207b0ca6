import { spawn } from "node:child_process";
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { detectors } from "@stanch/detectors";
import { FORMATS } from "@stanch/reports";
import { describe, expect, it } from "vitest";
import { commit, git, scratch, stanch, write } from "./world.ts";

const dir = scratch();
let count = 0;
function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = join(dir, `tree-${++count}`);
  mkdirSync(path);
  write(path, files);
  return path;
}

const exampleOf = (id: string): string => {
  const found = detectors.find((detector) => detector.id === id)?.examples[0];
  if (found === undefined) throw new Error(`no detector ${id}`);
  return found;
};

const SECRET = exampleOf("plivo-auth-token");
/** A first job that is done at once, and a second one that takes minutes. */
function slowTree(): string {
  const root = folder(Object.fromEntries(Array.from({ length: 96 }, (_, i) => [`a-${i}`, i === 7 ? SECRET : `text ${i}`])));
  const fd = openSync(join(root, "z-large"), "w");
  ftruncateSync(fd, 60_000_000_000);
  closeSync(fd);
  return root;
}

/** Waits until a process has opened a file, and some more: what it did before is then told. */
async function hasOpened(pid: number, path: string): Promise<void> {
  const open = (): string[] => readdirSync(`/proc/${pid}/fd`).map((fd) => readLink(`/proc/${pid}/fd/${fd}`));
  while (!open().includes(path)) await setTimeout(20);
  await setTimeout(300);
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

describe("exit codes", () => {
  it("is 0 and clean for a tree without secrets, 1 with one, and results are on stdout only", async () => {
    const clean = folder({ a: "nothing to see here\n" });
    const leaky = folder({ a: SECRET });
    const [none, one] = await Promise.all([stanch(["scan", clean]), stanch(["scan", leaky, "--format", "json"])]);
    expect(none).toMatchObject({ code: 0, signal: null });
    expect(one.code).toBe(1);
    expect(JSON.parse(one.stdout)).toBeTruthy();
    expect(one.stdout).toContain("plivo-auth-token");
    expect(one.stderr).not.toContain("plivo");
  });

  it("is 2 when nothing was read", async () => {
    const { code, stdout, stderr } = await stanch(["scan", folder()]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^stanch: Nothing was read \(.*\)\. .+\n$/);
  });

  it("reads standard input, and an empty one is clean", async () => {
    const late = await stanch(["scan", "-", "--format", "jsonl", "--quiet"], {
      input: `first line\n${SECRET}\n`,
    });
    expect(late.code).toBe(1);
    expect(JSON.parse(late.stdout.split("\n")[0] ?? "")).toMatchObject({ detector: "plivo-auth-token" });
    const empty = await stanch(["scan", "-", "--quiet"], { input: "" });
    expect(empty.code).toBe(0);
  });
});

describe("bad input", () => {
  const tree = folder({ src: "x = 1\n", "broken.jsonl": "{ not json" });
  it.each([
    ["an unknown path", ["scan", join(tree, "srk")], /Did you mean "src"\?/],
    ["an unknown option", ["scan", tree, "--histry", "none"], /--history/],
    ["an unknown command", ["scann", tree], /Did you mean "scan"\?/],
    ["a path in place of a command", [tree], /stanch scan/],
    ["an unknown detector", ["scan", tree, "--detector", "plivo-auth-tokn"], /plivo-auth-token/],
    ["an unknown format", ["scan", tree, "--format", "sarfi"], /sarif/],
    ["an unknown output format", ["scan", tree, "--output", `jsn=${tree}/out`], /json/],
    ["an output without a file", ["scan", tree, "--output", "json"], /FORMAT=FILE/],
    ["a severity", ["scan", tree, "--min-severity", "hihg"], /high/],
    ["a size", ["scan", tree, "--max-file-size", "many"], /64MiB/],
    ["a number of threads", ["scan", tree, "--threads", "-3"], /from 0 to/],
    ["a configuration that is not there", ["scan", tree, "--config", join(tree, "none.json")], /none\.json/],
    ["a baseline that cannot be read", ["scan", tree, "--baseline", join(tree, "broken.jsonl")], /broken\.jsonl/],
    ["a range outside a repository's history", ["scan", tree, "--staged"], /--staged/],
  ])("%s: one sentence, exit 2, nothing written", async (_, args, hint) => {
    const before = readdirSync(tree);
    const { code, stdout, stderr } = await stanch([...args, "--quiet"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^stanch: /);
    expect(stderr).toMatch(hint);
    expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
    expect(stderr).not.toMatch(/bug in stanch|at .*\.ts:/);
    expect(readdirSync(tree)).toEqual(before);
  });

  it("names a range that is none", async () => {
    const repo = folder();
    git(repo, ["init", "-q"]);
    commit(repo, { a: "x" });
    const { code, stdout, stderr } = await stanch(["scan", repo, "--history", "nowhere..HEAD"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^stanch: .*"nowhere\.\.HEAD".*\n$/);
  });
});

describe("an interrupted scan", () => {
  it.runIf(process.platform === "linux").each(["SIGINT", "SIGTERM"] as const)(
    "tells what it found by then and exits 2 on %s",
    { timeout: 60_000 },
    async (signal) => {
      const root = slowTree();
      const receipt = join(dir, `receipt-${signal}.json`);
      const { code, stdout, stderr } = await stanch(
        ["scan", root, "--history", "none", "--format", "jsonl", "--receipt", receipt, "--progress", "--threads", "2"],
        {
          during: (child) => {
            void hasOpened(child.pid ?? 0, join(root, "z-large")).then(() => child.kill(signal));
          },
        },
      );
      expect({ code, stderr: stderr.includes("partial") }).toEqual({ code: 2, stderr: true });
      expect(JSON.parse(readFileSync(receipt, "utf8"))).toMatchObject({ complete: false, skipped: { interrupted: { count: 1 } } });
      expect(
        stdout
          .trimEnd()
          .split("\n")
          .map((line) => (JSON.parse(line) as { detector: string }).detector),
      ).toEqual(["plivo-auth-token"]);
    },
  );
});

describe("where the results go", () => {
  const many = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [
      `file-${i}`,
      detectors
        .slice(0, 120)
        .map(({ examples }) => examples[0])
        .join("\n"),
    ]),
  );

  it("does not mind a reader that goes after the first line", { timeout: 60_000 }, async () => {
    const root = folder(many);
    const child = spawn("sh", [
      "-c",
      '( "$0" "$1" scan "$2" --full --history none; echo "exit $?" >&2 ) | head -1',
      process.execPath,
      new URL("../../cli/src/main.ts", import.meta.url).pathname,
      root,
    ]);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(0);
    expect(stdout.split("\n").length).toBeLessThanOrEqual(3);
    expect(stderr).not.toMatch(/EPIPE|bug|Error/);
    expect(stderr).toMatch(/^exit 1$/m);
  });

  it.runIf(existsSync("/dev/full"))("fails with 2 when stdout's disk is full", async () => {
    const full = openSync("/dev/full", "w");
    const { code, stderr } = await stanch(["scan", folder({ a: SECRET })], { stdout: full });
    closeSync(full);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^stanch: .*ENOSPC/m);
    expect(stderr).not.toMatch(/bug in stanch|at .*\.ts:/);
  });

  it("leaves an old report as it was when a new one does not fit", { timeout: 60_000 }, async () => {
    const root = folder(many);
    const out = join(folder(), "report.json");
    writeFileSync(out, "the old one");
    const main = new URL("../../cli/src/main.ts", import.meta.url).pathname;
    // 16 blocks of 512 bytes (of 1024 in some shells): less than the report.
    const script = 'trap "" XFSZ; ulimit -f 16; exec "$0" "$1" scan "$2" --history none --quiet --output "json=$3" >/dev/null';
    const child = spawn("sh", ["-c", script, process.execPath, main, root, out]);
    let stderr = "";
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(stderr).toMatch(/^stanch: Cannot write the report: EFBIG/m);
    expect(code).toBe(2);
    expect(readFileSync(out, "utf8")).toBe("the old one");
    expect(readdirSync(join(out, ".."))).toEqual(["report.json"]);
  });

  it("writes no half report into a folder that is not there", async () => {
    const { code, stdout, stderr } = await stanch(["scan", folder({ a: SECRET }), "--output", `json=${dir}/none/x.json`]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^stanch: Cannot write the report: ENOENT/);
  });
});

describe("the receipt", () => {
  it("is the same for the same input but for times", { timeout: 60_000 }, async () => {
    const root = folder({
      ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, `text ${i % 40} `.repeat(20)])),
      a: SECRET,
      b: SECRET,
      "node_modules/x": "y",
    });
    git(root, ["init", "-q"]);
    commit(root, { more: "text" });
    const receipts = [];
    for (const name of ["one", "two"]) {
      const file = join(dir, `${name}.json`);
      await stanch(["scan", root, "--receipt", file, "--quiet", "--threads", "2"]);
      const { startedAt, finishedAt, durationMs, ...rest } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      expect([typeof startedAt, typeof finishedAt, typeof durationMs]).toEqual(["string", "string", "number"]);
      receipts.push(rest);
    }
    expect(receipts[1]).toEqual(receipts[0]);
    expect(receipts[0]).toMatchObject({ complete: true, skipped: { "dependency-folder": { count: 1 } } });
  });
});

describe("a secret in clear", () => {
  it("stands in no output of any format, however near others are", { timeout: 120_000 }, async () => {
    const ids = [
      "plivo-auth-token",
      "aws-access-key",
      "github-token",
      "stripe-secret-key",
      "slack-token",
      "sendgrid-api-key",
      "openai-api-key",
      "private-key",
      "postgres-connection-string",
      "jwt",
    ];
    const kinds = ids.flatMap((id) => detectors.filter((detector) => detector.id.startsWith(id.split("-")[0] ?? id)).slice(0, 2));
    expect(kinds.length).toBeGreaterThanOrEqual(10);
    const texts = kinds.flatMap(({ examples }) => examples);
    const root = folder({
      "one-line": texts.map((text) => text.replaceAll("\n", " ")).join(" "),
      together: texts.join("\n"),
      apart: texts.join("\n\n\n\n"),
      "dir/\u202egpj\x1b[31m": texts.join("\n"),
    });
    git(root, ["init", "-q"]);
    commit(root, {});
    const { scan } = await import("../src/scan.ts");
    const outcome = await scan({
      paths: [root],
      history: "none",
      wants: () => "yes",
      dependencyFolders: "skip",
      maxFileBytes: 1 << 26,
      skipBinary: false,
      threads: 0,
      detectors,
      customDetectors: [],
      workerEntry: new URL("../src/worker-main.ts", import.meta.url),
    });
    const secrets = [...outcome.findings].map((open) => Buffer.from(open.secret.reveal(), "latin1").toString());
    expect(secrets.length).toBeGreaterThanOrEqual(10);
    // An AWS access key id, say, is shown beside its secret half on purpose.
    const publicHalves = new Set([...outcome.findings].flatMap((open) => Object.values(open.companions).map((half) => half.reveal())));
    for (const secret of outcome.findings) if (secret.detector.severity === "critical") publicHalves.delete(secret.secret.reveal());
    const outputs = FORMATS.flatMap((format) => ["--output", `${format}=${join(dir, `clear.${format}`)}`]);
    const run = await stanch([
      "scan",
      root,
      ...outputs,
      "--receipt",
      join(dir, "clear.receipt"),
      "--audit",
      "--full",
      "--write-baseline",
      join(dir, "clear.baseline"),
    ]);
    const all = { stdout: run.stdout, stderr: run.stderr } as Record<string, string>;
    for (const name of [...FORMATS, "receipt", "baseline"]) all[name] = readFileSync(join(dir, `clear.${name}`), "utf8");
    for (const [name, text] of Object.entries(all)) {
      const leaked = secrets
        .filter((secret) => secret.length >= 8 && !publicHalves.has(secret) && text.includes(secret))
        .map((secret) => `${secret.slice(0, 4)}… of ${secret.length}`);
      expect(leaked, name).toEqual([]);
      // Names of files are shown, not obeyed; CSV ends its lines as its standard asks.
      const codes = Array.from(new Set(text), (char) => char.charCodeAt(0));
      const allowed = name === "csv" ? [9, 10, 13] : [9, 10];
      expect(
        codes.filter((code) => (code < 32 && !allowed.includes(code)) || code === 127 || code === 0x202e),
        name,
      ).toEqual([]);
    }
  });

  it("stands in no output of any format where it is encoded either", { timeout: 120_000 }, async () => {
    const key = /-----BEGIN [^-]+-----[\s\S]+?-----END [^-]+-----/.exec(exampleOf("private-key-rsa"))?.[0] ?? "";
    const secrets = [
      key,
      exampleOf("github-personal-access-token").match(/ghp_\w+/)?.[0] ?? "",
      exampleOf("slack-bot-token").match(/xoxb-[\w-]+/)?.[0] ?? "",
    ];
    const hex = (text: string): string => Buffer.from(text).toString("hex");
    const escaped = (text: string): string => text.replace(/./g, (char) => `\\u00${hex(char)}`);
    const forms = secrets.flatMap((secret) => {
      const base64 = [0, 1, 2].map((shift) => Buffer.from(`${"x".repeat(shift)} ${secret}\n`).toString("base64"));
      const wrapped = base64.map((text) => text.replace(/.{76}/g, "$&\n  "));
      return [...base64, ...wrapped, hex(secret), ...(secret === key ? [] : [escaped(secret)])];
    });
    expect(secrets.every((secret) => secret.length > 20)).toBe(true);
    const root = folder(
      Object.fromEntries(forms.map((form, index) => [`file-${index}.yaml`, `data:\n  # a value\n  field: ${form}\n  other: 1\n`])),
    );
    const outputs = FORMATS.flatMap((format) => ["--output", `${format}=${join(dir, `encoded.${format}`)}`]);
    const run = await stanch(["scan", root, ...outputs, "--audit", "--full", "--format", "jsonl"]);
    const found = run.stdout.split("\n").filter((line) => line.includes("written in"));
    expect(found.length).toBeGreaterThanOrEqual(3);
    for (const name of FORMATS) {
      const text = readFileSync(join(dir, `encoded.${name}`), "utf8");
      const shown = forms
        .flatMap((form) => form.split(/\s+/))
        // The first characters belong to the mask, and what no finding claimed is no secret of ours.
        .filter((piece) => piece.length >= 40)
        .filter((piece) => [...Array(piece.length - 20).keys()].some((at) => at >= 8 && text.includes(piece.slice(at, at + 20))))
        .map((piece) => piece.length);
      expect(shown, name).toEqual([]);
    }
  });

  it("shows nothing of a key file in base64 beside another secret", { timeout: 60_000 }, async () => {
    const base64 = Buffer.from(exampleOf("pkcs12-file"), "latin1").toString("base64");
    const token = exampleOf("github-personal-access-token").match(/ghp_\w+/)?.[0] ?? "";
    const block = base64.replace(/.{76}/g, "$&\n    ");
    const root = folder({
      "one.yaml": `data:\n  keystore: ${base64}\n  token: ${token}\n`,
      "many.yaml": `data:\n  keystore: |\n    ${block}\n  token: ${token}\n`,
    });
    const outputs = FORMATS.flatMap((format) => ["--output", `${format}=${join(dir, `beside.${format}`)}`]);
    const run = await stanch(["scan", root, ...outputs, "--full", "--format", "jsonl"]);
    expect(run.stdout).toMatch(/pkcs12-file[^]*github-personal-access-token|github-personal-access-token[^]*pkcs12-file/);
    for (const name of FORMATS) {
      const text = readFileSync(join(dir, `beside.${name}`), "utf8");
      const shown = Array.from({ length: base64.length - 40 }, (_, at) => at).filter((at) => text.includes(base64.slice(at, at + 40)));
      expect(shown, name).toEqual([]);
    }
  });
});
