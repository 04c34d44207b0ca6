import { createHash } from "node:crypto";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import { type LanguageHelper, languages, parseReference } from "@stanch/snippets";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../src/index.ts";
import { javascript } from "../src/languages/javascript.ts";
import { Program, filled } from "./program.ts";

const MODULES = fileURLToPath(new URL("../../../node_modules", import.meta.url));
const TSC = [process.execPath, `${MODULES}/typescript/bin/tsc`, "--project", "tsconfig.json"];

const PRINT = `for (const text of all) console.log(createHash("sha256").update(text).digest("hex"));\n`;

const MAIN = `#!/usr/bin/env node
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { pairs } from "./pairs.mjs"; // {{1}}

/** What is printed. */
const all = [...pairs];
const { old } = createRequire(import.meta.url)("./old.cjs");
const header = { Authorization: "Bearer {{1}}", cookie: 'a=\`x\`; c=\${b}; \\x41\\
k={{2}}' };
function call(key = "{{3}}", url = \`https://{{1}}:{{2}}@example.com/\${key ? "{{3}}" : \`{{2}}\`}\`) {
  switch (key) {
    case '{{3}}':
      return url + key.length + "{{1}}".at(-1);
  }
  return "";
}
class Client {
  static key = "{{1}}";
  secret = ("{{2}}");
}
all.push(...Object.values(header), call(), Client.key, new Client().secret, ...old, String.raw\`\\d{{1}}\`);
${PRINT}`;

const PAIRS = `export const pairs = ['{{1}}' + '{{2}}', process.env.SECRET_3 || '{{3}}', process.env.NOT_THERE ?? '{{3}}'].concat(
  [1].map(() => 'k={{1}}'),
)
`;

const OLD = `"use strict";
var parts = "{{1}}:{{2}}".split(":");
var mark = typeof"{{3}}";
exports.old = ["a={{1}};b={{2}}" + "{{3}}", parts[1], mark, "\\101{{1}}".length > 0 ? "yes" : "no"];
`;

describe("a program of JavaScript", () => {
  it("prints the same, and fails clearly when a variable is missing", async () => {
    const program = new Program({ "main.mjs": MAIN, "pairs.mjs": PAIRS, "old.cjs": OLD.replace("\\101", "") });
    try {
      const before = program.run([process.execPath, "main.mjs"], false);
      expect(before.stderr).toBe("");
      await program.fix();
      expect(program.run([process.execPath, "main.mjs"], true)).toMatchObject({ stderr: "", stdout: before.stdout });
      const missing = program.run([process.execPath, "main.mjs"], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toMatch(/SECRET_\d is not set in the environment/);
    } finally {
      program.remove();
    }
  });
});

const TYPED = `import { createHash } from "node:crypto";
import { Fallback, settings } from "./settings.js";

const token = "{{1}}" as const;
const all: string[] = [token, settings.url, settings.list[1], new Fallback().key, \`Bearer {{1}}\` as const];
const named: Record<"a" | "b", string> = { a: "{{2}}", b: 'k={{3}}' } satisfies Record<string, string>;
function call(this: void, key: string = "{{3}}", { id = "{{1}}" }: { id?: string } = {}): string {
  return key.toUpperCase() + id;
}
all.push(...Object.values(named), call(), (<const>"{{2}}").trim());
${PRINT}`;

const SETTINGS = `export const settings = {
  url: "postgres://app:{{2}}@localhost/app",
  list: ["a", "{{3}}"],
} as const;
export class Fallback {
  readonly key = process.env["NOT_THERE"] ?? "{{1}}";
  static #hidden: string | undefined = "{{2}}";
  static get hidden(): string {
    return Fallback.#hidden ?? "";
  }
}
`;

/** No import and no export: TypeScript takes it for a script, whose names are everybody's. */
const SCRIPT = `const one: string = "{{1}}";\nconst two: string = "x{{2}}";\nvoid [one, two];\n`;
const SCRIPTS = { "script-a.ts": SCRIPT, "script-b.ts": SCRIPT.replaceAll(/\b(?:one|two)\b/g, "$&More") };

function settingsOf(more: object = {}): string {
  return JSON.stringify({
    compilerOptions: {
      target: "es2023",
      module: "nodenext",
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noPropertyAccessFromIndexSignature: true,
      noImplicitReturns: true,
      noUnusedLocals: true,
      moduleDetection: "auto",
      outDir: "out",
      skipLibCheck: true,
      types: ["node"],
      typeRoots: [`${MODULES}/@types`],
      ...more,
    },
    include: ["*.ts"],
  });
}

describe("a program of TypeScript", () => {
  it("compiles under the strictest settings, prints the same, and fails clearly when a variable is missing", async () => {
    const packed = JSON.stringify({ type: "module" });
    const program = new Program({
      "package.json": packed,
      "tsconfig.json": settingsOf(),
      "main.ts": TYPED,
      "settings.ts": SETTINGS,
      ...SCRIPTS,
    });
    try {
      expect(program.run(TSC, false).stdout).toBe("");
      const before = program.run([process.execPath, "out/main.js"], false);
      expect(before.stderr).toBe("");
      rmSync(join(program.folder, "out"), { recursive: true });
      await program.fix();
      expect(program.run(TSC, false).stdout).toBe("");
      expect(program.run([process.execPath, "out/main.js"], true)).toMatchObject({ stderr: "", stdout: before.stdout });
      const missing = program.run([process.execPath, "out/main.js"], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toMatch(/SECRET_\d is not set in the environment/);
    } finally {
      program.remove();
    }
  });
});

const SECRET = { id: "secret-1", provider: "acme" };
/** Its package is not among ours: what the helper needs of its types. */
const VAULT = `export default function vault(options: object): { read(path: string): Promise<{ data: any }> } {\n  return { read: async () => ({ data: options }) };\n}\n`;

function helperOf(language: string, store: string): LanguageHelper {
  const helper = languages.find(({ id }) => id === language)?.helper;
  if (helper === undefined) throw new Error(`${language} has no helper`);
  return helper(parseReference(store, SECRET), "Secret", "SECRET_1");
}

describe("a program that asks the store", () => {
  it("compiles as TypeScript with the helpers of all stores, and runs", async () => {
    const stores = ["aws-sm:app/one#key", "vault:kv/app#one", "conjur:acme/one"];
    const program = new Program({
      "package.json": JSON.stringify({ type: "module" }),
      "tsconfig.json": settingsOf({ paths: { "node-vault": ["./node-vault.ts"] } }),
      "node-vault.ts": VAULT,
      "main.ts": `import { createHash } from "node:crypto";\n\nconst all: string[] = ["{{1}}", "k={{1}}"];\n${PRINT}`,
      ...Object.fromEntries(stores.map((store, index) => [`store-${index}.ts`, helperOf("typescript", store).text])),
    });
    mkdirSync(join(program.folder, "node_modules"));
    symlinkSync(join(MODULES, "@aws-sdk"), join(program.folder, "node_modules/@aws-sdk"), "junction");
    try {
      await program.fix(() => helperOf("typescript", "env:#SECRET_1"));
      expect(program.run(TSC, false).stdout).toBe("");
      expect(program.run([process.execPath, "out/main.js"], true)).toMatchObject({ stderr: "", stdout: printed("{{1}}", "k={{1}}") });
      expect(program.run([process.execPath, "out/main.js"], false).stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it("runs as JavaScript", async () => {
    const program = new Program({
      "main.mjs": `import { createHash } from "node:crypto";\nconst all = ["{{1}}", "k={{1}}"];\n${PRINT}`,
    });
    try {
      await program.fix(() => helperOf("javascript", "env:#SECRET_1"));
      expect(program.run([process.execPath, "main.mjs"], true)).toMatchObject({ stderr: "", stdout: printed("{{1}}", "k={{1}}") });
      expect(program.run([process.execPath, "main.mjs"], false).stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });
});

function printed(...texts: readonly string[]): string {
  return texts.map((text) => `${createHash("sha256").update(filled(text)).digest("hex")}\n`).join("");
}

describe("a secret of JavaScript in pieces", () => {
  const value = fake("[A-Za-z0-9]{40}", 5);
  const rewritten = async (text: string, secret: string) => {
    const end = text.lastIndexOf(secret.slice(-9)) + 9;
    const target = { id: "t", start: text.indexOf(secret.slice(0, 9)), end, value: secret, title: "Secret", variable: "SECRET_1" };
    const made = await javascript.rewrite({ path: "a.js", text }, [target], { read: () => undefined, list: () => [] });
    return { text: applyEdits(text, made.edits), refusals: made.refusals.map(({ reason }) => reason) };
  };

  it("is read whole, with the line ends that it means", async () => {
    const pieces = `"${value.slice(0, 20)}\\n" +\n  '${value.slice(20)}'`;
    const made = await rewritten(`module.exports = ${pieces};\n`, `${value.slice(0, 20)}\n${value.slice(20)}`);
    expect(made.text).toContain('module.exports = requireEnv("SECRET_1");\n');
  });

  it.each(['" + x + "', '" + "!', '!" + "', '" - "', "\\x41"])("is left when between its halves stands %s", async (between) => {
    const made = await rewritten(`module.exports = "${value.slice(0, 20)}${between}${value.slice(20)}";\n`, value);
    expect(made.refusals).toHaveLength(1);
    expect(made.text).not.toContain("SECRET_1");
  });
});

describe("a file that somebody made to be slow", () => {
  // All of it parses: the parser itself has a limit.
  const runs = {
    blanks: " ",
    lines: "\n",
    slashes: "/",
    comments: "// //\n",
    sums: '"x" + "y"\n',
    imports: 'import "a";\n',
    reads: "f(\n",
  };

  it.each(Object.entries(runs))("is answered soon: %s", async (name, run) => {
    const filler = run.repeat(50_000 / run.length);
    const text = `${name === "slashes" ? "//" : ""}${filler}\nconst a = b("secret");\n${name === "reads" ? ")".repeat(filler.length / 3) : ""}`;
    const start = text.indexOf("secret");
    const target = { id: "t", start, end: start + 6, value: "secret", title: "Secret", variable: "SECRET_1" };
    const from = performance.now();
    await javascript.rewrite({ path: "a.js", text }, [target], { read: () => undefined, list: () => [] });
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});
