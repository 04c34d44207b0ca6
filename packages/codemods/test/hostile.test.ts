import { fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { codemodFor } from "../src/index.ts";

const TOKEN = fake("[A-Za-z0-9]{40}", 71);
const DEEP = 20_000;
const PROJECT = { read: () => undefined, list: () => [] };

/** The same nonsense in every language: a value deep in brackets, and one on a line of a million characters. */
const TEXTS = {
  "deep in brackets": `x = ${"(".repeat(DEEP)}"${TOKEN}"${")".repeat(DEEP)}\n`,
  "deep in lists": `x = ${"[".repeat(DEEP)}"${TOKEN}"${"]".repeat(DEEP)}\n`,
  "deep in blocks": `${"{\n".repeat(DEEP)}x = "${TOKEN}";\n${"}\n".repeat(DEEP)}`,
  "on a very long line": `x = "${"a, ".repeat(300_000)}" + "${TOKEN}"\n`,
  "in quotes that never close": `${`'"\`\\`.repeat(5000)}${TOKEN}`,
};

const FILES = [
  "a.py",
  "a.js",
  "a.ts",
  "a.tsx",
  "a.go",
  "A.java",
  "A.kt",
  "A.cs",
  "a.rb",
  "a.php",
  "a.rs",
  "a.sh",
  "a.yaml",
  "a.json",
  "a.toml",
  "a.tf",
  "a.xml",
  "a.properties",
  "Dockerfile",
  "compose.yaml",
  ".github/workflows/a.yml",
];

const OPENING: Readonly<Record<string, string>> = {
  "a.go": "package a\n\nvar x = ",
  "A.kt": "val x = ",
  "a.rs": "static X: &str = ",
  "a.php": "<?php\n$x = ",
  "A.java": "class A { String x = ",
  "A.cs": "class A { string x = ",
};

describe.each(FILES)("%s of somebody who means harm", (path) => {
  it.each(Object.entries(TEXTS))("%s: ends, and is whole or refused", { timeout: 60_000 }, async (_, text) => {
    const start = text.indexOf(TOKEN);
    const target = { id: "t", start, end: start + TOKEN.length, value: TOKEN, title: "Plivo Auth Token", variable: "PLIVO_AUTH_TOKEN" };
    const made = await codemodFor(path)?.rewrite({ path, text }, [target], PROJECT);
    expect(made).toBeDefined();
    expect((made?.edits.length ?? 0) > 0 || made?.refusals.length === 1).toBe(true);
  });
});

it.each(["a.py", "a.js", "a.ts", "a.go", "A.java", "A.kt", "A.cs", "a.rb", "a.php", "a.rs"])(
  "%s: what lies too deep is left with that reason",
  async (path) => {
    const text = `${OPENING[path] ?? "x = "}${"(".repeat(1000)}"${TOKEN}"${")".repeat(1000)};\n`;
    const start = text.indexOf(TOKEN);
    const target = { id: "t", start, end: start + TOKEN.length, value: TOKEN, title: "Plivo Auth Token", variable: "PLIVO_AUTH_TOKEN" };
    const made = await codemodFor(path)?.rewrite({ path, text }, [target], PROJECT);
    expect(made?.refusals).toEqual([{ target: "t", reason: "it lies deeper in the code than anybody writes" }]);
  },
);
