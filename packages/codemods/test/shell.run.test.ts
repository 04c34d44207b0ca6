import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { fixtures } from "./fixture.ts";
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

  const files = fixtures().filter(({ name }) => name.startsWith("shell/"));
  it.each(files)("is well-formed after $name", ({ before, after }) => {
    const check = (input: string): number | null => spawnSync(shell, ["-n"], { input }).status;
    if (check(before) === 0) expect(check(after)).toBe(0);
  });
});
