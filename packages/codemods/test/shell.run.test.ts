import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { fixtures } from "./fixture.ts";
import { fromEnvironment, helpersOf } from "./helper.ts";
import { Program, has } from "./program.ts";

const MAIN = `set -eu
TOKEN={{1}}
KEY='k={{2}}&x=$no'
body=$(cat <<'EOF'
{"token": "{{1}}",
 "key": "{{2}}"}
EOF
)
show() { printf '%s\\n' "$@" | sha256sum; }
show "$TOKEN" "$KEY" "$body" -u id:{{3}} --x='a{{3}}b{{1}}'
case $TOKEN in
  *{{1}}*) echo found ;;
  *) echo lost ;;
esac
echo "\${OTHER:-{{3}}}" | sha256sum
`;

const SHELLS = ["sh", "bash", "dash", "zsh", "ksh"].filter((shell) => has(shell, "-c", "true"));

describe.each(SHELLS)("a program of %s", (shell) => {
  it("prints the same, and ends with the name of a missing variable", async () => {
    const program = new Program({ "main.sh": MAIN });
    try {
      const before = program.run([shell, "main.sh"], false);
      expect(before).toMatchObject({ status: 0, stderr: "" });
      await program.fix();
      expect(program.run([shell, "main.sh"], true)).toMatchObject({ stdout: before.stdout, stderr: "" });
      const missing = program.run([shell, "main.sh"], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it("ends before a pipeline or a heredoc whose variable is missing", async () => {
    for (const text of ["echo {{1}} | cat\necho after\n", "cat <<EOF\n{{1}}\nEOF\necho after\n", "x=$(echo {{1}})\necho after\n"]) {
      const program = new Program({ "main.sh": text });
      try {
        await program.fix();
        expect(program.run([shell, "main.sh"], false)).toMatchObject({
          stdout: "",
          stderr: expect.stringContaining("SECRET_1 is not set"),
        });
      } finally {
        program.remove();
      }
    }
  });

  it("asks a helper once at the top, and ends when it has nothing", async () => {
    const program = new Program({ "bin/main": `#!/usr/bin/env ${shell}\n# Tells.\n\necho "Bearer {{1}}" | wc -c\necho after\n` });
    try {
      await program.fix(fromEnvironment);
      expect(program.run([shell, "bin/main"], true)).toMatchObject({ stdout: expect.stringMatching(/^ *48\nafter\n$/), stderr: "" });
      expect(program.run([shell, "bin/main"], false)).toMatchObject({ stdout: "", stderr: expect.stringContaining("SECRET_1 is not set") });
    } finally {
      program.remove();
    }
  });

  it.each(helpersOf("shell"))("may source the helper of $address, which is well-formed", ({ helper: { text } }) => {
    expect(spawnSync(shell, ["-n"], { input: text }).status).toBe(0);
  });

  const files = fixtures().filter(({ name }) => name.startsWith("shell/"));
  it.each(files)("is well-formed after $name", ({ before, after }) => {
    const check = (input: string): number | null => spawnSync(shell, ["-n"], { input }).status;
    if (check(before) === 0) expect(check(after)).toBe(0);
  });
});
