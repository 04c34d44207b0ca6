import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { detectors } from "@stanch/detectors";
import { scanText } from "@stanch/engine";
import { AppError, fake } from "@stanch/model";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_CONFIG, chooseDetectors } from "./config.ts";
import { defaultConfigText } from "./default-text.ts";
import { findConfig } from "./find.ts";
import { loadConfig } from "./load.ts";
import type { Config } from "./config.ts";

let folder = "";
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stanch-config-")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const load = (text: string, name = "stanch.config.jsonc"): Promise<Config> => loadConfig({ file: write(name, text), detectors });

async function complaint(text: string, name = "stanch.config.jsonc"): Promise<string> {
  try {
    await load(text, name);
  } catch (error) {
    if (error instanceof AppError && error.code === "CONFIG_INVALID") return error.message.replaceAll(`${folder}/`, "");
    throw error;
  }
  throw new Error("the configuration was accepted");
}

const acme = {
  id: "acme-api-key",
  severity: "high",
  prefixes: ["acme_"],
  pattern: "\\bacme_(?<secret>[a-z0-9]{32})\\b",
  examples: ["KEY=acme_<<[a-z0-9]{32}>>"],
  counterExamples: ["acme_<<[a-z0-9]{31}>>"],
};
const custom = (change: object): string => JSON.stringify({ customDetectors: [{ ...acme, ...change }] }, undefined, 1);

it("takes a counter-example in order, which audits alone see, and no such example", async () => {
  const sample = ["acme_", "abcdefgh12345678", "abcdefgh12345678"].join("");
  expect((await load(custom({ counterExamples: [sample] }))).customDetectors).toHaveLength(1);
  await expect(load(custom({ examples: [sample] }))).rejects.toThrow(/finds nothing in this example/);
});

describe("the configuration that init writes", () => {
  it("changes nothing", async () => {
    expect(await load(defaultConfigText())).toEqual({ ...NO_CONFIG, file: join(folder, "stanch.config.jsonc") });
  });

  it("still loads when every line of it is put to use", async () => {
    // Only lines that hold a setting: explanations start with a capital letter or go on from one.
    const text = defaultConfigText().replace(/^(\s*)\/\/ (\s*["{}\]])/gm, "$1$2");
    const config = await load(text);
    expect(config.customDetectors.map((detector) => detector.id)).toEqual(["acme-api-key"]);
    expect(config.ignores).toHaveLength(1);
    expect(config.verify).toEqual({ providers: ["github"], baseUrls: new Map([["github", "https://github.acme.example/api/v3"]]) });
    expect(config).toMatchObject({
      maxFileBytes: 67_108_864,
      exclude: ["test/fixtures/"],
      minConfidence: 0.5,
      failOn: "low",
      dependencyFolders: "skip",
    });
  });
});

describe("finding a configuration", () => {
  it("looks upwards to the top of the repository and no further", () => {
    const outer = write("stanch.config.jsonc", "{}");
    mkdirSync(join(folder, "repo/src/deep"), { recursive: true });
    execFileSync("git", ["init", "-q", join(folder, "repo")]);
    expect(findConfig(join(folder, "repo/src/deep"))).toBeUndefined();
    const own = write("repo/stanch.config.json", "{}");
    expect(findConfig(join(folder, "repo/src/deep"))).toBe(own);
    expect(findConfig(folder)).toBe(outer);
  });

  it("takes none from above a folder that is in no repository", () => {
    write("stanch.config.jsonc", "{}");
    mkdirSync(join(folder, "inner"));
    expect(findConfig(join(folder, "inner"))).toBeUndefined();
  });

  it("takes none from below the scanned root, and for a file the one beside it", () => {
    const nested = write("a/stanch.config.toml", "");
    expect(findConfig(folder)).toBeUndefined();
    expect(findConfig(write("a/x.env", ""))).toBe(nested);
  });

  it("refuses two in one folder", () => {
    write("stanch.config.jsonc", "{}");
    write("stanch.config.toml", "");
    expect(() => findConfig(folder)).toThrow(/Two configurations in one folder/);
  });

  it("reads no link that lay in the scanned tree, but one that the user named", async () => {
    const target = write("elsewhere", "{}");
    symlinkSync(target, join(folder, "stanch.config.jsonc"));
    await expect(loadConfig({ root: folder, detectors })).rejects.toThrow(/no regular file/);
    await expect(loadConfig({ file: join(folder, "stanch.config.jsonc"), detectors })).resolves.toMatchObject({ isTrusted: true });
  });

  it("is no configuration at all where there is none", async () => {
    expect(await loadConfig({ root: folder, detectors })).toBe(NO_CONFIG);
    expect(await loadConfig({ root: join(folder, "nothing"), detectors })).toBe(NO_CONFIG);
  });

  it("says what is wrong with a file that cannot be read", async () => {
    await expect(loadConfig({ file: join(folder, "none.jsonc"), detectors })).rejects.toThrow(/ENOENT .*none\.jsonc.*stanch init/);
    await expect(loadConfig({ file: folder, detectors })).rejects.toThrow(/no regular file/);
    const latin = join(folder, "latin.jsonc");
    writeFileSync(latin, Buffer.from([0x7b, 0xfc, 0x7d]));
    await expect(loadConfig({ file: latin, detectors })).rejects.toThrow(/no UTF-8/);
    await expect(loadConfig({ file: write("big.jsonc", " ".repeat(1_048_577)), detectors })).rejects.toThrow(/at most 1048576/);
  });
});

describe("what is wrong is told with its place", () => {
  it.each([
    ['{\n  "exclud": []\n}', '"exclud" is no setting (stanch.config.jsonc:2:3). Did you mean "exclude"?'],
    ['{ "detectors": { "disabel": [] } }', '"disabel" is no setting of detectors (stanch.config.jsonc:1:18). Did you mean "disable"?'],
    [
      '{ "minSeverity": "hgih" }',
      'minSeverity is "hgih" (stanch.config.jsonc:1:18). Expected one of low, medium, high, critical. Did you mean "high"?',
    ],
    ['{ "minConfidence": 2 }', "minConfidence is not right (stanch.config.jsonc:1:20). Expected a number from 0 to 1."],
    [
      '{ "maxFileSize": "big" }',
      'maxFileSize is not right (stanch.config.jsonc:1:18). Expected a size such as "64MiB", "500k", or a number of bytes.',
    ],
    [
      '{\n "skipBinary": true,\n "history": "main..x" }',
      'history is "main..x" (stanch.config.jsonc:3:13). Expected full or none (a range belongs on the command line).',
    ],
    [
      '{ "ignores": [ { "detector": "*", "until": "2027-01-01" } ] }',
      "ignores[0].reason is missing (stanch.config.jsonc:1:16). Expected a reason: why is this accepted?.",
    ],
    [
      '{ "ignores": [\n{ "path": "a", "reason": "old one", "until": "2027-02-30" } ] }',
      "ignores[0].until is not right (stanch.config.jsonc:2:46). Expected the last day on which this holds, such as 2027-01-31.",
    ],
    [
      '{ "ignores": [ { "detector": "*", "reason": "because", "until": "2027-01-01" } ] }',
      "This ignore would hide every finding (stanch.config.jsonc:1:16). Name a detector, a path or a fingerprint.",
    ],
    [
      '{ "detectors": { "disable": ["plivo-auth-tokn"] } }',
      'There is no detector "plivo-auth-tokn" (stanch.config.jsonc:1:30). Did you mean "plivo-auth-token"?',
    ],
    [
      '{ "detectors": { "severity": { "nothing-like-it-at-all": "low" } } }',
      'There is no detector "nothing-like-it-at-all" (stanch.config.jsonc:1:32). `stanch detectors` lists them.',
    ],
    [
      '{ "verify": { "baseUrls": { "github": "file:///etc/passwd" } } }',
      "verify.baseUrls.github is not right (stanch.config.jsonc:1:39). Expected an http or https URL.",
    ],
    ['{ "__proto__": {} }', '"__proto__" is no setting (stanch.config.jsonc:1:3).'],
    ["[]", "the configuration is not right (stanch.config.jsonc:1:1). Expected an object."],
    ['{ "a": 1,\n "minSeverity": 7, "exclude": "x" }', '"a" is no setting (2 more after it) (stanch.config.jsonc:1:3).'],
    ['{ "exclude": ["x" "y"] }', "A comma is missing here (stanch.config.jsonc:1:18)."],
    ['{ "exclude": ["*a*a*a*a*a*a*a*a*a*b"] }', "This path pattern takes too long on some paths (stanch.config.jsonc:1:15)."],
  ])("%s", async (text, expected) => {
    expect(await complaint(text)).toContain(expected);
  });

  it.each([
    [{ pattern: "acme_(\\w+)+$" }, /The expression cannot be used: .*steps.* \(stanch.config.jsonc:\d+:\d+\).*over and over/s],
    [{ pattern: "acme_(" }, /The expression cannot be used: Invalid regular expression/],
    [{ pattern: "acme_ü" }, /expression of ASCII characters/],
    [{ flags: "g" }, /flags out of i, m, s, u, v/],
    [{ prefixes: undefined }, /has no keyword and no prefix/],
    [{ keywords: ["ab"] }, /at least 3 printable ASCII/],
    [{ id: "plivo-auth-token" }, /"plivo-auth-token" is taken/],
    [{ id: "Acme Key" }, /customDetectors\[0\]\.id is not right .*lower case with hyphens/],
    [{ pattern: undefined }, /needs a pattern, or rules/],
    [{ examples: [] }, /at least one example/],
    [{ examples: ["KEY=acme_short"] }, /finds nothing in this example \(stanch.config.jsonc:\d+:\d+\)/],
    [{ examples: ["acme_<<[a-z0-9]{32}>> acme_<<[a-z0-9]{32}>>"] }, /finds 2 matches in this example/],
    [{ counterExamples: ["acme_<<[a-z0-9]{32}>>"] }, /finds something in this counter-example/],
    [{ examples: ["acme_<<(a{999}){999}>>"] }, /<<shape>> cannot be read/],
    [{ examples: ["acme_<<[a-z]{99999}>>"] }, /<<shape>> cannot be read/],
    [{ notSecret: ["(a+)+$"] }, /The expression cannot be used/],
    [{ companions: [{ name: "id", pattern: "(a|a)*b", withinBytes: 100 }] }, /The expression cannot be used/],
    [{ companions: [{ name: "id", pattern: "x", withinBytes: 5000 }] }, /whole number from 0 to 4096/],
    [{ patern: "x" }, /"patern" is no setting of customDetectors\[0\].*Did you mean "pattern"/s],
    [
      {
        pattern: undefined,
        rules: [
          { pattern: "acme_[a-z0-9]{32}", prefixes: ["acme_"] },
          { pattern: "x", prefixes: ["acme_"] },
        ],
      },
      /Two rules have the same id/,
    ],
  ])("a custom detector with %j", async (change, expected) => {
    expect(await complaint(custom(change))).toMatch(expected);
  });

  it("never quotes what may be a secret", async () => {
    const secret = fake("[A-Za-z0-9]{32}", 1);
    for (const text of [
      custom({ examples: [secret] }),
      JSON.stringify({ exclude: secret }),
      `{ "x": "${secret}`,
      custom({ severity: secret + secret }),
      `{ "a": ${secret} }`,
    ])
      expect(await complaint(text)).not.toContain(secret);
    expect(await complaint(`a = "${secret}`, "stanch.config.toml")).not.toContain(secret);
  });
});

describe("TOML", () => {
  it("says the same as JSON", async () => {
    const toml = `
maxFileSize = "1k"
exclude = ["a/"]
[detectors.severity]
plivo-auth-token = "low"
[[customDetectors]]
id = "acme-api-key"
severity = "high"
prefixes = ["acme_"]
pattern = '\\bacme_(?<secret>[a-z0-9]{32})\\b'
examples = ["KEY=acme_<<[a-z0-9]{32}>>"]
[[ignores]]
path = "old/"
reason = "moved away"
until = 2027-01-31
`;
    const json = {
      maxFileSize: "1k",
      exclude: ["a/"],
      detectors: { severity: { "plivo-auth-token": "low" } },
      customDetectors: [{ ...acme, counterExamples: undefined }],
      ignores: [{ path: "old/", reason: "moved away", until: "2027-01-31" }],
    };
    const [one, other] = [await load(toml, "a.toml"), await load(JSON.stringify(json), "b.json")];
    const comparable = (config: Config): unknown => ({
      ...config,
      file: "",
      ignores: config.ignores.map((ignore) => ({ ...ignore, where: "" })),
    });
    expect(comparable(one)).toEqual(comparable(other));
    expect(one.ignores[0]?.where).toMatch(/a\.toml:12$/);
  });

  it.each([
    ["minSeverity = 'hgih'", /\(a\.toml:1:1\)/],
    ["[detectors]\ndisabel = []", /"disabel".*\(a\.toml:2:1\).*disable/],
    [
      "[[ignores]]\npath = 'a'\nreason = 'long ago'\nuntil = 2027-01-01\n[[ignores]]\npath = 'b'\nreason = 'x'\nuntil = 2027-01-01",
      /ignores\[1\]\.reason.*\(a\.toml:7:1\)/,
    ],
    ["text = '''\nexclude = 1\n'''\n exclude = 2", /\(2 more|"text".*\(1 more after it\).*\(a\.toml:1:1\)/],
    ["verify = { provider = [] }", /"provider".*\(a\.toml:1:12\).*providers/],
    ["a = \n", /Not TOML.*\(a\.toml:1:\d+\)/],
    ["a = 1\na = 2", /\(a\.toml:2:\d+\)/],
  ])("places errors in %j", async (text, expected) => {
    expect(await complaint(text, "a.toml")).toMatch(expected);
  });
});

describe("a configuration of the scanned tree", () => {
  it("tells what it makes the scan leave out", async () => {
    write(
      "stanch.config.jsonc",
      JSON.stringify({
        exclude: ["a", "b"],
        detectors: { disable: ["plivo-auth-token"] },
        failOn: "never",
        history: "none",
        ignores: [{ path: "x", reason: "because", until: "2027-01-01" }],
      }),
    );
    const config = await loadConfig({ root: folder, detectors });
    expect(config.isTrusted).toBe(false);
    expect(config.effects).toEqual([
      "1 ignore",
      "2 excluded path patterns",
      "1 disabled detector",
      "findings never fail the scan",
      "no history",
    ]);
  });

  it("cannot say where secrets are sent, one named by the user can", async () => {
    const path = write("stanch.config.jsonc", '{\n"verify": { "baseUrls": { "github": "https://evil.example" } } }');
    const found = await loadConfig({ root: folder, detectors });
    expect(found.verify.baseUrls.size).toBe(0);
    expect(found.notices).toEqual([expect.stringMatching(/stanch\.config\.jsonc:2: verify\.baseUrls is not used/)]);
    const named = await loadConfig({ file: path, detectors });
    expect(named.verify.baseUrls.get("github")).toBe("https://evil.example");
    expect(named.notices).toEqual([]);
  });
});

describe("chooseDetectors", () => {
  it("takes what is chosen, with the configuration's severities and its own detectors", async () => {
    const config = await load(
      JSON.stringify({
        detectors: {
          only: ["plivo-auth-token", "acme-api-key", "aws-access-key-id"],
          disable: ["aws-access-key-id"],
          severity: { "plivo-auth-token": "low" },
        },
        customDetectors: [acme],
      }),
    );
    const chosen = chooseDetectors(config, detectors);
    expect(chosen.map(({ id, severity }) => [id, severity])).toEqual([
      ["plivo-auth-token", "low"],
      ["acme-api-key", "high"],
    ]);
    const own = chosen.at(-1);
    const secret = fake("[a-z0-9]{32}", 7);
    expect(own === undefined ? [] : scanText(`x acme_${secret} y`, [own]).map((match) => match.secret)).toEqual([secret]);
  });

  it("makes custom detectors that can cross to a thread", async () => {
    const config = await load(
      custom({ companions: [{ name: "id", pattern: "id=(?<value>\\d{4})", withinBytes: 64 }], notSecret: ["^0+$"] }),
    );
    expect(structuredClone(config.customDetectors)).toEqual(config.customDetectors);
  });
});
