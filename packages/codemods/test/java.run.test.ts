import { rmSync } from "node:fs";
import { join } from "node:path";
import { languages, parseReference } from "@stanch/snippets";
import { describe, expect, it } from "vitest";
import { Program, has } from "./program.ts";

const isHere = has("javac", "-version");

const MAIN = `package shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

public class Main {
    private static final String TOKEN = "{{1}}";
    static final String BEARER = "Bearer " + TOKEN;
    private final String key;

    Main(String key) {
        this.key = key;
    }

    Main() {
        this("{{2}}");
    }

    public static void main(String[] args) throws Exception {
        String url = "jdbc:mysql://db/shop?user=root&password={{3}}&useSSL=false";
        String json = """
            {
              "token": "{{1}}",
              "other": "{{2}}", "rate": "100%"
            }
            """;
        byte[] basic = "user:{{2}}".getBytes(StandardCharsets.UTF_8);
        for (String text : new String[] {TOKEN, BEARER, new Main().key, url, json, new String(basic), Keys.KEY, Keys.of(3)}) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            System.out.println(new java.math.BigInteger(1, digest).toString(16));
        }
    }
}
`;

const KEYS = `package shop;

interface Keys {
    String KEY = "{{3}}";

    static String of(int count) {
        return count > 2 ? "{{1}}:" + count : "{{1}}";
    }
}
`;

const FILES = { "src/shop/Main.java": MAIN, "src/shop/Keys.java": KEYS };
const RUN = ["java", "-cp", "out", "shop.Main"];

function compile(program: Program): string {
  const sources = ["Main", "Keys", ...[1, 2, 3].map((digit) => `Secret${digit}Secret`)].map((name) => `src/shop/${name}.java`);
  const isMade = program.texts().some((text) => text.includes("final class Secret"));
  return program.run(["javac", "-d", "out", ...sources.slice(0, isMade ? 5 : 2)], false).stderr;
}

describe.skipIf(!isHere)("a program of Java", () => {
  it("compiles, prints the same, and fails clearly when a variable is missing", { timeout: 60_000 }, async () => {
    const program = new Program(FILES);
    try {
      expect(compile(program)).toBe("");
      const before = program.run(RUN, false);
      expect(before.stderr).toBe("");
      rmSync(join(program.folder, "out"), { recursive: true });
      await program.fix();
      expect(compile(program)).toBe("");
      expect(program.run(RUN, true)).toMatchObject({ stderr: "", stdout: before.stdout });
      const missing = program.run(RUN, false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it("asks a store by classes of its own package", { timeout: 60_000 }, async () => {
    const program = new Program(FILES);
    try {
      const helper = languages.find(({ id }) => id === "java")?.helper;
      await program.fixEach((variable) => helper?.(parseReference(`env:#${variable}`, { id: "x", provider: "x" }), "Secret", variable));
      expect(compile(program)).toBe("");
      expect(program.run(RUN, true)).toMatchObject({ stderr: "", status: 0 });
      expect(program.run(RUN, false).stderr).toContain("SECRET_1 is not set in the environment");
    } finally {
      program.remove();
    }
  });
});
