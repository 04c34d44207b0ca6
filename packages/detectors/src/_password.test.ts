import { expect, it } from "vitest";
import { LOCAL_HOST, NOT_PASSWORD, REMOTE_HOST } from "./_password.ts";

const isNone = (value: string): boolean => NOT_PASSWORD.some((none) => none.test(value));

it.each([
  [
    "$PASSWORD",
    "$$MYSQL_PASSWORD",
    "insecure_secret",
    "${DB_PASS}",
    "$(pass show db)",
    "{{ .Values.password }}",
    "#{password}",
    "%DB_PASS%",
    "%s",
    "%(password)s",
  ],
  ["{password}", "{0}", "[password]", "<password>", "<your password>", "&lt;pw&gt;", "__PASSWORD__", ":password", "<%= pw %>"],
  ["ENC[AES256_GCM,data:x]", "ENC(abc)", "vault:secret/db", "op://vault/item/field", "@Microsoft.KeyVault(x)"],
  ["process.env.PASS", "os.environ", "getenv", "config.password", "self.password", "get_password()", "settings.db.password"],
  ["****", "***abc***", "xxxxxxxx", "........", "pass...", "abcxxxx", "____", "??????"],
  ["password", "Password1", "passwd", "pwd", "pass", "secret", "mypassword", "my_secret", "your-password", "YOUR_DB_PASSWORD"],
  ["db_password", "password_here", "the-password", "userpassword", "secretkey", "api_key", "some-strong-password", "password123"],
  ["changeme", "change_me_now", "change-it", "replace_this", "redacted", "todo", "dummy", "foobar", "none", "null", "true", "example1"],
  [
    "otherpassword",
    "wrong-password",
    "personal-access-token",
    "notasecret",
    "pass_A",
    "password_fallback",
    "%7BENCODED_PASSWORD%7D",
    "%25%21%2A%27%28%29",
  ],
  ["admin", "root", "postgres", "guest", "minioadmin", "p@ssw0rd", "s3cret", "test1234", "123456", "qwerty", "deadbeefcafe"],
])("takes %s and its like for no password", (...values) => {
  expect(values.filter((value) => !isNone(value))).toEqual([]);
});

it("lets through what people and machines choose", () => {
  const chosen = [
    "Summer.2024",
    "tr0ub4dor&3",
    "correct-horse-battery",
    "p4ss-of-Kings!",
    "9f8a7b6c",
    "SuperSecret2291",
    "zxc!Vbn%40",
    "%40%21q7Vd%24",
    "pass_9xK2",
    "ACME_2024_KEYS",
    "jQ(4kd",
    "a.b7.c",
  ];
  expect(chosen.filter(isNone)).toEqual([]);
});

it.each([
  ["a run of digits after a word", `password${"1".repeat(5000)}x`],
  ["many words", `${"my_".repeat(2000)}password`],
  ["dots", ".".repeat(5000)],
  ["dotted words", `${"a.".repeat(3000)}1`],
  ["braces", `${"{".repeat(5000)}`],
])("is quick on %s", (_, value) => {
  const started = process.threadCpuUsage();
  isNone(value);
  const { user } = process.threadCpuUsage(started);
  expect(user / 1000).toBeLessThan(100);
});

it("tells hosts of samples from others", () => {
  const [local, remote] = [new RegExp(`^${LOCAL_HOST}$`, "i"), new RegExp(`^${REMOTE_HOST}$`, "i")];
  for (const host of [
    "localhost",
    "127.0.0.1",
    "[::1]",
    "db",
    "postgres",
    "db.example.com",
    "example.org",
    "a.test",
    "host",
    "myhost.com",
    "host.docker.internal",
  ]) {
    expect([host, local.test(host), remote.test(host)]).toEqual([host, true, false]);
  }
  for (const host of [
    "db.acme.io",
    "10.1.2.3",
    "prod-1.eu-west-1.rds.amazonaws.com",
    "db.internal",
    "[2001:db8::1]",
    "localhost.acme.io",
  ]) {
    expect([host, local.test(host), remote.test(host)]).toEqual([host, false, true]);
  }
});
