import { createHash } from "node:crypto";
import { languages, parseReference } from "@stanch/snippets";
import { describe, expect, it } from "vitest";
import { Program, filled, has } from "./program.ts";

const isHere = has("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 6))");

const MAIN = `#!/usr/bin/env python3
"""A program.

Once {{1}}.
"""
import hashlib
from app import settings  # the rest

TOKEN = "{{1}}"
header = {"Authorization": "Bearer {{1}}", 'cookie': 'a={x}; \\t"k"={{2}}', "%s": "k=%s;{{3}}" % "y"}
text = '''
  {{1}}
    {{2}}'''


def call(key="{{3}}", path=f"{'{{1}}'}/{'k={{2}}'}?{'x'}={{3}}"):
    return key + path + "{}-{{1}}-{a}".format(len(key), a=1)


class Client:
    secret = b"{{2}}"
    line = rb"\\d{{2}}" b"{{3}}"


everything = [TOKEN, *header.values(), text, call(), Client.secret, Client.line, *settings.values]
joined = ("a" '{{1}}' "b{c}" "{{2}}")
for each in everything + [joined, "{{3}}".upper()]:
    print(hashlib.sha256(each if isinstance(each, bytes) else each.encode()).hexdigest())
`;

const SETTINGS = `# made for {{1}}

# What is used.
values = ["{{1}}", r"\\n{{2}}"]

from os import environ

values.append(environ.get("NOT_THERE", "{{1}}"))
values += [environ.get("NOT_THERE", "a{{2}}").lower(), environ.get("SECRET_3", '{{3}}')]
`;

/** Also right for Python 2, and taken for it. */
const OLD = `from __future__ import print_function
import hashlib

url = u"https://{{1}}:{{2}}@example.com/%d" % 5
text = ("a"
        "{{1}}"
        "c{{2}}d")
for each in (url, text, "{{3}}", b"k={{3}}".decode("ascii"), "x".join(["{{1}};"])):
    print(hashlib.sha256(each.encode("ascii")).hexdigest())
`;

async function runs(files: Readonly<Record<string, string>>): Promise<void> {
  const program = new Program(files);
  const run = (withSecrets: boolean) => program.run(["python3", "-B", "main.py"], withSecrets);
  try {
    const before = run(false);
    expect(before.stderr).toBe("");
    await program.fix();
    expect(run(true)).toMatchObject({ stderr: "", stdout: before.stdout });
    expect(run(false)).toMatchObject({ status: 1, stderr: expect.stringMatching(/KeyError: 'SECRET_\d'\s*$/) });
  } finally {
    program.remove();
  }
}

describe.skipIf(!isHere)("a program of Python", () => {
  it("prints the same, and fails clearly when a variable is missing", async () => {
    await runs({ "main.py": MAIN, "app/settings.py": SETTINGS, "app/__init__.py": "" });
  });

  it("keeps to what Python 2 knows, where it is made for both", async () => {
    await runs({ "main.py": OLD });
  });

  it("asks the store by its helper", async () => {
    const helper = languages.find(({ id }) => id === "python")?.helper;
    const program = new Program({ "main.py": `import hashlib\n\nprint(hashlib.sha256(b"k={{1}}").hexdigest())\n` });
    try {
      await program.fix(
        () => helper?.(parseReference("env:#SECRET_1", { id: "s", provider: "s" }), "Secret", "SECRET_1") ?? "there is none",
      );
      const stdout = `${createHash("sha256").update(filled("k={{1}}")).digest("hex")}\n`;
      expect(program.run(["python3", "-B", "main.py"], true)).toMatchObject({ stderr: "", stdout });
      expect(program.run(["python3", "-B", "main.py"], false).stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it("has helpers for every store that compile", () => {
    const helper = languages.find(({ id }) => id === "python")?.helper;
    const texts = ["aws-sm:app/one#key", "vault:kv/app#one", "conjur:acme/one"].map(
      (store) => helper?.(parseReference(store, { id: "s", provider: "s" }), "Secret", "SECRET_1").text ?? "",
    );
    const program = new Program(Object.fromEntries(texts.map((text, index) => [`m${index}.py`, text])));
    try {
      const code = `for n in range(${texts.length}): compile(open(f"m{n}.py").read(), f"m{n}.py", "exec")`;
      expect(program.run(["python3", "-c", code], false)).toMatchObject({ status: 0, stderr: "" });
    } finally {
      program.remove();
    }
  });
});
