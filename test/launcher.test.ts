import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { copyOfCheckout, run } from "./checkout.ts";

const HELP = /^Usage: stanch/;
const made: string[] = [];

function checkout(options?: { packages: boolean }): string {
  const folder = copyOfCheckout(options);
  made.push(dirname(folder));
  return folder;
}

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "stanch-empty-"));
  made.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const count = (text: string, word: string): number => text.split(word).length - 1;

// The launcher is a POSIX shell script; its twin stanch.cmd starts the same scripts.
// Several builds a test: on a busy machine each takes ten seconds.
describe.skipIf(process.platform === "win32")("./stanch in a checkout with packages", { timeout: 120_000 }, () => {
  let copy = "";
  const start = (...args: string[]) => run(join(copy, "stanch"), args.length === 0 ? ["--help"] : args);

  beforeAll(async () => {
    copy = checkout();
    const first = await start();
    expect(first.stderr).toMatch(/prepares itself[\s\S]*building[\s\S]*built in/);
    expect(first.stdout).toMatch(HELP);
    expect(first.code).toBe(0);
  });

  it("is silent from the second start on", async () => {
    expect(await start()).toMatchObject({ code: 0, stderr: "" });
  });

  it("starts through chains of symbolic links, from another folder", async () => {
    const elsewhere = emptyFolder();
    mkdirSync(join(elsewhere, "bin"));
    symlinkSync(join(copy, "stanch"), join(elsewhere, "absolute"));
    symlinkSync("../absolute", join(elsewhere, "bin/relative"));
    expect(await run("bin/relative", ["--help"], { cwd: elsewhere })).toMatchObject({ code: 0, stderr: "" });
    expect(await run("/bin/sh", ["stanch", "--help"], { cwd: copy })).toMatchObject({ code: 0, stderr: "" });
  });

  it("starts without a HOME that can be written, and without one at all", async () => {
    const file = join(emptyFolder(), "file");
    writeFileSync(file, "");
    for (const home of [join(file, "home"), undefined]) {
      const env = { HOME: home, XDG_CACHE_HOME: undefined, LOCALAPPDATA: undefined };
      expect(await run(join(copy, "stanch"), ["--help"], { env })).toMatchObject({ code: 0, stderr: "" });
    }
  });

  it("keeps compiled code in a folder of the user, and not in one that others can write", async () => {
    const home = emptyFolder();
    const folder = join(home, ".cache/stanch/compile-cache");
    const env = { HOME: home, XDG_CACHE_HOME: undefined, NODE_COMPILE_CACHE: undefined };
    const cached = async () => {
      await run(join(copy, "stanch"), ["--help"], { env });
      return existsSync(folder) && (await run("find", [folder, "-type", "f"])).stdout !== "";
    };
    mkdirSync(folder, { recursive: true });
    expect((await run("chmod", ["777", folder])).code).toBe(0);
    expect(await cached()).toBe(false);
    expect((await run("chmod", ["700", folder])).code).toBe(0);
    // V8 has bytecode to keep only of functions that ran; on Windows and macOS the folder is another one.
    if (process.platform === "linux") expect(await cached()).toBe(true);
  });

  it("rebuilds when a source changed, and does not when it was only touched", async () => {
    const main = join(copy, "packages/cli/src/all.ts");
    appendFileSync(main, '\nprocess.stderr.write("a new line\\n");\n');
    const changed = await start();
    expect(changed.stderr).toContain("the sources changed");
    expect(changed.stderr).toContain("a new line");
    utimesSync(main, new Date(), new Date());
    expect(await start()).toMatchObject({ code: 0, stderr: "a new line\n" });
  });

  it("asks find alone when nothing was touched, and compares again after any touch that keeps the old date", async () => {
    await start();
    const checked = join(copy, ".stanch-build/checked");
    const stamp = () => statSync(checked).mtimeMs;
    // Dated in the future, nothing is newer: Node's own comparison, which would set the date back, does not run.
    const later = new Date(Date.now() + 60_000);
    utimesSync(checked, later, later);
    const future = stamp();
    expect((await start()).code).toBe(0);
    expect(stamp()).toBe(future);
    const past = new Date(Date.now() - 1000);
    utimesSync(checked, past, past);
    const main = join(copy, "packages/cli/src/all.ts");
    const { atime, mtime } = statSync(main);
    appendFileSync(main, "\n// one more line\n");
    utimesSync(main, atime, mtime);
    expect((await start()).stderr).toContain("the sources changed");
    await start();
    expect(stamp()).toBeGreaterThan(past.getTime());
  });

  it("rebuilds when a file was added or removed", async () => {
    const added = join(copy, "packages/model/src/added.ts");
    writeFileSync(added, "export const added = 1;\n");
    expect((await start()).stderr).toContain("the sources changed");
    rmSync(added);
    expect((await start()).stderr).toContain("the sources changed");
    expect((await start()).stderr).not.toContain("the sources changed");
  });

  it("ends with 2 and the compiler's message when the sources do not build", async () => {
    const broken = join(copy, "packages/cli/src/all.ts");
    const text = readFileSync(broken, "utf8");
    writeFileSync(broken, `${text}\nconst const = 1;\n`);
    const ended = await start();
    writeFileSync(broken, text);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toMatch(/all\.ts:\d+:\d+[\s\S]*the build failed/);
    expect((await start()).code).toBe(0);
  });

  describe("before the first build", () => {
    const lock = () => join(copy, ".stanch-build/lock");

    beforeEach(() => {
      rmSync(join(copy, ".stanch-build"), { recursive: true, force: true });
      rmSync(join(copy, "dist"), { recursive: true, force: true });
    });

    it("lets one of several first starts build and the others wait for it", async () => {
      const all = await Promise.all([start(), start(), start()]);
      expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
      for (const { stdout } of all) expect(stdout).toMatch(HELP);
      expect(count(all.map(({ stderr }) => stderr).join(""), "building")).toBe(1);
      expect(existsSync(lock())).toBe(false);
    });

    it("takes over the lock of a process that died", async () => {
      const dead = await run(process.execPath, ["-p", "process.pid"]);
      mkdirSync(lock(), { recursive: true });
      writeFileSync(join(lock(), "owner"), `${dead.stdout.trim()} ${hostname()}`);
      const ended = await start();
      expect(ended.code).toBe(0);
      expect(ended.stderr).not.toContain("waiting");
    });

    it("takes over a lock from elsewhere that has been silent for more than a minute", async () => {
      mkdirSync(lock(), { recursive: true });
      writeFileSync(join(lock(), "owner"), "1 another-machine");
      utimesSync(lock(), new Date(), new Date(Date.now() - 61_000));
      expect((await start()).code).toBe(0);
    });
  });
});

describe.skipIf(process.platform === "win32")("./stanch in a fresh clone that cannot prepare itself", () => {
  let copy = "";
  beforeAll(() => {
    copy = checkout({ packages: false });
  });

  it("says what to install when there is no Node", async () => {
    const ended = await run("/bin/sh", [join(copy, "stanch"), "--version"], { env: { PATH: emptyFolder() } });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toMatch(/^stanch: no Node on PATH.*Install Node 22\.15 or newer with npm/);
  });

  it("says what to install when there is Node but no npm", async () => {
    const bin = emptyFolder();
    symlinkSync(process.execPath, join(bin, "node"));
    const ended = await run("/bin/sh", [join(copy, "stanch"), "--version"], { env: { PATH: bin } });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("npm was not found on PATH");
    expect(ended.stderr).not.toContain("    at ");
  });

  it("says that it needs the network once when the registry cannot be reached", async () => {
    // Nothing listens on port 1.
    const env = { npm_config_registry: "http://127.0.0.1:1/", npm_config_cache: emptyFolder(), npm_config_fetch_retries: "0" };
    const ended = await run(join(copy, "stanch"), ["--help"], { env });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toMatch(/npm ci[\s\S]*Offline\?/);
    expect(existsSync(join(copy, ".stanch-build/lock"))).toBe(false);
  });
});
