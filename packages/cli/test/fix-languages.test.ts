import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { Missing, ROOT_TOKEN, openBao } from "../../stores/test/servers.ts";

// The whole way of a leak out of the code, as a user goes it: scan, fix, scan, run, revert; in every language that runs here.

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const ID = fake("MA[A-Z0-9]{18}", 301);
const TOKEN = fake("[A-Za-z0-9]{40}", 302);
const EXPECTED = createHash("sha256").update(`${ID}:${TOKEN}`).digest("hex");

interface Program {
  readonly language: string;
  readonly file: string;
  /** Lines of a program that prints the digest of `ID:TOKEN`. */
  readonly lines: readonly string[];
  readonly command: readonly string[];
  /** What must be there, where that is not the command itself. */
  readonly tool?: string;
  /** What it prints, where that is not EXPECTED. */
  readonly expected?: string;
}

/** FNV-1a in 64 bits: Rust's own library has no SHA-256. */
function fnv(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16);
}

/** Compiles outside of the project, which must hold nothing but its files. */
const compiled = (compile: string, run: string): string[] => ["sh", "-c", `out=$(mktemp -d) && ${compile} && ${run}`];

const PROGRAMS: readonly Program[] = [
  {
    language: "Python",
    file: "app.py",
    lines: [
      "import hashlib",
      "",
      'PLIVO_AUTH_ID = "@ID@"',
      'PLIVO_AUTH_TOKEN = "@TOKEN@"',
      "",
      'print(hashlib.sha256(f"{PLIVO_AUTH_ID}:{PLIVO_AUTH_TOKEN}".encode()).hexdigest())',
    ],
    command: ["python3", "app.py"],
  },
  {
    language: "JavaScript",
    file: "app.mjs",
    lines: [
      'import { createHash } from "node:crypto";',
      "",
      'const plivoAuthId = "@ID@";',
      'const plivoAuthToken = "@TOKEN@";',
      'console.log(createHash("sha256").update(`${plivoAuthId}:${plivoAuthToken}`).digest("hex"));',
    ],
    command: [process.execPath, "app.mjs"],
  },
  {
    language: "TypeScript",
    file: "config.ts",
    lines: [
      'import { createHash } from "node:crypto";',
      "",
      'const plivo: { id: string; authToken: string } = { id: "@ID@", authToken: "@TOKEN@" };',
      'console.log(createHash("sha256").update(`${plivo.id}:${plivo.authToken}`).digest("hex"));',
    ],
    command: [process.execPath, "config.ts"],
  },
  {
    language: "Go",
    file: "main.go",
    lines: [
      "package main",
      "",
      "import (",
      '\t"crypto/sha256"',
      '\t"fmt"',
      ")",
      "",
      'const plivoAuthID = "@ID@"',
      'const plivoAuthToken = "@TOKEN@"',
      "",
      "func main() {",
      '\tfmt.Printf("%x\\n", sha256.Sum256([]byte(plivoAuthID+":"+plivoAuthToken)))',
      "}",
    ],
    command: ["go", "run", "main.go"],
  },
  {
    language: "Java",
    file: "App.java",
    lines: [
      "import java.nio.charset.StandardCharsets;",
      "import java.security.MessageDigest;",
      "import java.util.HexFormat;",
      "",
      "public class App {",
      '    private static final String PLIVO_AUTH_ID = "@ID@";',
      '    private static final String PLIVO_AUTH_TOKEN = "@TOKEN@";',
      "",
      "    public static void main(String[] args) throws Exception {",
      '        byte[] text = (PLIVO_AUTH_ID + ":" + PLIVO_AUTH_TOKEN).getBytes(StandardCharsets.UTF_8);',
      '        System.out.println(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));',
      "    }",
      "}",
    ],
    command: ["java", "App.java"],
  },
  {
    language: "Ruby",
    file: "app.rb",
    lines: [
      'require "digest"',
      "",
      'PLIVO_AUTH_ID = "@ID@"',
      'PLIVO_AUTH_TOKEN = "@TOKEN@"',
      'puts Digest::SHA256.hexdigest("#{PLIVO_AUTH_ID}:#{PLIVO_AUTH_TOKEN}")',
    ],
    command: ["ruby", "app.rb"],
  },
  {
    language: "PHP",
    file: "app.php",
    lines: [
      "<?php",
      "$plivoAuthId = '@ID@';",
      "$plivoAuthToken = '@TOKEN@';",
      'echo hash(\'sha256\', "$plivoAuthId:$plivoAuthToken"), "\\n";',
    ],
    command: ["php", "app.php"],
  },
  {
    language: "shell",
    file: "run.sh",
    lines: [
      "#!/bin/sh",
      "PLIVO_AUTH_ID=@ID@",
      "PLIVO_AUTH_TOKEN=@TOKEN@",
      `printf '%s:%s' "$PLIVO_AUTH_ID" "$PLIVO_AUTH_TOKEN" | sha256sum | cut -d' ' -f1`,
    ],
    command: ["sh", "run.sh"],
  },
  {
    language: "Rust",
    file: "main.rs",
    lines: [
      'const PLIVO_AUTH_ID: &str = "@ID@";',
      "",
      "fn main() {",
      '    let plivo_auth_token = "@TOKEN@";',
      "    let mut hash: u64 = 0xcbf29ce484222325;",
      '    for byte in format!("{}:{}", PLIVO_AUTH_ID, plivo_auth_token).bytes() {',
      "        hash = (hash ^ u64::from(byte)).wrapping_mul(0x100000001b3);",
      "    }",
      '    println!("{:x}", hash);',
      "}",
    ],
    tool: "rustc",
    command: compiled('rustc -o "$out/app" main.rs', '"$out/app"'),
    expected: fnv(`${ID}:${TOKEN}`),
  },
  {
    language: "C#",
    file: "App.cs",
    lines: [
      "using System;",
      "using System.Security.Cryptography;",
      "using System.Text;",
      "",
      "public static class App",
      "{",
      '    private const string PlivoAuthId = "@ID@";',
      '    private static readonly string PlivoAuthToken = "@TOKEN@";',
      "",
      "    public static void Main()",
      "    {",
      '        var digest = SHA256.Create().ComputeHash(Encoding.UTF8.GetBytes(PlivoAuthId + ":" + PlivoAuthToken));',
      '        Console.WriteLine(BitConverter.ToString(digest).Replace("-", "").ToLowerInvariant());',
      "    }",
      "}",
    ],
    tool: "mcs",
    command: compiled('mcs -out:"$out/app.exe" App.cs', 'mono "$out/app.exe"'),
  },
];

/** Why a program cannot run here, or undefined. */
function absent({ command, tool }: Program): string | undefined {
  const program = tool ?? command[0] ?? "";
  if (program === "sh") return undefined; // knows no --version
  const asked = spawnSync(program, [program === "go" ? "version" : "--version"], { encoding: "utf8" });
  // rustup's rustc is there and fails where no toolchain is.
  return asked.status === 0 ? undefined : `${program} is not here`;
}

const runnable = PROGRAMS.filter((program) => {
  const why = absent(program);
  if (why !== undefined) process.stdout.write(`left out: ${program.language}: ${why}\n`);
  return why === undefined;
});

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function project(): string {
  const folder = mkdtempSync(join(tmpdir(), "stanch-leak-"));
  made.push(folder);
  for (const { file, lines } of PROGRAMS)
    writeFileSync(join(folder, file), `${lines.join("\n").replaceAll("@ID@", ID).replaceAll("@TOKEN@", TOKEN)}\n`);
  chmodSync(join(folder, "run.sh"), 0o755);
  return folder;
}

const contents = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder)
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, `${statSync(join(folder, name)).mode} ${readFileSync(join(folder, name), "utf8")}`]),
  );

function stanch(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): { code: number | null; out: string; told: string } {
  const ran = spawnSync(process.execPath, [MAIN, ...args], { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  expect(`${ran.stdout}${ran.stderr}`.includes(TOKEN)).toBe(false);
  return { code: ran.status, out: ran.stdout, told: ran.stderr };
}

function prints(cwd: string, { command }: Program, env: Record<string, string> = {}): string {
  return spawnSync(command[0] ?? "", command.slice(1), { cwd, encoding: "utf8", env: { ...process.env, ...env } }).stdout.trim();
}

const server = await openBao();
afterAll(async () => (server instanceof Missing ? undefined : server.stop()));

describe("from leaked to clean and back", { timeout: 180_000 }, () => {
  it.skipIf(server instanceof Missing)("through a real OpenBao server: scan, fix, scan, run, revert", () => {
    const env = { VAULT_ADDR: server instanceof Missing ? "" : server.url, VAULT_TOKEN: ROOT_TOKEN };
    const folder = project();
    const before = contents(folder);
    for (const program of runnable)
      expect([program.language, prints(folder, program)]).toEqual([program.language, program.expected ?? EXPECTED]);
    expect(stanch(folder, ["scan"], env)).toMatchObject({ code: 1 });

    const fixed = stanch(folder, ["fix", "--store", "vault:secret/shop", "--read", "environment", "--plan", "plan.json", "--apply"], env);
    expect([fixed.code, fixed.told]).toEqual([0, ""]);
    expect(fixed.out).toContain("A second scan finds none of them");
    expect(readFileSync(join(folder, "plan.json"), "utf8").includes(TOKEN)).toBe(false);
    expect(stanch(folder, ["scan"], env)).toMatchObject({ code: 0 });

    for (const program of runnable) {
      const ran = stanch(folder, ["run", "--env", "PLIVO_AUTH_TOKEN=vault:secret/shop#plivo_auth_token", "--", ...program.command], env);
      expect([program.language, ran.out.trim()]).toEqual([program.language, program.expected ?? EXPECTED]);
      // Without its secret a program fails, and does not go on with an empty one.
      const without = spawnSync(program.command[0] ?? "", program.command.slice(1), { cwd: folder, encoding: "utf8" });
      expect([program.language, without.status]).not.toEqual([program.language, 0]);
      expect(`${without.stdout}${without.stderr}`).toContain("PLIVO_AUTH_TOKEN");
    }

    // Again: nothing is left to do, nothing changes.
    const after = contents(folder);
    expect(stanch(folder, ["fix", "--store", "vault:secret/shop", "--read", "environment"], env)).toMatchObject({ code: 0 });
    expect(contents(folder)).toEqual(after);

    expect(stanch(folder, ["fix", "--revert", "plan.json"], env)).toMatchObject({ code: 0 });
    rmSync(join(folder, "plan.json"));
    expect(contents(folder)).toEqual(before);
    expect(stanch(folder, ["store", "get", "vault:secret/shop#plivo_auth_token"], env)).toMatchObject({ code: 2 });
  });

  it("through an .env file, which a scan of what git has does not meet", () => {
    const folder = project();
    spawnSync("git", ["init", "-q"], { cwd: folder });
    const before = contents(folder);
    expect(stanch(folder, ["fix", "--store", "env:.env", "--plan", "../plan-env.json", "--apply"])).toMatchObject({ code: 0 });
    made.push(join(folder, "../plan-env.json"));
    expect(stanch(folder, ["scan", "--skip-git-ignored"])).toMatchObject({ code: 0 });
    for (const program of runnable) expect(prints(folder, program, { PLIVO_AUTH_TOKEN: TOKEN })).toBe(program.expected ?? EXPECTED);
    expect(stanch(folder, ["fix", "--revert", "../plan-env.json"])).toMatchObject({ code: 0 });
    expect(contents(folder)).toEqual(before);
  });
});
