import type { Act, Guide } from "../guide.ts";

const ACTS: readonly Act[] = [
  { does: "Read every table or collection that the user may read", harm: "data breach", severity: "critical" },
  { does: "Change or delete data, and hold it to ransom", harm: "unauthorised access", severity: "critical" },
  { does: "Pay for restoring, for notices to people concerned, and for fines", harm: "financial loss", severity: "high" },
  { does: "Have your customers' data appear in public", harm: "loss of reputation", severity: "critical" },
];

const PLACES = ["DATABASE_URL in .env files", "config files of frameworks, docker-compose.yml, Helm values", "notebooks and shell history"];
const STOPS = [
  "Programs, jobs and people's tools that connect with the old password, at their next connection",
  "Pools keep open sessions: restart them so that an error shows now and not at night",
];

export const postgres: Guide = {
  kinds: ["postgresql-connection-uri", "libpq-connection-string", "pgpass-password"],
  name: "PostgreSQL password",
  purpose: "Signs in to a PostgreSQL server as one role.",
  uses: [
    "Authentication of programs and people at the database",
    "Access control: rights of the role on tables and schemas",
    "Secure communication, where the connection asks for TLS (sslmode=verify-full)",
  ],
  made: {
    steps: ["CREATE ROLE name LOGIN PASSWORD '…'", "or the page of the hosting provider"],
    scopes: "Rights that were granted to the role; a superuser has all, files and programs of the server among them.",
    expiry: "VALID UNTIL, when it was given.",
  },
  places: [...PLACES, "~/.pgpass"],
  acts: ACTS,
  misuse: {
    way: "command",
    steps: [
      "SELECT usename, client_addr, application_name, backend_start FROM pg_stat_activity: who is connected now",
      "Server log with log_connections = on: time, user, host",
      "SELECT rolname, rolsuper, rolcreaterole FROM pg_roles: roles that you did not make",
    ],
    note: "Without log_connections the past is not recorded.",
  },
  rotate: {
    way: "command",
    steps: [
      "Without a gap: make a second role with the same rights (A and B take turns), switch the programs, then lock the first",
      "With a gap: ALTER ROLE name WITH PASSWORD '{SCRAM-SHA-256 verifier}', or \\password in psql, so that the clear text reaches no log",
      "End open sessions: SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'name'",
    ],
    note: "A role has one password: the old one is refused at once, open sessions stay.",
  },
  revoke: {
    way: "command",
    steps: [
      "ALTER ROLE name NOLOGIN, or VALID UNTIL 'now': can be undone",
      "SELECT pg_terminate_backend(pid) for its sessions",
      "DROP ROLE later",
    ],
  },
  overlap: { is: "no", how: "One password a role. Two roles that take turns give the overlap." },
  stops: STOPS,
  narrow:
    "One role a program with the fewest grants; pg_hba.conf and a firewall for addresses; client certificates or the cloud's IAM log-in.",
  links: ["https://www.postgresql.org/docs/current/sql-alterrole.html", "https://www.postgresql.org/docs/current/auth-pg-hba-conf.html"],
};

export const mysql: Guide = {
  kinds: ["mysql-connection-uri", "mysql-dsn", "my-cnf-password"],
  name: "MySQL or MariaDB password",
  purpose: "Signs in to a MySQL or MariaDB server as one account.",
  uses: [
    "Authentication of programs and people at the database",
    "Access control: grants of the account, and the hosts it may come from",
    "Secure communication, where the account requires TLS (REQUIRE SSL)",
  ],
  made: {
    steps: ["CREATE USER 'name'@'host' IDENTIFIED BY '…', then GRANT", "or the page of the hosting provider"],
    scopes: "Grants; FILE and SUPER reach the server itself.",
    expiry: "PASSWORD EXPIRE, when it was set.",
  },
  places: [...PLACES, "~/.my.cnf"],
  acts: ACTS,
  misuse: {
    way: "command",
    steps: [
      "SHOW PROCESSLIST: who is connected now",
      "performance_schema.accounts and hosts: where connections came from since the start",
      "SELECT user, host FROM mysql.user: accounts that you did not make",
    ],
    note: "A general or audit log is off by default.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "command",
    steps: [
      "MySQL 8.0.14 and later: ALTER USER 'name'@'host' IDENTIFIED BY '…' RETAIN CURRENT PASSWORD: both are valid",
      "Switch the programs",
      "ALTER USER 'name'@'host' DISCARD OLD PASSWORD",
      "MariaDB and older servers: a second account that takes turns",
    ],
  },
  revoke: {
    way: "command",
    steps: ["ALTER USER 'name'@'host' ACCOUNT LOCK: can be undone", "KILL its connections", "DROP USER later"],
    isUnconfirmed: true,
  },
  overlap: { is: "depends", how: "Yes from MySQL 8.0.14 on with RETAIN CURRENT PASSWORD; else by two accounts that take turns." },
  stops: STOPS,
  narrow: "One account a program, bound to its hosts, without FILE and SUPER, REQUIRE SSL.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/password-management.html"],
};

export const mongodb: Guide = {
  kinds: ["mongodb-connection-uri"],
  name: "MongoDB password",
  purpose: "Signs in to a MongoDB server or Atlas cluster as one user.",
  uses: [
    "Authentication of programs and people at the database",
    "Access control: roles on databases",
    "Secure communication: TLS (always in Atlas)",
  ],
  made: {
    steps: ["db.createUser({ user, pwd, roles })", "Atlas: Database access > Add new database user"],
    scopes: "Roles of the user.",
    expiry: "None; Atlas has temporary users.",
  },
  places: [...PLACES, "MONGODB_URI in .env files"],
  acts: ACTS,
  misuse: {
    way: "command",
    steps: [
      "Server log: authentication events with user and address; db.currentOp() for now",
      "Atlas: Database access history of the cluster",
    ],
    isUnconfirmed: true,
  },
  rotate: {
    way: "command",
    steps: [
      "Make a second user with the same roles",
      "Switch the programs",
      "db.dropUser for the first",
      "or db.changeUserPassword, with a gap",
    ],
    isUnconfirmed: true,
  },
  revoke: {
    way: "command",
    steps: ["db.dropUser(name), or db.changeUserPassword to a random one", "Atlas: narrow the IP access list at once"],
    isUnconfirmed: true,
  },
  overlap: { is: "no", how: "One password a user. Two users that take turns give the overlap." },
  stops: STOPS,
  narrow: "One user a program with roles on one database; no 0.0.0.0/0 in Atlas's access list; X.509 or cloud IAM log-in.",
  links: [
    "https://www.mongodb.com/docs/manual/reference/method/db.changeUserPassword/",
    "https://www.mongodb.com/docs/atlas/security-add-mongodb-users/",
  ],
};

export const redis: Guide = {
  kinds: ["redis-connection-uri"],
  name: "Redis or Valkey password",
  purpose: "Signs in to a Redis server, as the default user or as one of its ACL.",
  uses: [
    "Authentication of programs at caches, queues and session stores",
    "Access control: commands and keys of the ACL user",
    "Secure communication only with rediss://",
  ],
  made: {
    steps: ["requirepass in redis.conf, or ACL SETUSER name on >password ~keys +commands", "or the page of the hosting provider"],
    scopes: "The default user has all; an ACL user what was given.",
    expiry: "None.",
  },
  places: [...PLACES, "REDIS_URL in .env files"],
  acts: [
    { does: "Read sessions and cached personal data, and sign in as your users with them", harm: "data breach", severity: "high" },
    { does: "Put jobs into queues that your workers then run", harm: "unauthorised access", severity: "high" },
    { does: "Write files by CONFIG SET on an unprotected server and take the machine", harm: "unauthorised access", severity: "high" },
    { does: "Empty it: your site is slow or down", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: {
    way: "command",
    steps: [
      "CLIENT LIST: who is connected now",
      "ACL LOG: refused log-ins and commands",
      "CONFIG GET dir and dbfilename: changed by an attacker?",
    ],
    note: "There is no record of past connections.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "command",
    steps: [
      "ACL SETUSER name >new-password: both are valid",
      "Switch the programs",
      "ACL SETUSER name <old-password takes the old one away",
      "With requirepass only: a gap, or first make ACL users",
    ],
    isUnconfirmed: true,
  },
  revoke: {
    way: "command",
    steps: ["ACL SETUSER name <leaked-password, or off for the whole user", "CLIENT KILL USER name"],
    isUnconfirmed: true,
  },
  overlap: { is: "depends", how: "An ACL user may have several passwords; requirepass only one." },
  stops: STOPS,
  narrow: "ACL users with key patterns and without dangerous commands; no public address; rediss://.",
  links: ["https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/"],
};
