import { expect, it } from "vitest";
import { surroundings } from "./surroundings.ts";

it.each([
  ["code", 'import os\n\ndef main():\n    user = os.environ["USER"]\n    token = token_of(user)\n    return token\n'],
  ["code", "package main\n\nfunc main() {\n\tpassword := read()\n\tfmt.Println(password)\n}\n"],
  ["code", "class Login\n  def initialize(password)\n    @password = password\n  end\nend\n"],
  ["code", "<?php\n$password = $argv[1];\n"],
  ["config", "server:\n  port: 80\n  # a comment\n  password: word\n  hosts:\n    - one\n    - two\n"],
  ["config", "[client]\nuser = root\npassword = word\n; a comment\nport = 3306\n"],
  ["config", "HOST=localhost\nPASSWORD=word\nPORT=80\n"],
  ["config", '{\n  "user": "jane",\n  "password": "word"\n}\n'],
  ["shell", "#!/bin/bash\nset -e\nPASSWORD=word\necho done\n"],
  ["prose", "# Title\n\n## Set up\n\n* Take a password\n* Do not forget it\n\nThe password stands in the settings of the server.\n"],
  ["unknown", ""],
] as const)("takes for %s: %j", (kind, text) => {
  expect(surroundings(text, Math.max(0, text.indexOf("assword")))).toBe(kind);
});
