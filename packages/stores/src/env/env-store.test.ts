import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseEnv } from "node:util";
import { fake } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { type EnvReader, goReader, npmDotenv, pythonDotenv, systemdReader } from "../../test/env-readers.ts";
import { DIALECTS, type Dialect, quote, readEntries } from "./dialects.ts";
import { EnvStore, SecretBytes } from "../index.ts";

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "stanch-env-"));
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true });
});

const storeIn = (path: string): EnvStore => new EnvStore({ folder: path, env: {} });
const value = (seed: number): string => fake("[A-Za-z0-9]{32}", seed);

for (const dialect of DIALECTS)
  storeContract(`env file, ${dialect}`, async () => {
    const tail = dialect === "dotenv" ? "" : `?dialect=${dialect}`;
    let names = 0;
    return Promise.resolve({
      store: storeIn(folder()),
      fresh: () => `.env${tail}#NAME_${names++}`,
      beside: () => `.env${tail}#NAME_${names++}`,
      prefix: `.env${tail}`,
      takes: (text) => "text" in quote(text, dialect),
    });
  });

const anyText = fc.string({
  unit: fc.constantFrom(
    "a",
    "Z",
    "\n",
    "\r",
    "'",
    '"',
    "\\",
    "$",
    "$(",
    "#",
    " ",
    "é",
    "漢",
    "😀",
    "`",
    "=",
    "\t",
    "\\n",
    "${a}",
    ";",
    "\\'",
  ),
  maxLength: 14,
});

/** Values as the reader itself sees them, each under its own name. */
type Read = (file: string, names: readonly string[]) => readonly (string | undefined)[];

const inShell: Read = (file, names) => {
  const shown = names.map((name) => `printf '%s\\0' "$${name}"`).join("; ");
  return execFileSync("/bin/sh", ["-c", `set -a; . "${file}"; ${shown}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);
};
const inNode: Read = (file, names) => {
  const parsed = parseEnv(readFileSync(file, "utf8"));
  return names.map((name) => parsed[name]);
};

const inBash: EnvReader = (file) =>
  new Map(
    execFileSync("bash", ["-c", `set -a; . "${file}"; env -0`], { encoding: "utf8" })
      .split("\0")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

function agreesWith(dialect: Dialect, read: Read, passes: (text: string) => boolean): void {
  const texts = fc.sample(anyText, { numRuns: 400, seed: 7 }).filter((text) => "text" in quote(text, dialect) && passes(text));
  expect(texts.length).toBeGreaterThan(100);
  const file = join(folder(), ".env");
  const lines = texts.map((text, index) => {
    const quoted = quote(text, dialect);
    return `N${index}=${"text" in quoted ? quoted.text : ""}\n`;
  });
  writeFileSync(file, lines.join(""));
  expect(
    read(
      file,
      [...texts.keys()].map((index) => `N${index}`),
    ),
  ).toEqual(texts);
}

describe("quoting", () => {
  it.skipIf(process.platform === "win32")("of the shell dialect is read by a real shell as it was meant", () => {
    agreesWith("shell", inShell, () => true);
  });
  it("of the dotenv dialect is read by Node's own parser as it was meant, but for carriage returns, which that drops", () => {
    agreesWith("dotenv", inNode, (text) => !text.includes("\r"));
  });
  const isForAll = (text: string): boolean => {
    const quoted = quote(text, "dotenv");
    return "text" in quoted && !quoted.text.startsWith("`") && !text.includes("\r");
  };
  const bash = process.platform === "linux" ? inBash : undefined; // elsewhere env may have no -0
  /** What of each dialect the reader does not give back, and why no other quoting would help. */
  const READERS: readonly (readonly [name: string, Dialect, EnvReader | undefined, passes: (text: string) => boolean])[] = [
    ["docker --env-file", "docker", goReader("docker"), () => true],
    ["systemd's EnvironmentFile=", "systemd", systemdReader(), () => true],
    ["bash", "shell", bash, () => true],
    ["dotenv of npm", "dotenv", npmDotenv(), () => true],
    ["docker compose", "dotenv", goReader("compose"), isForAll],
    ["godotenv", "dotenv", goReader("godotenv"), isForAll],
    // It puts a variable in for ${…} between any quotes.
    ["python-dotenv", "dotenv", pythonDotenv(), (text) => isForAll(text) && !text.includes("${")],
  ];
  it.each(READERS.filter(([, , reader]) => reader !== undefined))("is read by %s as it was meant", (_, dialect, reader, passes) => {
    agreesWith(
      dialect,
      (file, names) => {
        const told = reader?.(file);
        return names.map((name) => told?.get(name));
      },
      passes,
    );
  });
  it.each(DIALECTS)("of %s is read back by our own reader, with other lines around it", (dialect) => {
    fc.assert(
      fc.property(anyText, anyText, (one, two) => {
        const [a, b] = [quote(one, dialect), quote(two, dialect)];
        if ("why" in a || "why" in b) return;
        const { entries, brokenLine } = readEntries(`# it's a comment\nA=${a.text}\n\nB=${b.text}`, dialect);
        expect(brokenLine).toBe(undefined);
        expect(entries.map((entry) => entry.value)).toEqual([one, two]);
      }),
    );
  });
  it.each(["two\nlines", "with\rreturn"])("refuses for docker what its files cannot hold", (text) => {
    expect(quote(text, "docker")).toHaveProperty("why");
  });
});

describe("a .env file", () => {
  it("keeps comments, order, blanks, line ends and its missing last line end", async () => {
    const path = folder();
    const before = `\ufeff# first\r\n\r\nexport A = 'x'   # why\r\nB=old value # stays\r\n  C="c"\r\n# last`;
    writeFileSync(join(path, ".env"), before);
    await storeIn(path).put(".env#B", new SecretBytes("new one"));
    expect(readFileSync(join(path, ".env"), "utf8")).toBe(before.replace("old value", "'new one'"));
    await storeIn(path).put(".env#D", new SecretBytes("d"));
    expect(readFileSync(join(path, ".env"), "utf8")).toBe(`${before.replace("old value", "'new one'")}\r\nD=d\r\n`);
    await storeIn(path).remove(".env#D");
    expect(readFileSync(join(path, ".env"), "utf8")).toBe(`${before.replace("old value", "'new one'")}\r\n`);
  });

  it("gives the last of two lines with one name, as readers do", async () => {
    const path = folder();
    writeFileSync(join(path, ".env"), "A=1\nA=2\n");
    expect((await storeIn(path).get(".env#A")).value.revealText()).toBe("2");
    await storeIn(path).put(".env#A", new SecretBytes("3"));
    expect((await storeIn(path).get(".env#A")).value.revealText()).toBe("3");
  });

  it.skipIf(process.platform === "win32")("has mode 0600 afterwards, whatever it had, and stays a link when it was one", async () => {
    const path = folder();
    writeFileSync(join(path, "real"), "A=1\n", { mode: 0o644 });
    symlinkSync("real", join(path, ".env"));
    await storeIn(path).put(".env#A", new SecretBytes(value(1)));
    expect(statSync(join(path, "real")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(path, "real"), "utf8")).toBe(`A=${value(1)}\n`);
    expect(readdirSync(path).toSorted()).toEqual([".env", ".env.example", "real"]);
  });

  it("is put in .gitignore once, and its names without values in .env.example", async () => {
    const path = folder();
    mkdirSync(join(path, ".git"));
    writeFileSync(join(path, ".gitignore"), "node_modules\n*.log");
    writeFileSync(join(path, ".env.example"), "# copy to .env\nSHOWN=sample\n");
    for (const seed of [1, 2]) await storeIn(path).put(".env#TOKEN", new SecretBytes(value(seed)));
    expect(readFileSync(join(path, ".gitignore"), "utf8")).toBe("node_modules\n*.log\n/.env\n");
    expect(readFileSync(join(path, ".env.example"), "utf8")).toBe("# copy to .env\nSHOWN=sample\nTOKEN=\n");
    await storeIn(path).remove(".env#TOKEN");
    expect(readFileSync(join(path, ".env.example"), "utf8")).toBe("# copy to .env\nSHOWN=sample\n");
  });

  it.each([".env", "/.env", "*.env", ".env*", "**/.env"])("is not named a second time in a .gitignore that has %s", async (line) => {
    const path = folder();
    writeFileSync(join(path, ".gitignore"), `${line}\n`);
    await storeIn(path).put(".env#A", new SecretBytes("1"));
    expect(readFileSync(join(path, ".gitignore"), "utf8")).toBe(`${line}\n`);
  });

  it("is not touched when a quote in it is never closed, and the line is told", async () => {
    const path = folder();
    const broken = "A=1\nB='open\n";
    writeFileSync(join(path, "unit.env"), broken);
    await expect(storeIn(path).put("unit.env?dialect=systemd#A", new SecretBytes("2"))).rejects.toMatchObject({
      code: "STORE_BROKEN",
      message: expect.stringContaining("line 2") as string,
    });
    expect(readFileSync(join(path, "unit.env"), "utf8")).toBe(broken);
  });

  it("of a shell gives no value that only the shell can tell", async () => {
    const path = folder();
    writeFileSync(join(path, "x.sh"), 'A="$HOME/x"\n');
    await expect(storeIn(path).get("x.sh?dialect=shell#A")).rejects.toMatchObject({ code: "STORE_CANNOT" });
  });

  it("is written although a killed program left its lock behind", async () => {
    const path = folder();
    writeFileSync(join(path, ".env.stanch-lock"), "999999999");
    await storeIn(path).put(".env#A", new SecretBytes("1"));
    expect(readdirSync(path).toSorted()).toEqual([".env", ".env.example"]);
  });

  it("is written although a program was killed before its lock told who holds it", async () => {
    const path = folder();
    writeFileSync(join(path, ".env.stanch-lock"), "");
    await storeIn(path).put(".env#A", new SecretBytes("1"));
    expect(readdirSync(path).toSorted()).toEqual([".env", ".env.example"]);
  });

  it("is whole after a writer was killed at any moment, and the next writer leaves nothing of it behind", { timeout: 60_000 }, async () => {
    const path = folder();
    const long = [7, 8].map((seed) => fake("[A-Za-z0-9]{4000}", seed));
    const script = `
      import { EnvStore, SecretBytes } from ${JSON.stringify(new URL("../index.ts", import.meta.url).href)};
      const store = new EnvStore({ folder: process.cwd(), env: {} });
      const values = JSON.parse(process.argv[1] ?? "");
      for (let round = 0; ; round++) {
        await store.put(".env#A", new SecretBytes(values[round % 2]));
        if (round === 0) process.stdout.write("up");
      }`;
    for (const delayMs of [0, 7, 13, 22]) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script, JSON.stringify(long)], { cwd: path });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const up = await Promise.race([once(child.stdout, "data").then(() => true), ended.then(() => false)]);
      expect(up, "the writer wrote once").toBe(true);
      await sleep(delayMs);
      child.kill("SIGKILL");
      await ended;
      expect(long.map((one) => `A=${one}\n`)).toContain(readFileSync(join(path, ".env"), "utf8"));
    }
    await storeIn(path).put(".env#B", new SecretBytes("1"));
    expect(readdirSync(path).toSorted()).toEqual([".env", ".env.example"]);
  });

  it("whose name or dialect nobody can mean is refused with how to write it", async () => {
    for (const reference of [".env", ".env#", ".env#A-B", ".env?dialect=fish#A"])
      await expect(async () => storeIn(folder()).put(reference, new SecretBytes("1"))).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
  });

  it("is not the only place: the process's environment can be read, and is never written", async () => {
    const store = new EnvStore({ folder: folder(), env: { A: value(3) } });
    expect((await store.get("#A")).value.revealText()).toBe(value(3));
    await expect(store.put("#A", new SecretBytes("1"))).rejects.toMatchObject({ code: "STORE_CANNOT" });
  });
});
