import { rmSync } from "node:fs";
import { join } from "node:path";
import { languages, parseReference } from "@stanch/snippets";
import { describe, expect, it } from "vitest";
import { Program, has } from "./program.ts";

const isHere = has("kotlinc", "-version");

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

const COMPILE = ["kotlinc", "-nowarn", "-d", "out", "src"];
const RUN = ["kotlin", "-cp", "out", "shop.MainKt"];

describe.skipIf(!isHere)("a program of Kotlin", () => {
  it("compiles, prints the same, and fails clearly when a variable is missing", { timeout: 120_000 }, async () => {
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

  it("asks a store by functions of its own package", { timeout: 120_000 }, async () => {
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
