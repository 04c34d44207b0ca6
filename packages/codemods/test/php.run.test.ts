import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { fixtures } from "./fixture.ts";
import { fromEnvironment, helpersOf } from "./helper.ts";
import { Program, has } from "./program.ts";

const isHere = has("php", "--version");

const MAIN = `<?php

declare(strict_types=1);

namespace App;

const FILE_TOKEN = '{{1}}';

final class Settings
{
    private const TOKEN = 'Bearer {{1}}';
    public array $database = ['user' => 'app', 'password' => '{{2}}'];

    public static function token(): string
    {
        return self::TOKEN;
    }
}

function header(string $token = "{{3}}"): string
{
    static $again = '{{3}}';
    return 'it\\'s ' . $token . $again . " \\tX{{1}}Y";
}

$name = 'app';
$body = <<<JSON
    {"token": "{{2}}", "user": "$name"}
    JSON;
$query = <<<'SQL'
SET PASSWORD = '{{2}}'
SQL;
$shell = \`echo id:{{3}}\`;
$url = sprintf('https://%s:{{1}}@%s/100%%', $name, 'host');
$same = match (FILE_TOKEN) {
    '{{1}}' => 'same',
    default => 'other',
};

foreach ([FILE_TOKEN, Settings::token(), (new Settings())->database['password'], header(), $body, $query, $shell, $url, $same] as $text) {
    echo hash('sha256', $text), "\\n";
}
`;

describe.skipIf(!isHere)("a program of PHP", () => {
  it("prints the same, and fails clearly when a variable is missing", async () => {
    const program = new Program({ "main.php": MAIN });
    try {
      const before = program.run(["php", "main.php"], false);
      expect(before).toMatchObject({ status: 0, stdout: expect.stringMatching(/^(?:[0-9a-f]{64}\n){9}$/) });
      await program.fix();
      expect(program.run(["php", "main.php"], true).stdout).toBe(before.stdout);
      const missing = program.run(["php", "main.php"], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stdout + missing.stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it("fails clearly in a project of PHP 7, too", async () => {
    const program = new Program({
      "main.php": "<?php\n$a = 'x{{1}}';\necho hash('sha256', $a);\n",
      "composer.json": '{"require": {"php": ">=7.2"}}',
    });
    try {
      const before = program.run(["php", "main.php"], false);
      await program.fix();
      expect(program.run(["php", "main.php"], true).stdout).toBe(before.stdout);
      const missing = program.run(["php", "main.php"], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stdout + missing.stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it("asks a helper, and ends when it has nothing", async () => {
    const main = "<?php\nnamespace App;\nclass A { const T = 'Bearer {{1}}'; }\necho strlen(A::T), ' ', strlen('{{1}}');\n";
    const program = new Program({ "main.php": main });
    try {
      await program.fix(fromEnvironment);
      expect(program.run(["php", "main.php"], true).stdout).toBe("47 40");
      const missing = program.run(["php", "main.php"], false);
      expect(missing.stdout + missing.stderr).toContain("SECRET_1 is not set");
    } finally {
      program.remove();
    }
  });

  it.each(helpersOf("php"))("may have the helper of $address, which is well-formed", ({ helper: { text } }) => {
    expect(spawnSync("php", ["-l"], { input: text }).status).toBe(0);
  });

  const files = fixtures().filter(({ name }) => name.startsWith("php/"));
  it.each(files)("is well-formed after $name", ({ before, after }) => {
    const check = (input: string): number | null => spawnSync("php", ["-l"], { input }).status;
    if (check(before) === 0) expect(check(after)).toBe(0);
  });
});
