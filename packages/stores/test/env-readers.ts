// The programs that read files of variables, each as itself: what one makes of a file, by name. Installed into the cache folder;
// one whose language is not here is left out, and said on stderr.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { CACHE, pythonPackage } from "./servers.ts";

/** What the file says, as the reader's program gives it to others. Throws when it cannot read the file. */
export type EnvReader = (file: string) => ReadonlyMap<string, string>;

const PYTHON = process.platform === "win32" ? "python" : "python3";

/** Docker's own parser of `--env-file`, compose's of `.env` and `env_file`, godotenv. */
export function goReader(which: "docker" | "compose" | "godotenv"): EnvReader | undefined {
  const program = tried("go", goProgram);
  return program === undefined ? undefined : (file) => json(execFileSync(program, [which, file], { stdio: ["ignore", "pipe", "ignore"] }));
}

export function pythonDotenv(): EnvReader | undefined {
  const home = tried("python-dotenv", () => pythonPackage("python-dotenv", "1.2.4", ["--no-deps"]));
  const script = "import json, sys; from dotenv import dotenv_values; print(json.dumps(dotenv_values(sys.argv[1])))";
  const env = { ...process.env, ...(home === undefined ? {} : { PYTHONPATH: home }) };
  return home === undefined
    ? undefined
    : (file) => json(execFileSync(PYTHON, ["-c", script, file], { env, stdio: ["ignore", "pipe", "ignore"] }));
}

export function npmDotenv(): EnvReader | undefined {
  const home = tried("dotenv of npm", () => madeWhole("npm-dotenv-18.0.10", (folder) => npmInstall(folder, "dotenv@18.0.10")));
  if (home === undefined) return undefined;
  const { parse } = createRequire(join(home, "x.cjs"))("dotenv") as { parse: (text: string) => Record<string, string> }; // its documented form
  return (file) => new Map(Object.entries(parse(readFileSync(file, "utf8"))));
}

/** The function that systemd itself calls for `EnvironmentFile=`, and the one that then drops what is no variable. */
export function systemdReader(): EnvReader | undefined {
  const library = process.platform === "linux" ? systemdLibrary() : undefined;
  if (library === undefined) return undefined;
  return (file) => json(execFileSync(PYTHON, ["-c", SYSTEMD, library, file], { stdio: ["ignore", "pipe", "ignore"] }));
}

const SYSTEMD = `
import ctypes, json, sys
lib = ctypes.CDLL(sys.argv[1])
Strings = ctypes.POINTER(ctypes.c_char_p)
lib.load_env_file.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(Strings)]
lib.strv_env_clean_with_callback.argtypes = [Strings, ctypes.c_void_p, ctypes.c_void_p]
lib.strv_env_clean_with_callback.restype = Strings
found = Strings()
code = lib.load_env_file(None, sys.argv[2].encode(), ctypes.byref(found))
if code < 0: sys.exit(f"load_env_file: {code}")
if found: found = lib.strv_env_clean_with_callback(found, None, None)
told, at = {}, 0
while found and found[at] is not None:
    name, _, value = found[at].partition(b"=")
    told[name.decode()] = value.decode()
    at += 1
print(json.dumps(told))
`;

function systemdLibrary(): string | undefined {
  const folders = ["/usr/lib/systemd", "/usr/lib/x86_64-linux-gnu/systemd", "/usr/lib/aarch64-linux-gnu/systemd", "/usr/lib64/systemd"];
  const found = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .find((path) => /libsystemd-shared-\d+[^/]*\.so$/.test(path));
  if (found === undefined) process.stderr.write("no systemd here; its reader of EnvironmentFile= is left out\n");
  return found;
}

const GO_MOD = `module envread

go 1.24

require (
	github.com/compose-spec/compose-go/v2 v2.16.2
	github.com/docker/cli v29.9.3+incompatible
	github.com/joho/godotenv v1.5.1
)
`;

const GO_MAIN = `package main

import (
	"encoding/json"
	"os"
	"strings"

	compose "github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/docker/cli/pkg/kvfile"
	"github.com/joho/godotenv"
)

func read(which, file string) (map[string]string, error) {
	switch which {
	case "compose":
		return compose.Read(file)
	case "godotenv":
		return godotenv.Read(file)
	}
	lines, err := kvfile.Parse(file, nil)
	told := map[string]string{}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, "=")
		told[name] = value
	}
	return told, err
}

func main() {
	told, err := read(os.Args[1], os.Args[2])
	if err != nil {
		os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(told)
}
`;

function goProgram(): string {
  const home = madeWhole("env-readers-1", (folder) => {
    writeFileSync(join(folder, "go.mod"), GO_MOD);
    writeFileSync(join(folder, "main.go"), GO_MAIN);
    for (const args of [
      ["mod", "tidy"],
      ["build", "-o", "envread.exe", "."],
    ])
      execFileSync("go", args, { cwd: folder, stdio: "ignore", env: { ...process.env, GOFLAGS: "" } });
  });
  return join(home, "envread.exe");
}

function npmInstall(folder: string, name: string): void {
  writeFileSync(join(folder, "package.json"), "{}");
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", name], {
    cwd: folder,
    stdio: "ignore",
    shell: process.platform === "win32",
  });
}

/** A folder of the cache, made whole or not at all. */
function madeWhole(name: string, make: (folder: string) => void): string {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const beside = mkdtempSync(join(CACHE, "new-"));
  try {
    make(beside);
    if (!existsSync(folder)) renameSync(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
  return folder;
}

function tried<T>(name: string, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    process.stderr.write(`${name} is not here (${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}); it is left out\n`);
    return undefined;
  }
}

function json(bytes: Buffer): ReadonlyMap<string, string> {
  return new Map(Object.entries(JSON.parse(bytes.toString("utf8")) as Record<string, string>)); // each of the programs above prints that
}
