import { spawnSync } from "node:child_process";
import { fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../src/index.ts";
import { go } from "../src/languages/go.ts";
import { fixtures } from "./fixture.ts";
import { fromEnvironment, helpersOf } from "./helper.ts";
import { Program, has } from "./program.ts";

const isHere = has("go", "version");

const MAIN = `package main

import (
	"crypto/sha256"
	"fmt"
)

const (
	name  = "app"
	token = "{{1}}"
)

const bearer = "Bearer " + token

type secret string

type config struct {
	host string
	key  secret
}

var settings = config{host: "a", key: "{{2}}"}

func main() {
	dsn := fmt.Sprintf("postgres://%s:{{3}}@%s/db", name, settings.host)
	body := \`{"token": "{{1}}",
	"key": "{{2}}"}\`
	for _, text := range []string{token, bearer, string(settings.key), dsn, body, other()} {
		fmt.Printf("%x\\n", sha256.Sum256([]byte(text)))
	}
}
`;

const OTHER = `package main

func other() string {
	const pair = "id:{{3}}"
	return pair
}
`;

describe.skipIf(!isHere)("a program of Go", () => {
  it("compiles, prints the same, and fails clearly when a variable is missing", { timeout: 60_000 }, async () => {
    const program = new Program({ "go.mod": "module example.com/app\n\ngo 1.20\n", "main.go": MAIN, "other.go": OTHER });
    try {
      const before = program.run(["go", "run", "."], false);
      expect(before.stderr).toBe("");
      await program.fix();
      expect(program.run(["gofmt", "-l", "."], false).stdout).toBe("");
      expect(program.run(["go", "vet", "."], false).stderr).toBe("");
      expect(program.run(["go", "run", "."], true).stdout).toBe(before.stdout);
      const missing = program.run(["go", "run", "."], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toMatch(/SECRET_\d is not set in the environment/);
    } finally {
      program.remove();
    }
  });
});

describe.skipIf(!isHere)("a program of Go with a helper", () => {
  it("asks it, and ends when it has nothing", { timeout: 60_000 }, async () => {
    const main =
      'package main\n\nimport "fmt"\n\nconst token = "Bearer {{1}}"\n\nfunc main() {\n\tfmt.Println(len(token), token == "Bearer {{1}}")\n}\n';
    const program = new Program({ "go.mod": "module example.com/app\n\ngo 1.21\n", "main.go": main });
    try {
      await program.fix(fromEnvironment);
      expect(program.run(["gofmt", "-l", "."], false).stdout).toBe("");
      expect(program.run(["go", "run", "."], true).stdout).toBe("47 true\n");
      expect(program.run(["go", "run", "."], false).stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });
});

describe.skipIf(!isHere)("a program of Go with bytes as numbers", () => {
  it("has the same bytes when the variable holds the list", { timeout: 60_000 }, async () => {
    const list = Array.from({ length: 32 }, (_, at) => (at % 2 === 0 ? `0x${(at * 7 + 16).toString(16)}` : String(at * 5))).join(", ");
    const text = `package main\n\nimport "fmt"\n\nvar key = [32]byte{${list}}\n\nfunc main() {\n\tfmt.Println(key, []byte{${list}})\n}\n`;
    const targets = [...text.matchAll(/0x10,[^}]*/g)].map(({ index, 0: value }, at) => {
      return { id: String(at), start: index, end: index + value.length, value, title: "Key", variable: "KEY" };
    });
    const project = { read: (path: string) => (path === "go.mod" ? "module example.com/app\n\ngo 1.20\n" : undefined), list: () => [] };
    const made = await go.rewrite({ path: "main.go", text }, targets, project);
    expect([targets.length, made.refusals]).toEqual([2, []]);
    const [before, after] = [text, applyEdits(text, made.edits)].map(
      (code) => new Program({ "go.mod": project.read("go.mod") ?? "", "main.go": code }),
    );
    try {
      expect(after?.run(["env", `KEY=${list}`, "go", "run", "."], false).stdout).toBe(before?.run(["go", "run", "."], false).stdout);
      expect(after?.run(["env", "KEY=12, x", "go", "run", "."], false).stderr).toContain("not a list of byte numbers");
    } finally {
      before?.remove();
      after?.remove();
    }
  });
});

describe.skipIf(!isHere)("gofmt", () => {
  const formatted = (text: string): string => spawnSync("gofmt", { input: text, encoding: "utf8" }).stdout;

  it.each(fixtures().filter(({ path }) => path.endsWith(".go")))("has nothing to change after $name", ({ before, after, created }) => {
    if (formatted(before) === before) expect(formatted(after)).toBe(after);
    for (const text of created.values()) expect(formatted(text)).toBe(text);
  });

  it.each(helpersOf("go"))("has nothing to change in the helper of $address", ({ helper: { text } }) => {
    expect(formatted(text)).toBe(text);
  });
});

describe("a secret of Go in pieces", () => {
  const value = fake("[A-Za-z0-9]{40}", 5);
  const rewritten = async (text: string, from: string, to: string) => {
    const start = text.indexOf(from);
    const end = text.indexOf(to) + to.length;
    const target = { id: "t", start, end, value, title: "Secret", variable: "SECRET_1" };
    const made = await go.rewrite({ path: "a.go", text }, [target], { read: () => undefined, list: () => [] });
    return { text: applyEdits(text, made.edits), refusals: made.refusals.map(({ reason }) => reason) };
  };
  const [head, tail] = [value.slice(0, 20), value.slice(20)];

  it("is read whole", async () => {
    const made = await rewritten(`package a\n\nvar t = "Bearer ${head}" +\n\t"${tail}!" + x\n`, head, tail);
    expect(made.text).toContain('var t = "Bearer " + mustEnv("SECRET_1") + "!" + x\n');
  });

  it("is left when something else is between", async () => {
    const made = await rewritten(`package a\n\nvar t = "${head}" + x + "${tail}"\n`, head, tail);
    expect(made.refusals).toEqual([expect.stringContaining("pieces")]);
  });

  it("is left when its escapes do not read as its value", async () => {
    const made = await rewritten(`package a\n\nvar t = "${head}\\n${tail}"\n`, head, tail);
    expect(made.refusals).toEqual([expect.stringContaining("does not read as")]);
  });
});
