import { scanText } from "@stanch/engine";
import { type Detector, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KEY, isChecksummed, named, withChecksum } from "./_token.ts";

const seeds = fc.integer({ min: 1, max: 1e6 });

describe("a base-62 checksum", () => {
  it("is right for what it was made for and wrong after any one character is changed", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 4, max: 39 }), fc.constantFrom("a", "Z", "0", "q"), (seed, at, char) => {
        const token = withChecksum("tok_", fake("[A-Za-z0-9]{30}", seed));
        expect(token).toHaveLength(40);
        expect(isChecksummed(token)).toBe(true);
        const other = token.slice(0, at) + char + token.slice(at + 1);
        expect(isChecksummed(other)).toBe(other === token);
      }),
    );
  });
});

describe("a key that only its name tells", () => {
  const acme: Detector = {
    id: "acme-key",
    title: "Acme key",
    provider: "acme",
    category: "saas",
    severity: "high",
    opens: "Everything.",
    keywords: ["acme"],
    pattern: named("acme", KEY, "[0-9a-f]{32}"),
    examples: [],
    counterExamples: [],
    references: [],
  };
  const value = fake("[0-9a-f]{32}", 1);

  it.each([
    ["an env file", `ACME_API_KEY=${value}`],
    ["an exported variable", `export ACME_TOKEN="${value}"`],
    ["a longer name", `NEXT_PUBLIC_ACME_SECRET_KEY: '${value}'`],
    ["camel case", `const acmeApiKey = \`${value}\`;`],
    ["camel case inside a name", `const myAcmeKey = "${value}";`],
    ["a YAML block", `acme:\n  region: eu\n  api_key: ${value}\n`],
    ["a JSON object", `{"acme": {"url": "https://acme.io", "apiKey": "${value}"}}`],
    ["escaped JSON", `"{\\"acmeApiKey\\":\\"${value}\\"}"`],
    ["an INI section", `[acme]\nkey = ${value}\n`],
    ["a call with a named argument", `client = Acme(api_key="${value}")`],
    ["a Java property", `java -Dacme.api.key=${value} -jar app.jar`],
    ["a Kubernetes variable", `- name: ACME_API_KEY\n  value: "${value}"\n`],
    ["a Dockerfile", `ENV ACME_API_KEY ${value}`],
    ["XML", `<add key="AcmeApiKey" value="${value}" />`],
    ["a header", `-H "Acme-Api-Key: ${value}"`],
    ["a fallback in code", `process.env.ACME_API_KEY || "${value}"`],
    ["an inner block of its own", `acme:\n  auth:\n    api_key: ${value}\n`],
    ["a block with a reference in it", `acme:\n  url: \${ACME_URL}\n  api_key: ${value}\n`],
    ["an element with its text on a line of its own", `<acmeToken>\n    ${value}\n</acmeToken>`],
    ["a makefile's default", `ACME_TOKEN ?= "${value}"`],
    ["a makefile's immediate variable", `ACME_TOKEN ::= ${value}\n`],
    ["a makefile of POSIX", `ACME_TOKEN :::= "${value}"`],
    ["PHP that appends", `$acmeToken .= "${value}";`],
    ["a declaration of Go", `var acmeToken string = "${value}"`],
    ["Ruby's default", `acme_token ||= "${value}"`],
    ["a comparison", `if (acmeToken === "${value}") {`],
    ["Windows line ends", `[acme]\r\nkey = ${value}\r\n`],
  ])("is found in %s", (_, text) => {
    expect(scanText(text, [acme]).map(({ secret }) => secret)).toEqual([value]);
  });

  it.each([
    ["a hash after the word", `acme.tgz ${value}`],
    ["a hash that is named as one", `acme md5: ${value}`],
    ["another issuer's variable on the next line", `ACME_URL=https://acme.io\nOTHER_API_KEY=${value}`],
    ["another issuer's field beside it", `{"acmeUrl": "x", "otherApiKey": "${value}"}`],
    ["the block after its own", `services:\n  acme:\n    on: true\n  other:\n    api_key: ${value}\n`],
    ["the object after its own", `{"acme": {"on": true}, "other": {"apiKey": "${value}"}}`],
    ["the section after its own", `[acme]\non = 1\n[other]\nkey = ${value}\n`],
    ["an object on lines of its own", `{\n  "acme": {\n    "on": 1\n  },\n  "apiKey": "${value}"\n}`],
    ["a longer value", `ACME_API_KEY=${value}0`],
    ["a value with more after it", `ACME_API_KEY=${value}-suffix`],
    ["the word as part of another", `PHARMACME_API_KEY=${value}`],
    ["the word far above", `acme\n${"x\n".repeat(9)}api_key: ${value}`],
    ["a path", `/acme/api_key/${value}`],
  ])("is passed over in %s", (_, text) => {
    expect(scanText(text, [acme])).toEqual([]);
  });
});
