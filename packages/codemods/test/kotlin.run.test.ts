import { rmSync } from "node:fs";
import { join } from "node:path";
import { languages, parseReference } from "@stanch/snippets";
import { describe, expect, it } from "vitest";
import { applyEdits, codemodFor } from "../src/index.ts";
import { fixtures, projectOf } from "./fixture.ts";
import { kotlin } from "./kotlinc.ts";
import { Program } from "./program.ts";

const tools = kotlin();

const MAIN = `package shop

import java.security.MessageDigest

private const val TOKEN = "{{1}}"
const val BEARER = "Bearer $TOKEN"

class Sms(val key: String = "{{2}}") {
    fun url(user: String = "root") = "jdbc:mysql://db/shop?user=\${user}&password={{3}}"
    val pair = "key" to "{{2}}"
}

fun main() {
    val json = """
        { "token": "{{1}}", "cost": "$5" }
    """.trimIndent()
    val bytes = "{{3}}".toByteArray()
    val other = System.getenv("NO_SUCH_VARIABLE") ?: "{{2}}"
    for (text in listOf(TOKEN, BEARER, Sms().key, Sms().url(), Sms().pair.second, json, String(bytes), other)) {
        println(MessageDigest.getInstance("SHA-256").digest(text.toByteArray()).joinToString("") { "%02x".format(it) })
    }
}
`;

const COMPILE = [...(tools?.compile ?? []), "-d", "out", "src"];
const RUN = tools?.run("out", "shop.MainKt") ?? [];

/** What the compiler says of each file, without its places: `f3.kt error: unresolved reference`. */
function faultsOf(files: Readonly<Record<string, string>>): Map<string, readonly string[]> {
  const program = new Program(files);
  try {
    const { stderr } = program.run([...(tools?.compile ?? []), "-d", "out", "src"], false);
    if (/^error:/m.test(stderr)) throw new Error(stderr.slice(0, 1000)); // of the compiler's own, not of a file
    const faults = new Map<string, string[]>();
    for (const [, name = "", what = ""] of stderr.matchAll(/(f\d+)\.kt:\d+:\d+: error: (.*)/g))
      faults.set(name, [...(faults.get(name) ?? []), what]);
    return faults;
  } finally {
    program.remove();
  }
}

describe.skipIf(tools === undefined)("a program of Kotlin", () => {
  it("has nothing new for the compiler to say of any fixture", { timeout: 240_000 }, async () => {
    const [before, after]: Record<string, string>[] = [{}, {}];
    let count = 0;
    for (const fixture of fixtures().filter(({ path, name }) => path.endsWith(".kt") && !name.endsWith("/unparsed"))) {
      const made = await codemodFor(fixture.path)?.rewrite(
        { path: fixture.path, text: fixture.before },
        fixture.targets,
        projectOf(fixture),
      );
      if (made === undefined || before === undefined || after === undefined || made.edits.length === 0) continue;
      // Each in a package of its own, with what was made beside it.
      const alone = (text: string): string => `package f${count}\n${text.replace(/^\uFEFF?(?:package .*)?/m, "")}`;
      before[`src/f${count}.kt`] = alone(fixture.before);
      after[`src/f${count}.kt`] = alone(
        [applyEdits(fixture.before, made.edits), ...made.files.map(({ text }) => text.replace(/^package .*/m, ""))].join("\n"),
      );
      count++;
    }
    expect(count).toBeGreaterThan(10);
    const [known, said] = [faultsOf(before ?? {}), faultsOf(after ?? {})];
    for (const [name, faults] of said)
      expect([name, faults.filter((fault) => known.get(name)?.includes(fault) !== true)]).toEqual([name, []]);
  });

  it("compiles, prints the same, and fails clearly when a variable is missing", { timeout: 240_000 }, async () => {
    const program = new Program({ "src/shop/Main.kt": MAIN });
    try {
      expect(program.run(COMPILE, false).status).toBe(0);
      const before = program.run(RUN, false);
      expect(before.stdout).not.toBe("");
      rmSync(join(program.folder, "out"), { recursive: true });
      await program.fix();
      expect(program.run(COMPILE, false)).toMatchObject({ status: 0 });
      expect(program.run(RUN, true).stdout).toBe(before.stdout);
      const missing = program.run(RUN, false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it("asks a store by functions of its own package", { timeout: 240_000 }, async () => {
    const program = new Program({ "src/shop/Main.kt": MAIN });
    try {
      const helper = languages.find(({ id }) => id === "kotlin")?.helper;
      await program.fixEach((variable) => helper?.(parseReference(`env:#${variable}`, { id: "x", provider: "x" }), "Secret", variable));
      expect(program.run(COMPILE, false)).toMatchObject({ status: 0 });
      expect(program.run(RUN, true)).toMatchObject({ status: 0 });
      expect(program.run(RUN, false).stderr).toContain("SECRET_1 is not set in the environment");
    } finally {
      program.remove();
    }
  });
});
