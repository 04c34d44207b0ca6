import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

const password = (seed: number): string => fake("[A-Za-z0-9_-]{11}[a-z]7Q", seed);

export const pgpassPassword: Detector = {
  id: "pgpass-password",
  title: "Password in .pgpass",
  provider: "generic",
  category: "database",
  severity: "critical",
  opens: "Reads and changes what the user may in the database.",
  keywords: [":5432:", ":5433:", ":6432:", ":*:*:", ":6543:"],
  pattern:
    /(?<![^\n])(?!#)[\w.*[\]-]{1,253}:(?:\d{4,5}|\*):[\w.*-]{1,64}:[\w.*@-]{1,64}:(?<secret>[^\s:](?:[^\n\r\\]|\\[:\\]){3,128})(?=\r?\n|$)/,
  window: { before: 272, after: 320 },
  confidence: 0.85,
  humanChosen: true,
  notSecret: [...NOT_PASSWORD, /\s/],
  examples: [
    `db.acme.io:5432:app:app:${password(1)}\n`,
    `# hostname:port:database:username:password\n10.0.0.4:5432:*:postgres:${password(2)}\n`,
    `*:*:*:app:${password(3)}`,
  ],
  counterExamples: [
    "hostname:5432:database:username:password\n",
    "db.acme.io:5432:some_db:some_user:pass_fallback\n",
    "# db.acme.io:5432:app:app:whatever\n",
    "db.acme.io:5432:app:app:${PGPASSWORD}\n",
    "image: postgres:5432:latest:x:y z w\n",
    "ports: 127.0.0.1:5432:5432\n",
  ],
  references: ["https://www.postgresql.org/docs/current/libpq-pgpass.html"],
  revoke: "ALTER ROLE … PASSWORD …",
};

export const mysqlOptionFilePassword: Detector = {
  id: "my-cnf-password",
  title: "Password in a MySQL option file",
  provider: "generic",
  category: "database",
  severity: "critical",
  opens: "Reads and changes what the user may in the database.",
  keywords: ["[client", "[mysql", "[mariadb"],
  // A section's name stands alone on its line; `map[clientId]` and the like go on.
  ahead: { find: "\n", stop: "!\"#$%&'()*+,/:;<=>?@[\\^`{|}~", withinBytes: 48 },
  pattern:
    /(?<=(?:^|\n)\[(?:client|mysql|mariadb)[\w.-]{0,32}\][ \t]{0,4}\r?\n(?:[^[\n][^\n]{0,256}\n|\r?\n){0,12}?)password[ \t]{0,4}=[ \t]{0,4}["']?(?<secret>[^\s"'#]{4,128})/,
  window: { before: 8, after: 1024 },
  confidence: 0.85,
  humanChosen: true,
  notSecret: NOT_PASSWORD,
  companions: [
    { name: "user", pattern: /user[ \t]{0,4}=[ \t]{0,4}["']?(?<value>[^\s"'#]{1,64})/, withinBytes: 512 },
    { name: "host", pattern: /host[ \t]{0,4}=[ \t]{0,4}["']?(?<value>[^\s"'#]{1,253})/, withinBytes: 512 },
  ],
  examples: [
    `[client]\nuser=root\npassword=${password(11)}\n`,
    `[mysqldump]\nhost = db.acme.io\nuser = backup\npassword = "${password(12)}"\n`,
  ],
  counterExamples: [
    "[client]\nuser=root\npassword=\n",
    "[client]\nuser=root\npassword=<password>\n",
    "[client]\nuser=root\n",
    `[server]\npassword=${password(13)}\n`, // of another program
    "[mysqld]\npassword=${MYSQL_PASSWORD}\n",
  ],
  references: ["https://dev.mysql.com/doc/refman/8.4/en/option-files.html"],
  revoke: "ALTER USER … IDENTIFIED BY …",
};
