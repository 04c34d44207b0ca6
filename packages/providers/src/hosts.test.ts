import { Secret } from "@stanch/model";
import { describe, expect, it } from "vitest";
import type { Host } from "./check.ts";
import { hostFromSecret, hostLike, hostNamed, hostSetFor, hostUnder, ownHost } from "./hosts.ts";

const of = (host: Host, value?: string): string | undefined =>
  host.of({ secret: new Secret("key-us6"), companions: value === undefined ? {} : { host: value } });

describe("a host below the provider's domain", () => {
  const okta = hostUnder("host", "okta.com", "oktapreview.com");
  it.each([
    ["acme", "https://acme.okta.com"],
    ["acme.okta.com", "https://acme.okta.com"],
    ["ACME.okta.com", "https://acme.okta.com"],
    ["https://acme.oktapreview.com/app?x=1#y", "https://acme.oktapreview.com"],
    ["http://acme.okta.com", "https://acme.okta.com"],
    ["acme.okta.com:8443", "https://acme.okta.com"],
  ])("is read from %s", (value, expected) => expect(of(okta, value)).toBe(expected));
  it.each([
    undefined,
    "",
    "okta.com.evil.example",
    "evil.example/acme.okta.com",
    "evilokta.com",
    "https://user:pw@acme.okta.com",
    "acme.okta.com@evil.example",
    "https://evil.example#.okta.com",
    "file://acme.okta.com",
    "-acme.okta.com",
    "127.0.0.1",
    "[::1]",
    "acme .okta.com",
  ])("is not read from %s", (value) => expect(of(okta, value)).toBeUndefined());
});

describe("the owner's own server", () => {
  const own = ownHost("host");
  it.each([
    ["vault.example.com", "https://vault.example.com"],
    ["https://vault.example.com:8200/ui", "https://vault.example.com:8200"],
  ])("is read from %s", (value, expected) => expect(of(own, value)).toBe(expected));
  // What resolves to a private address is refused when connecting.
  it.each(["http://vault.example.com", "vault", "https://a:b@vault.example.com", "ftp://vault.example.com", ""])(
    "is not read from %s",
    (value) => expect(of(own, value)).toBeUndefined(),
  );
});

it("puts one label into a name of the provider's", () => {
  const algolia = hostNamed("host", "https://*-dsn.algolia.net");
  expect(of(algolia, "ABC123")).toBe("https://abc123-dsn.algolia.net");
  for (const value of ["a.b", "a/b", "a@b", "", undefined]) expect(of(algolia, value)).toBeUndefined();
});

it("takes a host of a shape that only the provider gives out", () => {
  const appsync = hostLike("host", /^[a-z0-9]{26}\.appsync-api\.[a-z0-9-]+\.amazonaws\.com$/, "https://*.amazonaws.com");
  const host = `${"a".repeat(26)}.appsync-api.eu-west-1.amazonaws.com`;
  expect(of(appsync, `https://${host}/graphql`)).toBe(`https://${host}`);
  expect(of(appsync, "bucket.s3.amazonaws.com")).toBeUndefined();
});

it("takes a host from the secret, or none", () => {
  expect(of(hostFromSecret("https://*.example.com", (secret) => `https://${secret.slice(4)}.example.com`))).toBe("https://us6.example.com");
  expect(of(hostSetFor("acme"), "acme.example.com")).toBeUndefined();
});
