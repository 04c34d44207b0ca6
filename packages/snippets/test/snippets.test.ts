import { AppError } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STORES, languages, parseReference, snippet } from "../src/index.ts";
import { deploymentFiles, programs } from "./harness/cells.ts";

const PLIVO = { id: "plivo-auth-token", title: "Plivo Auth Token", provider: "plivo" };
const USAGE = expect.objectContaining({ code: "USAGE" });

describe("a place in a store", () => {
  it.each([
    ["env", { store: "env", variable: "PLIVO_AUTH_TOKEN" }],
    ["env:.env#OTHER", { store: "env", variable: "OTHER" }],
    ["aws-sm", { store: "aws-sm", secretId: "plivo/api_key" }],
    ["aws-sm:a/b#key", { store: "aws-sm", secretId: "a/b", jsonKey: "key" }],
    ["vault", { store: "vault", mount: "secret", path: "plivo", field: "api_key" }],
    ["vault:kv/team/app#token", { store: "vault", mount: "kv", path: "team/app", field: "token" }],
    ["conjur", { store: "conjur", variable: "plivo/api_key" }],
    ["conjur:acme/a/b", { store: "conjur", account: "acme", variable: "a/b" }],
  ])("is read from %s", (text, expected) => {
    expect(parseReference(text, PLIVO)).toEqual(expected);
  });

  it.each([
    "",
    "keepass",
    "vault:secret",
    "vault:/a",
    "conjur:acme",
    "aws-sm:",
    "env:#A-B",
    'aws-sm:a"b',
    "vault:a/${b}",
    "aws-sm:a'b",
    "conjur:a/b\nc",
    "vault:a/b#c d",
  ])("is refused when it cannot be one: %j", (text) => {
    expect(() => parseReference(text, PLIVO)).toThrow(USAGE);
  });

  it("never lets a character through that some language reads as more than itself", () => {
    const stores = fc.constantFrom("aws-sm:", "vault:kv/", "conjur:a/", "env:#");
    const places = fc.string({ unit: fc.constantFrom(...Array.from("ab/#.\"'$`\\{}\n %;é")), maxLength: 12 });
    fc.assert(
      fc.property(stores, places, (store, place) => {
        const parts = partsOf(store + place);
        return parts === undefined || /^[A-Za-z0-9_./@+=-]*$/.test(parts);
      }),
    );
  });
});

/** All that the parsed place prints into a program; undefined when it was refused as USAGE. */
function partsOf(text: string): string | undefined {
  try {
    return Object.values(parseReference(text, PLIVO)).join("");
  } catch (error) {
    if (error instanceof AppError && error.code === "USAGE") return undefined;
    throw error;
  }
}

it("refuses a language it does not know, and names those it does", () => {
  expect(() => snippet(PLIVO, "env", "cobol")).toThrow(/cobol.*javascript.*systemd/);
});

it("knows a language by its short names", () => {
  expect(snippet(PLIVO, "env", "TS")).toEqual(snippet(PLIVO, "env", "typescript"));
  expect(snippet(PLIVO, "env", "k8s")).toEqual(snippet(PLIVO, "env", "kubernetes"));
});

describe.each([...programs(), ...deploymentFiles()])("$id", ({ text }) => {
  it("is whole, and ends its last line", () => {
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/undefined|\[object|\bNaN\b|TODO|[ \t]$|\n{4}/m);
  });
});

it("every program fails with words when the secret is absent", () => {
  for (const { id, text } of programs()) expect(text, id).toMatch(/is not set|has no|holds no|did not give/);
});

const helpers = languages.flatMap(({ id, helper }) =>
  helper === undefined
    ? []
    : STORES.map((store) => ({ id: `${id} ${store}`, ...helper(parseReference(store, PLIVO), "Plivo\nAuth Token", "PLIVO_AUTH_TOKEN") })),
);

describe.each(helpers)("the helper of $id", ({ text, symbol, fileName }) => {
  it("defines its symbol, is whole, and makes no client", () => {
    for (const part of symbol.split(/\W+/)) expect(text).toMatch(new RegExp(`\\b${part}\\b`));
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/undefined|\[object|\bNaN\b|[ \t]$|\n{4}|Plivo\n|RestClient(?!::)|plivo\.Client|(?<!package )\bmain\b/m);
    expect(text).toMatch(/is not set|has no|holds no|did not give/);
    expect(fileName).toMatch(/^[\w.-]+$/);
  });
});
