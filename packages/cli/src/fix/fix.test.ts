import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Secret, fake, fingerprint, mask } from "@stanch/model";
import { SecretBytes, openStore } from "@stanch/stores";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { applyPlan, revertPlan } from "./apply.ts";
import { dirtyCheck } from "./dirty.ts";
import type { Found } from "./found.ts";
import { historyPlan, replacementsOf } from "./history-plan.ts";
import { type PlanOptions, makePlan } from "./make-plan.ts";
import { readPlan, withLock, writePlan } from "./plan-file.ts";
import type { Plan } from "./plan.ts";
import { diffOf, summaryOf } from "./show.ts";

const KEY_TEXT = "a key of the tests only, no secret";
const KEY = Buffer.from(KEY_TEXT);
const token = (seed: number): string => fake("[A-Za-z0-9]{40}", seed);

function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "stanch-fix-"));
  onTestFinished(() => {
    rmSync(root, { recursive: true });
  });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** What a scan would have found: a value, in the files that hold it. */
function found(root: string, value: string, paths: readonly string[], more: Partial<Found> = {}): Found {
  const print = fingerprint(new Secret(Buffer.from(value).toString("latin1")), KEY);
  return {
    id: print.slice(0, 16),
    detector: "plivo-auth-token",
    provider: "plivo",
    title: "Plivo Auth Token",
    isGeneric: false,
    masked: mask(value),
    fingerprint: print,
    value,
    commits: 0,
    places: paths.flatMap((path) => placesOf(readFileSync(join(root, path), "utf8"), value).map((place) => ({ path, ...place }))),
    ...more,
  };
}

function placesOf(text: string, value: string): { line: number; column: number }[] {
  return text.split("\n").flatMap((line, index) => {
    const at = line.indexOf(value.split("\n")[0] ?? "");
    return at === -1 ? [] : [{ line: index + 1, column: Array.from(line.slice(0, at)).length + 1 }];
  });
}

async function planned(root: string, all: readonly Found[], options: Partial<PlanOptions> = {}): Promise<Plan> {
  return makePlan(all, [], {
    root,
    store: "env:.env",
    key: KEY,
    made: new Date(0),
    isDirty: () => false,
    force: false,
    onProgress: () => undefined,
    ...options,
  });
}

const quiet = (): void => undefined;

function tree(root: string): Map<string, string> {
  return new Map(
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(root, path)).isFile())
      .toSorted()
      .map((path) => [path, readFileSync(join(root, path), "latin1")]),
  );
}

async function inStore(root: string, uri: string): Promise<string | undefined> {
  const { store, reference } = await openStore(uri, { env: {}, folder: root });
  return (await store.get(reference)).value.revealText();
}

const APP = `import plivo\n\nTOKEN = "${token(1)}"\n`;

describe("a plan", () => {
  it("moves a secret from all files into the store, and nothing of it is in the plan", async () => {
    const root = folder({ "app.py": APP, "jobs/send.py": `# ${token(1)}\nX = f"Bearer ${token(1)}"\n` });
    const plan = await planned(root, [found(root, token(1), ["app.py", "jobs/send.py"])]);
    const before = tree(root);
    expect(JSON.stringify(plan).includes(token(1))).toBe(false);
    expect(plan.secrets.map(({ uri }) => uri)).toEqual(["env:.env#PLIVO_AUTH_TOKEN"]);
    const applied = await applyPlan(plan, KEY, quiet);
    expect(applied).toEqual({ written: 2, stored: 1 });
    expect(readFileSync(join(root, "app.py"), "utf8")).toBe('import os\nimport plivo\n\nTOKEN = os.environ["PLIVO_AUTH_TOKEN"]\n');
    expect((await inStore(root, "env:.env#PLIVO_AUTH_TOKEN")) === token(1)).toBe(true);
    await revertPlan(plan, KEY, quiet);
    expect(tree(root)).toEqual(before);
  });

  it("gives back every byte of whatever stood around the secret", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("x = 1", "# é ü 漢 🙂", 's = "{a}"', "T = 'SECRET'", 'U = f"a{x}SECRET{{"', '"""SECRET"""', "\t", ""), {
          maxLength: 12,
        }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        async (lines, end, mark) => {
          const text = (mark ? "\uFEFF" : "") + [...lines, `LAST = "SECRET"`].join(end).replaceAll("SECRET", token(2));
          const root = folder({ "a.py": text });
          const plan = await planned(root, [found(root, token(2), ["a.py"])]);
          await applyPlan(plan, KEY, quiet);
          const after = readFileSync(join(root, "a.py"), "utf8");
          expect(plan.left.length > 0 || !after.includes(token(2))).toBe(true);
          await revertPlan(plan, KEY, quiet);
          expect(readFileSync(join(root, "a.py"), "utf8") === text).toBe(true);
          expect(readdirSync(root)).toEqual(["a.py"]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps what stood in .env, .gitignore and .env.example before it", async () => {
    const root = folder({ "app.py": APP, ".env": "# mine\nA='1'\n", ".gitignore": "dist\n", ".env.example": "A=\n" });
    mkdirSync(join(root, ".git"));
    const before = tree(root);
    const plan = await planned(root, [found(root, token(1), ["app.py"])]);
    await applyPlan(plan, KEY, quiet);
    expect(readFileSync(join(root, ".env"), "utf8").startsWith("# mine\nA='1'\n")).toBe(true);
    await revertPlan(plan, KEY, quiet);
    expect(tree(root)).toEqual(before);
  });

  it("uses the value that the store has already, and leaves it there on revert", async () => {
    const root = folder({ "app.py": APP, ".env": `PLIVO_AUTH_TOKEN=${token(1)}\n` });
    const plan = await planned(root, [found(root, token(1), ["app.py"])]);
    expect(plan.secrets[0]?.isThere).toBe(true);
    await applyPlan(plan, KEY, quiet);
    await revertPlan(plan, KEY, quiet);
    expect(readFileSync(join(root, ".env"), "utf8") === `PLIVO_AUTH_TOKEN=${token(1)}\n`).toBe(true);
  });

  it("passes by a name that holds another value, and gives two secrets two names", async () => {
    const root = folder({ "app.py": `A = "${token(1)}"\nB = "${token(3)}"\n`, ".env": "PLIVO_AUTH_TOKEN=other\n" });
    const plan = await planned(root, [found(root, token(1), ["app.py"]), found(root, token(3), ["app.py"])]);
    expect(plan.secrets.map(({ variable }) => variable)).toEqual(["PLIVO_AUTH_TOKEN_2", "PLIVO_AUTH_TOKEN_3"]);
  });

  it("names what has no kind as the code does, and never as something that a shell obeys", async () => {
    const lines = [`dbPassword = "${token(4)}"`, `LD_PRELOAD = "${token(5)}"`, `DB_URL = "postgres://app:${token(6)}@db/shop"`];
    const root = folder({ "app.py": `${lines.join("\n")}\n` });
    const generic = { isGeneric: true, detector: "generic-password" };
    const all = [4, 5, 6].map((seed) => found(root, token(seed), ["app.py"], generic));
    const plan = await planned(root, all);
    expect(plan.secrets.map(({ variable }) => variable).toSorted()).toEqual(["DB_PASSWORD", "DB_URL_PASSWORD", "LD_PRELOAD_SECRET"]);
  });

  it("calls the variable as the .env file that was named does", async () => {
    const root = folder({ "app.py": APP });
    const plan = await planned(root, [found(root, token(1), ["app.py"])], { store: "env:.env#SMS_TOKEN" });
    expect(plan.secrets.map(({ variable, uri }) => [variable, uri])).toEqual([["SMS_TOKEN", "env:.env#SMS_TOKEN"]]);
    expect(JSON.stringify(plan.files)).toContain("SMS_TOKEN");
  });

  it("shows a diff and a summary without the secret", async () => {
    const root = folder({ "app.py": APP });
    const one = found(root, token(1), ["app.py"], { commits: 3 });
    const plan = await planned(root, [one]);
    const [file] = plan.files;
    const diff =
      file === undefined
        ? ""
        : diffOf(file, { color: false, sourceOf: (path) => readFileSync(join(root, path), "utf8"), valueOf: () => one.value });
    expect(diff).toContain(`-TOKEN = "${mask(one.value)}"\n+TOKEN = os.environ["PLIVO_AUTH_TOKEN"]`);
    expect(`${diff}${summaryOf(plan, false)}`.includes(one.value)).toBe(false);
    expect(summaryOf(plan, false)).toContain("Rotate first, always");
    expect(summaryOf(plan, true)).toContain("\u001b[1mSecret store\u001b[0m\n");
  });
});

describe("what is not touched", () => {
  it.each([
    [
      "a symbolic link",
      (root: string) => {
        const outside = folder({ "real.py": APP });
        symlinkSync(join(outside, "real.py"), join(root, "app.py"));
      },
      "symbolic link",
    ],
    [
      "a file with two names",
      (root: string) => {
        writeFileSync(join(root, "other"), APP);
        linkSync(join(root, "other"), join(root, "app.py"));
      },
      "several names",
    ],
    [
      "a file that is no UTF-8",
      (root: string) => {
        writeFileSync(join(root, "app.py"), Buffer.concat([Buffer.from([0x23, 0xff, 0x0a]), Buffer.from(APP)]));
      },
      "no UTF-8",
    ],
  ])("%s is left with its reason", async (_, make, reason) => {
    const root = folder();
    make(root);
    const plan = await planned(root, [{ ...found(root, token(1), []), places: [{ path: "app.py", line: 3, column: 10 }] }]);
    expect(plan.files).toEqual([]);
    expect(plan.left.map((left) => left.reason)).toEqual([expect.stringContaining(reason)]);
  });

  it("a file with changes that are not committed, unless forced", async () => {
    const root = folder({ "app.py": APP });
    const git = (...args: string[]): void => {
      spawnSync("git", ["-c", "user.name=n", "-c", "user.email=e", ...args], { cwd: root });
    };
    git("init", "-q");
    git("add", "app.py");
    git("commit", "-qm", "one");
    const clean = await planned(root, [found(root, token(1), ["app.py"])], { isDirty: dirtyCheck(root) });
    expect(clean.files.length).toBe(1);
    writeFileSync(join(root, "app.py"), `${APP}# more\n`);
    const dirty = await planned(root, [found(root, token(1), ["app.py"])], { isDirty: dirtyCheck(root) });
    expect(dirty.left[0]?.reason).toContain("not committed");
    const forced = await planned(root, [found(root, token(1), ["app.py"])], { isDirty: dirtyCheck(root), force: true });
    expect(forced.files.length).toBe(1);
  });

  it("an unknown kind of file, an archive's member, and a value that stands in another form", async () => {
    const root = folder({ "notes.xyz": token(1), "b.py": 'X = "other"\n' });
    const places = [
      { path: "notes.xyz", line: 1, column: 1 },
      { path: "lib.jar!app.properties", line: 1, column: 1 },
      { path: "b.py", line: 1, column: 6 },
    ];
    const plan = await planned(root, [{ ...found(root, token(1), []), places }]);
    expect(plan.left.map(({ path }) => path).toSorted()).toEqual(["b.py", "lib.jar!app.properties", "notes.xyz"]);
    expect(plan.secrets).toEqual([]);
  });
});

describe("bad plans and changed worlds", () => {
  async function made(): Promise<{ root: string; plan: Plan }> {
    const root = folder({ "app.py": APP, "b.py": `B = "${token(1)}"\n` });
    return { root, plan: await planned(root, [found(root, token(1), ["app.py", "b.py"])]) };
  }

  it("refuses when one file changed, before anything is written", async () => {
    const { root, plan } = await made();
    writeFileSync(join(root, "b.py"), "B = 1\n");
    const before = tree(root);
    await expect(applyPlan(plan, KEY, quiet)).rejects.toMatchObject({ code: "FILE_CHANGED", where: "b.py" });
    expect(tree(root)).toEqual(before);
  });

  it("refuses when the store got another value meanwhile", async () => {
    const { root, plan } = await made();
    const { store, reference } = await openStore("env:.env#PLIVO_AUTH_TOKEN", { env: {}, folder: root });
    await store.put(reference, new SecretBytes("another"));
    await expect(applyPlan(plan, KEY, quiet)).rejects.toMatchObject({ code: "STORE_CONFLICT" });
    expect(readFileSync(join(root, "app.py"), "utf8") === APP).toBe(true);
  });

  it("does not put a rotated secret back into the code", async () => {
    const { root, plan } = await made();
    await applyPlan(plan, KEY, quiet);
    const { store, reference } = await openStore("env:.env#PLIVO_AUTH_TOKEN", { env: {}, folder: root });
    await store.put(reference, new SecretBytes(token(9)));
    const before = tree(root);
    await expect(revertPlan(plan, KEY, quiet)).rejects.toMatchObject({ code: "SECRET_GONE" });
    expect(tree(root)).toEqual(before);
  });

  it("does not revert over somebody's later edit", async () => {
    const { root, plan } = await made();
    await applyPlan(plan, KEY, quiet);
    writeFileSync(join(root, "app.py"), "mine\n");
    await expect(revertPlan(plan, KEY, quiet)).rejects.toMatchObject({ code: "FILE_CHANGED", where: "app.py" });
    expect(readFileSync(join(root, "app.py"), "utf8")).toBe("mine\n");
  });

  it.each(["../x", "/etc/x", "a/../../x", "a//b", "./a", "C:\\x", ""])("refuses a plan whose path is %j", async (path) => {
    const { root, plan } = await made();
    const file = join(root, "plan.json");
    const [first] = plan.files;
    writePlan(file, { ...plan, files: first === undefined ? [] : [{ ...first, path }] });
    expect(() => readPlan(file)).toThrow(/files\.0\.path/);
  });

  it("takes a plan through its file unchanged, and says what is wrong with one that is none", async () => {
    const { root, plan } = await made();
    const file = join(root, "plan.json");
    writePlan(file, plan);
    expect(readPlan(file)).toEqual(plan);
    writeFileSync(file, "{");
    expect(() => readPlan(file)).toThrow("The plan is no JSON");
    expect(() => readPlan(join(root, "none.json"))).toThrow("cannot be read");
  });

  it("lets one process work on a plan, and takes over from one that is gone", async () => {
    const file = join(folder(), "plan.json");
    await withLock(file, async () => {
      await expect(withLock(file, async () => Promise.resolve())).rejects.toMatchObject({ code: "FILE_CHANGED" });
    });
    writeFileSync(`${file}.stanch-lock`, String(spawnSync("true").pid));
    expect(await withLock(file, async () => Promise.resolve("done"))).toBe("done");
  });
});

describe("the history", () => {
  it("is explained with rotation first, and the rules come from the store, in clear only when asked", async () => {
    const root = folder({ "app.py": APP });
    const plan = await planned(root, [found(root, token(1), ["app.py"], { commits: 2 })]);
    await applyPlan(plan, KEY, quiet);
    const text = historyPlan(plan, "my plan.json");
    expect(text.indexOf("Rotate first")).toBeLessThan(text.indexOf("git filter-repo"));
    expect(text).toContain("--history-plan 'my plan.json' --reveal");
    expect(text.includes(token(1))).toBe(false);
    const rules = await replacementsOf(plan, KEY);
    expect(rules.length === 1 && rules[0] === `literal:${token(1)}==>***REMOVED PLIVO_AUTH_TOKEN***`).toBe(true);
  });
});

describe("kill -9 after each step", () => {
  const CHILD = fileURLToPath(new URL("../../test/fix-child.ts", import.meta.url));
  const run = (what: string, file: string, steps: number): { killed: boolean; out: string } => {
    const ran = spawnSync(process.execPath, [CHILD, what, file, String(steps)], {
      encoding: "utf8",
      env: { ...process.env, STANCH_FINGERPRINT_KEY: KEY_TEXT },
    });
    return { killed: ran.signal === "SIGKILL", out: ran.stdout + ran.stderr };
  };

  it("an apply goes on, or is undone, from wherever it was cut off; so does a revert", { timeout: 60_000 }, async () => {
    vi.stubEnv("STANCH_FINGERPRINT_KEY", KEY_TEXT);
    const files = { "app.py": APP, "b.py": `B = "${token(3)}"\nC = "${token(1)}"\n`, "keep.txt": "x\n" };
    const make = async (): Promise<{ root: string; file: string; plan: Plan; before: Map<string, string> }> => {
      const root = folder(files);
      const plan = await planned(root, [found(root, token(1), ["app.py", "b.py"]), found(root, token(3), ["b.py"])]);
      const file = join(folder(), "plan.json");
      writePlan(file, plan);
      return { root, file, plan, before: tree(root) };
    };
    const whole = await make();
    await applyPlan(whole.plan, KEY, quiet);
    const after = tree(whole.root);
    let step = 1;
    for (; ; step++) {
      const { root, file, plan, before } = await make();
      const cut = run("apply", file, step);
      if (!cut.killed) {
        expect(cut.out).toContain(`steps ${step - 1}`);
        break;
      }
      // Half of the runs go on to the end and are then reverted with a cut; the others are reverted from where they are.
      if (step % 2 === 0) {
        await applyPlan(plan, KEY, quiet);
        expect(tree(root)).toEqual(after);
        run("revert", file, step);
      }
      await withLock(file, async () => revertPlan(plan, KEY, quiet));
      expect(tree(root)).toEqual(before);
    }
    // Two secrets and two files: four steps at least.
    expect(step).toBeGreaterThan(4);
  });
});
