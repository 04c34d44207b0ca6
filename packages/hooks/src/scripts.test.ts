import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  type Program,
  configurationLines,
  configuredCommand,
  hookScript,
  huskyLines,
  machineScript,
  shellWord,
  starterScript,
} from "./scripts.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "stanch-scripts-")));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** Names that a shell, or git's configuration, would read as something else. */
const odd = join(scratch, `it's "a" $HOME; #\\x é`);
mkdirSync(odd);
/** Stands for Node: says what it was started with, and what it was given. */
const program: Program = { node: join(odd, "node"), script: join(odd, "stanch.mjs"), args: ["--config", join(odd, "own config.jsonc")] };
writeFileSync(program.node, `#!/bin/sh\nfor one in "$@"; do echo "<$one>"; done\ncat\n`);
chmodSync(program.node, 0o755);
writeFileSync(program.script, "");

/** Only what a commit waits for is given room for its garbage: a push is scanned by several threads. */
const options = (type: string): string[] => (type === "pre-commit" ? ["--min-semi-space-size=16"] : []);
const told = (type: string): string =>
  [...options(type), program.script, "hook", "run", type, ...program.args, "--", "origin", "the address"]
    .map((word) => `<${word}>\n`)
    .join("");

function started(text: string, input: string, cwd = scratch): string {
  const path = join(scratch, "hook");
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  const ran = spawnSync(path, ["origin", "the address"], { cwd, input, encoding: "utf8", timeout: 10_000 });
  return ran.stdout + ran.stderr;
}

describe("the text of a hook", () => {
  it("starts the program under whatever name it has, with the refs", () => {
    const refs = "refs/heads/a 1 refs/heads/b 2\nrefs/heads/c 3 refs/heads/d 4\n";
    expect(started(hookScript("pre-push", program), refs)).toBe(told("pre-push") + refs);
    expect(started(hookScript("pre-merge-commit", program), "")).toBe(told("pre-commit"));
    expect(started(machineScript("pre-push", program, true), refs, "/")).toContain(told("pre-push") + refs);
  });

  it("is of no effect in a folder for all repositories where the hook is not ours and the repository has none", () => {
    const bare = join(scratch, "bare.git");
    execFileSync("git", ["init", "-q", "--bare", bare]);
    expect(started(machineScript("commit-msg", program, true), "", bare)).toBe("");
    expect(started(machineScript("pre-push", program, false), "", bare)).toBe("");
  });

  it("is a command of git's configuration, which git reads as it was meant", () => {
    const file = join(scratch, "config");
    writeFileSync(file, configurationLines("pre-commit", program).join("\n"));
    const get = (...args: readonly string[]): string => execFileSync("git", ["config", "-f", file, ...args], { encoding: "utf8" });
    expect(get("--get-all", "hook.stanch-pre-commit.event")).toBe("pre-commit\npre-merge-commit\n");
    const command = get("--get", "hook.stanch-pre-commit.command").replace(/\n$/, "");
    expect(command).toBe(configuredCommand("pre-commit", program));
    // As git does it: the hook's arguments behind the command, by a shell.
    const ran = execFileSync("sh", ["-c", `${command} "$@"`, "sh", "origin", "the address"], { encoding: "utf8", input: "" });
    expect(ran).toBe(told("pre-commit"));
  });

  it("in husky's folder gives the refs to stanch and then to what follows, none where there are none", () => {
    const work = join(scratch, "work");
    execFileSync("git", ["init", "-q", work]);
    writeFileSync(join(work, ".git/stanch-hook"), starterScript(program));
    chmodSync(join(work, ".git/stanch-hook"), 0o755);
    const text = ["#!/bin/sh -e", ...huskyLines("pre-push", "pre-push"), "echo theirs", "cat", ""].join("\n");
    for (const refs of ["", "refs/heads/a 1 refs/heads/b 2\n", "one\ntwo\n"]) {
      expect(started(text, refs, work)).toBe(`${told("pre-push")}${refs === "" ? "\n" : refs}theirs\n${refs}`); // stanch passes over a blank line
    }
  });

  it("says any word as itself", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "'", '"', "$", "`", "\\", " ", "\n", "!", "*", "~", "é", "-", ";"), maxLength: 12 }),
        (word) => {
          expect(execFileSync("sh", ["-c", `printf %s ${shellWord(word)}`], { encoding: "utf8" })).toBe(word);
        },
      ),
      { numRuns: 60 },
    );
  });
});
