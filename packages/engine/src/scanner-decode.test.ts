import { deflateSync, gzipSync } from "node:zlib";
import { type Detector, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { Kernel } from "./hot/kernel.ts";
import { Scanner } from "./scanner.ts";

const detector: Detector = {
  id: "sample",
  title: "Sample",
  provider: "sample",
  category: "generic",
  severity: "high",
  opens: "nothing",
  prefixes: ["sample_"],
  pattern: /\bsample_[a-z0-9+/=]{20}(?![a-z0-9])/,
  examples: [],
  counterExamples: [],
  references: [],
};
const set = compile([detector]);
const scanner = new Scanner(set, new Kernel(set));
const secret = fake("sample_[a-z0-9]{20}", 1);
const base64 = (text: string | Uint8Array): string => Buffer.from(text as string).toString("base64"); // both kinds are taken
const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** Secrets and the lines they are found on. */
function found(text: string): [string, number][] {
  return scanner.scan(Buffer.from(text, "latin1")).map((match) => [match.secret, lineOf(text, match.start)]);
}

const cut = (at: number): [string, string] => [secret.slice(0, at), secret.slice(at)];
const [head, tail] = cut(12);

describe("a secret is found, on its own line, in", () => {
  it.each([
    ["literals joined by +", `a\nx = "${head}" + "${tail}";\n`, 2],
    ["literals without spaces", `x='${head}'+'${tail}'`, 1],
    ["literals joined over lines", `a;\nx = "${head}" +\n    "${tail}";\n`, 2],
    ["literals joined over lines, with the operator in front", `a;\nString x = "${head}"\n    + "${tail}";\n`, 2],
    ["literals joined over three lines", `x = "words first"\n        + " and ${head}"\n        + "${tail}";\n`, 2],
    ["literals that follow each other where others are joined", `x = ("a/" + "b:"\n    "${head}"\n    "${tail}")`, 2],
    ["literals of PHP", `$x = '${head}' . '${tail}';`, 1],
    ["literals of Lua", `x = "${head}" .. "${tail}"`, 1],
    ["a template with literals in it", `x = \`${head}\${"${tail}"}\``, 1],
    ["a joined array", `x = [\n  "${head}",\n  "${tail}",\n].join("")`, 2],
    ["a joined list of Python", `x = "".join(["${head}", "${tail}"])`, 1],
    ["entities", `<a b="x&#61;1&quot;${secret.replace("_", "&#95;")}&quot;">`, 1],
    ["hexadecimal entities", `\n<a b="${Array.from(secret, (char) => `&#x${char.charCodeAt(0).toString(16)};`).join("")}">`, 2],
    ["quoted-printable", `Content-Transfer-Encoding: quoted-printable\n\nkey:\n${head}=\n${tail}\n--boundary--`, 4],
    ["base64 of a mail, 76 to a line", `\n\n${base64(`${"some words ".repeat(12)}\n${secret}\n`).replace(/.{76}/g, "$&\r\n")}`, 5],
    ["base64 in a comment", `# ${base64(`${"some words ".repeat(12)}\n${secret}\n`).replace(/.{76}/g, "$&\n# ")}`, 3],
    ["gzip in base64", `data: ${base64(gzipSync(`some text and ${secret}`))}\n`, 1],
    ["zlib in base64", `data: ${base64(deflateSync(`some text and ${secret}`))}\n`, 1],
    ["zlib at its best in base64", `data: ${base64(deflateSync(`some text and ${secret}`, { level: 9 }))}\n`, 1],
    ["a Helm release", `release: ${base64(base64(gzipSync(JSON.stringify({ key: secret, more: "words ".repeat(40) }))))}\n`, 1],
  ])("%s", (_, text, line) => {
    expect(found(text)).toEqual([[secret, line]]);
  });
});

describe("what is not joined stays apart", () => {
  it.each([
    ["a list of two values", `x = ["${head}", "${tail}"]`],
    ["two statements", `x = "${head}" + y;\nz = "${tail}"`],
    ["a soft break without a mail", `${head}=\n${tail}`],
  ])("%s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

const WAYS: Record<string, (text: string) => string> = {
  base64: (text) => base64(Buffer.from(text, "latin1")),
  url: (text) => Buffer.from(text, "latin1").toString("base64url"),
  hex: (text) => Buffer.from(text, "latin1").toString("hex"),
  percent: (text) => encodeURIComponent(`"=${text}`),
  json: (text) => JSON.stringify(`"\u0041${text}`).replace("A", "\\u0041"),
  gzip: (text) => base64(gzipSync(Buffer.from(text, "latin1"))),
  joined: (text) => `x = "${text.slice(0, 9)}" + "${text.slice(9)}"`,
  html: (text) => `&quot;${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}&quot;`,
};

describe("laws", () => {
  it("a secret at any place of an encoded text is found, whatever encodes whatever", () => {
    const words = fc.string({ unit: fc.constantFrom("a", "B", " ", ".", "1"), maxLength: 60 });
    const quoted = (text: string): string => `key "${text}" `;
    fc.assert(
      fc.property(words, words, fc.array(fc.constantFrom(...Object.keys(WAYS)), { minLength: 1, maxLength: 5 }), (before, after, ways) => {
        // A literal within a literal is cut at quotes of its own: those are written in one place only.
        const once = ways.filter((way, i) => i === 0 || !["joined", "json", "percent", "html"].includes(way));
        const text = once.reduce(
          (inner, way) => quoted(WAYS[way]?.(inner) ?? inner),
          `some words ${before} ${secret} ${after} and more of them`,
        );
        expect(found(text).map(([value]) => value)).toContain(secret);
      }),
      { numRuns: 400 },
    );
  });

  it("literals that are cut anywhere are one", () => {
    const operator = fc.constantFrom(" + ", "+", " +\n    ", " +\n\t", " . ", " .. ", "\n        + ");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: secret.length - 1 }), fc.constantFrom('"', "'"), operator, (at, quote, sign) => {
        const [first, second] = cut(at);
        const text = `value = ${quote}${first}${quote}${sign}${quote}${second}${quote}`;
        expect(found(text).map(([value]) => value)).toEqual([secret]);
      }),
    );
  });

  it("bytes of any kind end, and a bomb in base64 does too", () => {
    const unit = fc.constantFrom(
      '"',
      "'",
      " + ",
      "\n",
      "+",
      "&#",
      "x41;",
      "=3D",
      "=\n",
      "quoted-printable",
      'join("")',
      "[",
      "]",
      "H4sIAAAAAAAAA",
      "eJwAAAAA",
      "%3a",
      "${",
      "sample_",
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 200 }), (parts) => Array.isArray(found(parts.join("")))),
      { numRuns: 300 },
    );
    const bomb = base64(gzipSync("0".repeat(50_000_000)));
    const start = performance.now();
    expect(found(`x ${bomb} ${secret}`)).toEqual([[secret, 1]]);
    found('"a" + '.repeat(200_000));
    found(`"a" +\n`.repeat(200_000));
    found("&#x41;".repeat(200_000));
    found(`quoted-printable\n${"=\n".repeat(200_000)}`);
    found(`["a", join("")`.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
