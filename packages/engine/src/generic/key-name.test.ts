import { expect, it } from "vitest";
import { keyName } from "./key-name.ts";

it.each([
  ["password", "password"],
  ["DB_PASSWORD", "password"],
  ["userPass", "password"],
  ["mysqlrootpwd", "password"],
  ["spring.datasource.password", "password"],
  ["passwordConfirmation", "password"],
  ["clientSecret", "secret"],
  ["AWS_SECRET", "secret"],
  ["x-auth-token", "token"],
  ["refreshToken2", "token"],
  ["apikey", "key"],
  ["fs.s3a.access.key", "key"],
  ["SESSION_KEY", "key"],
  ["key", "weak"],
  ["db_credentials", "credential"],
])("reads %s as a %s", (name, kind) => {
  expect(keyName(name)?.kind).toBe(kind);
  expect(keyName(name)?.isHead).toBe(true);
});

it.each([
  "passwordField",
  "tokenType",
  "secretName",
  "password_policy",
  "token_expiry",
  "key_id",
  "isPassword",
  "LABEL_PASSWORD",
  "forgot_password",
  "public_key",
  "primaryKey",
  "hashedPassword",
  "password_hash",
  "csrf_token",
  "nextPageToken",
  "bypass",
  "en_PW",
  "pinnedpubkey",
  "allowACMEByPass",
  "recv-keys",
  "Sec-WebSocket-Key",
  "GIT_ASKPASS",
  "monkey",
  "author",
  "passenger",
  "tokenizer",
])("sees no secret in %s", (name) => {
  expect(keyName(name)).toBeUndefined();
});

it("tells a name that goes on after the telling word", () => {
  expect(keyName("passwordRotationLambda")).toMatchObject({ kind: "password", isHead: false });
});
