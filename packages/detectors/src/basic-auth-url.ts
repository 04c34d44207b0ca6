import { type Detector, type Rule, fake } from "@stanch/model";
import { LOCAL_HOST, NOT_PASSWORD, REMOTE_HOST } from "./_password.ts";

/** Schemes that a detector of their own knows. */
const KNOWN =
  "postgres|pgsql|postgis|cockroachdb|redshift|timescaledb|mysql|mariadb|mongodb|redis|valkey|keydb|amqp|stomp|mqtt|pulsar|nats|kafka|stan|mssql|sqlserver|oracle|clickhouse|cassandra|couchbase|neo4j|bolt|influxdb|db2|snowflake|trino|presto|hive|vertica|firebird|elasticsearch|opensearch|arangodb|surrealdb|libsql|memcached|ibm_db|teradatasql|exa|databricks|ldap|smtp|submission|imap|pop3|ftp|sftp|ssh|scp|smb|cifs|webdav|dav|rsync|nfs|telnet|vnc|rdp|socks";
const FORGE =
  "(?:[\\w.-]{1,64}\\.)?(?:github\\.com|gitlab\\.com|bitbucket\\.org|dev\\.azure\\.com|visualstudio\\.com|gitea\\.com|codeberg\\.org|sr\\.ht|gitee\\.com|huggingface\\.co)";
/** Passwords that are another detector's token, or another's place. */
const TOKENS =
  "(?:gh[pousr]_|github_pat_|gl(?:pat|dt|rt|cbt|ptt|ft|soat)-|npm_|pypi-|hf_|ATBB|ATATT|ATCTT|x-oauth-(?:basic|token)|x-token-auth|AKIA|sk-|sk_|xox|dop_v1_|hvs\\.|eyJ)";
const AWS = "git-codecommit\\.|git\\.[\\w-]{4,24}\\.codecatalyst";

/** Users of documents. */
const SAMPLE_USER = "(?:user(?:name)?|me|my-?user(?:name)?|login|account|joe|jane|alice|bob|someuser|name):";
const NOBODY = "(?:anonymous|anoncvs|foo|bar|jschmoe|guest|your[\\w-]{0,24}):|:pserver:";

const urlRule = (scheme: string, user: string, host: string, least: number): Omit<Rule, "id" | "confidence"> => ({
  keywords: ["://"],
  ahead: { find: "@", stop: " \t\n\v\f\r\"'`<>\\/?#", withinBytes: 400 },
  // The slash ends a password here: an @ in a path, as in http://host:80/@scope, is no user's. The scheme is looked at last:
  // every URL is tried, and `://` is found fast when the expression opens with it.
  pattern: new RegExp(
    String.raw`:\/\/(?!(?:MA|SA)[A-Z0-9]{18}:)(?!${NOBODY})${user}[^\s:@/"'\x60<>\\,;?#]{0,128}:(?!${TOKENS})(?<secret>[^\s"'\x60<>\\/?#@]{${least},256})@(?=${host})(?<=(?<![A-Za-z0-9+.-])${scheme}:\/\/[^\s/]{1,400})`,
    "i",
  ),
  window: { before: 24, after: 448 },
  notSecret: NOT_PASSWORD,
  humanChosen: true,
});
const ANY_SCHEME = String.raw`(?!(?:${KNOWN})[a-z0-9+]{0,12}:)[a-z][a-z0-9+.-]{1,20}`;

const password = (seed: number): string => fake("[A-Za-z0-9_-]{11}[a-z]7Q", seed);

export const basicAuthUrl: Detector = {
  id: "basic-auth-url",
  title: "URL with a user's password",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Signs in at this host as this user.",
  rules: [
    {
      ...urlRule(ANY_SCHEME, `(?!${SAMPLE_USER})`, String.raw`(?!${FORGE}(?![\w.-])|${AWS})${REMOTE_HOST}`, 4),
      confidence: 0.45,
      companions: [
        { name: "user", pattern: /:\/\/(?<value>[^\s:@/"'<>]{1,128}):/, withinBytes: 160 },
        { name: "host", pattern: /@(?<value>[A-Za-z0-9_.[\]-]{1,253}(?::\d{1,5})?)/, withinBytes: 280 },
      ],
    },
    // A sample more often than not: reported, but with little confidence.
    { id: "local", ...urlRule(ANY_SCHEME, `(?!${SAMPLE_USER})`, LOCAL_HOST, 6), confidence: 0.3 },
    {
      id: "sample-user",
      ...urlRule(ANY_SCHEME, `(?=${SAMPLE_USER})`, String.raw`(?!${FORGE}(?![\w.-])|${AWS})[A-Za-z0-9_[]`, 6),
      confidence: 0.3,
    },
  ],
  examples: [
    `curl https://deploy:${password(1)}@ci.acme.io/job/1`,
    `HTTPS_PROXY=http://svc:${password(2)}@10.1.2.3:3128`,
    `"index-url = https://build:${password(3)}@pypi.acme.io/simple"`,
    `rtsp://camera:${password(4)}@192.168.1.9:554/stream`,
    `http://root:${password(5)}@localhost:5984/db`,
    `https://user:${password(8)}@ci.acme.io/`,
  ],
  counterExamples: [
    "https://ci.acme.io/job/1",
    "https://anonymous:flabada@ci.acme.io/",
    "cvs://:pserver:anoncvs@cvs.acme.io/cvs",
    "http://localhost:8080/@scope/name",
    "https://user:password@ci.acme.io/",
    "https://user:pass@host/",
    "https://deploy:${TOKEN}@ci.acme.io/",
    "https://deploy:$TOKEN@ci.acme.io/",
    "https://deploy:%s@ci.acme.io/",
    "https://deploy:<password>@ci.acme.io/",
    "https://deploy:%7BENCODED_PASSWORD%7D@ci.acme.io/",
    "https://deploy:%25%21%2A%27%28%29@ci.acme.io/", // a test of escaping
    "https://deploy:otherpassword@ci.acme.io/",
    "https://login-on-proxy:passwd-on-proxy@proxy.acme.io:3128",
    "https://deploy:passw@rd@ci.acme.io/",
    "mongodb://app:random_password@ds1.acme.io/app", // another kind, and none
    "https://deploy:{{ token }}@ci.acme.io/",
    "https://deploy:****@ci.acme.io/",
    "https://registry.npmjs.org:443/@types/node",
    `https://cdn.acme.io/npm/pkg:1.2.3@latest/dist`,
    `postgres://app:${password(6)}@db.acme.io/app`, // another kind
    `https://ci:${password(7)}@github.com/acme/app.git`, // another kind
    `new URL("https://" + user + ":" + pass + "@ci.acme.io")`,
    "git+ssh://git@ci.acme.io:acme/app.git",
    "ssh://git@ci.acme.io:22/app",
    "android:configChanges://x:y",
  ],
  references: ["https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1"],
  revoke: "Change the user's password at this host",
};

export const gitCredentialUrl: Detector = {
  id: "git-credential-url",
  title: "Git URL with a password or token",
  provider: "generic",
  category: "vcs",
  severity: "high",
  opens: "Reads and writes the repositories that its user may, as kept in .git-credentials or a remote's URL.",
  ...urlRule("https?", "", String.raw`${FORGE}(?![\w.-])`, 6),
  confidence: 0.6,
  companions: [{ name: "user", pattern: /:\/\/(?<value>[^\s:@/"'<>]{1,128}):/, withinBytes: 160 }],
  examples: [
    `https://octo:${password(11)}@github.com\n`,
    `git clone https://oauth2:${password(12)}@gitlab.com/acme/app.git`,
    `url = https://x-token-auth:${password(13)}@bitbucket.org/acme/app.git`,
  ],
  counterExamples: [
    "https://github.com/acme/app.git",
    "https://x-access-token:${GITHUB_TOKEN}@github.com/acme/app.git",
    "https://oauth2:$CI_JOB_TOKEN@gitlab.com/acme/app.git",
    "https://username:password@github.com/acme/app.git",
    "https://octo:personal-access-token@github.com/acme/app.git",
    `https://octo:${fake("ghp_[A-Za-z0-9]{36}", 14)}@github.com/acme/app.git`, // GitHub's own token: that detector's
    `https://ci:${password(15)}@git.acme.io/app.git`,
  ],
  references: ["https://git-scm.com/docs/git-credential-store"],
  revoke: "Revoke the token, or change the password, in the forge's settings",
};
