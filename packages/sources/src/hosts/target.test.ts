import { fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { credentialsOf, hostTarget } from "./target.ts";

describe("what a user names on a code host", () => {
  it.each([
    ["github", "acme", undefined, "https://api.github.com/", "https://github.com/"],
    ["github", "acme/api", "git.example.com", "https://git.example.com/api/v3", "https://git.example.com/"],
    ["github", "acme", "acme.ghe.com", "https://api.acme.ghe.com/", "https://acme.ghe.com/"],
    ["gitlab", "a/b/c", "http://127.0.0.1:8080/gitlab/", "http://127.0.0.1:8080/gitlab/api/v4", "http://127.0.0.1:8080/gitlab/"],
    ["bitbucket", "acme", undefined, "https://api.bitbucket.org/2.0", "https://bitbucket.org/"],
    ["bitbucket", "~user/x", "https://git.example.com", "https://git.example.com/rest/api/latest", "https://git.example.com/"],
  ] as const)("is read: %s:%s at %s", (word, rest, host, api, web) => {
    expect(hostTarget(word, rest, host)).toMatchObject({ api: new URL(api), web: new URL(web) });
  });

  it.each(["", "/", "..", "a/..", "a//b", "a b", "a/b/c", "a?x=y", "a#b", "a%2fb"])("is refused: github:%s", (rest) => {
    expect(() => hostTarget("github", rest, undefined)).toThrow(/names nothing on a code host/);
  });

  it.each(["", "ftp://x", "https://user@x", "https://x?y", "https://x#y", "ht tp://x"])("no host: %s", (host) => {
    expect(() => hostTarget("github", "acme", host)).toThrow(/no host/);
  });
});

it("takes tokens from the variables of the hosts' own programs, and none that would make another header", () => {
  const value = fake("[a-z0-9]{20}", 1);
  const basic = (user: string): string => `Basic ${Buffer.from(`${user}:${value}`).toString("base64")}`;
  expect(credentialsOf(hostTarget("github", "a", undefined), { GITHUB_TOKEN: value })).toEqual({
    api: { authorization: `Bearer ${value}` },
    git: basic("x-access-token"),
  });
  expect(credentialsOf(hostTarget("gitlab", "a", undefined), { GITLAB_TOKEN: value }).git).toBe(basic("oauth2"));
  expect(credentialsOf(hostTarget("bitbucket", "a", undefined), { BITBUCKET_USER: "u", BITBUCKET_APP_PASSWORD: value }).git).toBe(
    basic("u"),
  );
  expect(credentialsOf(hostTarget("github", "a", undefined), {})).toEqual({ api: {} });
  expect(() => credentialsOf(hostTarget("github", "a", undefined), { GITHUB_TOKEN: `${value}\nX: y` })).toThrow(/holds blanks/);
});
