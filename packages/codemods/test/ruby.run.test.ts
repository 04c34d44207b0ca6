import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { fixtures } from "./fixture.ts";
import { fromEnvironment, helpersOf } from "./helper.ts";
import { Program, has } from "./program.ts";

const isHere = has("ruby", "--version");

const MAIN = `# frozen_string_literal: true

require 'digest'

TOKEN = '{{1}}'.freeze
ARGS = %w[--token {{2}} --json]

def header(token = "{{3}}")
  'Bearer {{1}} "it\\'s" \\n #{no}' + token
end

body = <<-'JSON'
  {"token": "{{2}}"}
JSON
lines = "key: {{1}}" "\\tand {{2}}"
shell = \`echo id:{{3}}\`
match = TOKEN.match?(/\\A{{1}}\\z/)

[TOKEN, *ARGS, header, body, lines, shell, match.to_s].each { |text| puts Digest::SHA256.hexdigest(text) }
`;

describe.skipIf(!isHere)("a program of Ruby", () => {
  it("prints the same, and fails clearly when a variable is missing", async () => {
    const program = new Program({ "main.rb": MAIN });
    try {
      const before = program.run(["ruby", "-W", "main.rb"], false);
      expect(before.stderr).toBe("");
      await program.fix();
      expect(program.run(["ruby", "-W", "main.rb"], true)).toMatchObject({ stdout: before.stdout, stderr: "" });
      const missing = program.run(["ruby", "main.rb"], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toContain('key not found: "SECRET_1"');
    } finally {
      program.remove();
    }
  });

  it("asks a helper, and ends when it has nothing", async () => {
    const program = new Program({ "main.rb": "TOKEN = 'Bearer {{1}}'\nputs TOKEN.size\nputs '{{1}}'.size\n" });
    try {
      await program.fix(fromEnvironment);
      expect(program.run(["ruby", "-W", "main.rb"], true)).toMatchObject({ stdout: "47\n40\n", stderr: "" });
      expect(program.run(["ruby", "main.rb"], false).stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it.each(helpersOf("ruby"))("may have the helper of $address, which is well-formed", ({ helper: { text } }) => {
    expect(spawnSync("ruby", ["-c", "-"], { input: text }).status).toBe(0);
  });

  const files = fixtures().filter(({ name }) => name.startsWith("ruby/"));
  it.each(files)("is well-formed after $name", ({ before, after }) => {
    const check = (input: string): number | null => spawnSync("ruby", ["-c", "-"], { input }).status;
    if (check(before) === 0) expect(check(after)).toBe(0);
  });
});
