import { createHash } from "node:crypto";
import { fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathFilter } from "../../globs.ts";
import { parsedText } from "../import-rules/index.ts";
import { detectSecrets } from "./detect-secrets.ts";
import { Candidate, type ForeignFormat, type ForeignSetup } from "./foreign-setup.ts";
import { ggshield } from "./ggshield.ts";
import { github } from "./github.ts";
import { gitleaksConfig } from "./gitleaks-config.ts";
import { gitleaksIgnore } from "./gitleaks-ignore.ts";
import { gitleaksReport } from "./gitleaks-report.ts";
import { foreignFormats } from "./index.ts";
import { kingfisher } from "./kingfisher.ts";
import { globsOf } from "./paths.ts";
import { trufflehog } from "./trufflehog.ts";

const SECRET = fake("[A-Za-z0-9]{32}", 7);
const OTHER = fake("[A-Za-z0-9]{32}", 8);
const here = (path = "src/a.py", line = 3, secret = SECRET, commit?: string): Candidate =>
  new Candidate(secret, { path, line, ...(commit === undefined ? {} : { commit }) });

async function setupOf(format: ForeignFormat, text: string): Promise<ForeignSetup> {
  const value = format.form === "text" ? text : await parsedText(format.form === "toml" ? "toml" : "yaml", "test", text);
  const setup = await format.read?.(value);
  if (setup === undefined) throw new Error("the format reads no set-up");
  return setup;
}

const accepts = ({ accepted }: ForeignSetup, candidate: Candidate): boolean => accepted.some((entry) => entry.accepts(candidate));
const isExcluded = ({ exclude }: ForeignSetup, path: string): boolean =>
  pathFilter(
    [],
    exclude.flatMap(({ globs }) => globs),
  )(path, false) === "excluded";

describe("globs for path expressions", () => {
  it.each([
    ["node_modules", ["*node_modules*"]],
    ["^vendor/", ["vendor/**"]],
    ["(^|/)test/", ["**/test/**"]],
    ["(?:^|/)node_modules(?:/.*)?$", ["node_modules"]],
    ["(?:^|/)vendor/(?:bundle|ruby)(?:/.*?)?$", ["**/vendor/bundle", "**/vendor/ruby"]],
    [String.raw`(?i)\.(?:gif|jpe?g)$`, ["*.[gG][iI][fF]", "*.[jJ][pP][gG]", "*.[jJ][pP][eE][gG]"]],
    [String.raw`(.*?)(jpg|gif)$`, ["*jpg", "*gif"]],
    [String.raw`docs/.*\.md$`, ["**/*docs/**/*.md"]],
    [String.raw`^src/[^/]+/fixtures/.*$`, ["src/?*/fixtures/**"]],
    [String.raw`^\.?gitleaks\.toml$`, ["/gitleaks.toml", "/.gitleaks.toml"]],
  ])("%s", (expression, globs) => {
    expect(globsOf(expression)).toEqual(globs);
  });

  it.each(["", ".*", "^", "a{3}", String.raw`\d+`, "(?:a|b)+", String.raw`\bx`, "[^a]x", "^a/[^/]+$", "("])(
    "are none for %j",
    (expression) => {
      expect(globsOf(expression)).toBeUndefined();
    },
  );

  it("leave nothing out that the expression keeps, but for what lies below a folder that it names", () => {
    const piece = fc.constantFrom(
      "a",
      "b/",
      "/",
      "(?:/.*)?",
      "(?i:A)",
      "(?:^|/)",
      String.raw`\.c`,
      ".",
      ".*",
      ".+",
      "[^/]*",
      "(a|b)",
      "(a|/b/)",
      "c?",
      "x*",
    );
    const expression = fc.tuple(fc.constantFrom("", "^"), fc.array(piece, { minLength: 1, maxLength: 5 }), fc.constantFrom("", "$"));
    const path = fc
      .array(fc.constantFrom("a", "b", "c", "x", "aa", ".c", "ab.c", "b.c"), { minLength: 1, maxLength: 4 })
      .map((names) => names.join("/"));
    fc.assert(
      fc.property(expression, fc.array(path, { maxLength: 20 }), ([start, parts, end], paths) => {
        const source = start + parts.join("") + end;
        const globs = globsOf(source);
        if (globs === undefined) return;
        const filter = pathFilter([], globs);
        for (const one of paths) {
          const folders = one.split("/").map((_, index, names) => names.slice(0, index + 1).join("/"));
          if (filter(one, false) === "excluded")
            expect({
              source,
              globs,
              one,
              is: folders.some((folder) => new RegExp(source).test(folder) || new RegExp(source).test(`${folder}/`)),
            }).toMatchObject({ is: true });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("gitleaks", () => {
  const config = String.raw`
[extend]
useDefault = true
disabledRules = ["generic-api-key"]
[[rules]]
id = "acme"
regex = '''acme_[a-z0-9]{32}'''
[[rules]]
id = "github-pat"
[[rules.allowlists]]
paths = ["x"]
[allowlist]
paths = ['''^vendor/''', '''read+me''']
stopwords = ["${SECRET.slice(4, 20)}"]
commits = ["${"a".repeat(40)}"]
[[allowlists]]
regexes = ['''^${OTHER.slice(0, 12)}''', '''(x+x+)+y''']
[[allowlists]]
regexTarget = "line"
regexes = ["noise"]
[[allowlists]]
condition = "AND"
regexes = ["a"]
[[allowlists]]
targetRules = ["acme"]
paths = ["b"]
`;

  it("has allowlists, of which paths become globs and the others are tried on what is found", async () => {
    const setup = await setupOf(gitleaksConfig, config);
    expect(setup).toMatchObject({ disable: ["generic-api-key"], rules: 1, exclude: [{ was: "^vendor/", globs: ["vendor/**"] }] });
    expect(accepts(setup, here())).toBe(true);
    expect(accepts(setup, here("x", 1, OTHER))).toBe(true);
    const third = fake("[A-Za-z0-9]{32}", 9);
    expect(accepts(setup, here("x", 1, third))).toBe(false);
    expect(accepts(setup, here("x", 1, third, "a".repeat(40)))).toBe(true);
  });

  it("has what cannot be taken over, and that is told without quoting what may be a secret", async () => {
    const { lost } = await setupOf(gitleaksConfig, config);
    expect(lost.map(({ what }) => what).sort()).toEqual([
      "allowlist",
      "allowlist",
      "allowlist of its rule github-pat",
      "expression 1 of allowlist",
      "expression 2 of allowlist",
      "path read+me",
    ]);
    expect(JSON.stringify(await setupOf(gitleaksConfig, config))).not.toContain(OTHER.slice(0, 12));
  });

  it("has an ignore file of places", async () => {
    const setup = await setupOf(gitleaksIgnore, `# why\n${"b".repeat(40)}:src/a.py:rule:3\nsrc\\b.py:rule:4\n\ngarbage\n`);
    expect(accepts(setup, here())).toBe(true);
    expect(accepts(setup, here("src/b.py", 4))).toBe(true);
    expect(accepts(setup, here("src/b.py", 3))).toBe(false);
    expect(setup.lost).toEqual([{ what: "line 5", why: "it is no fingerprint of a finding" }]);
  });

  it("has a baseline that goes by the secret, or by the line where that was taken out", async () => {
    const entry = { RuleID: "r", File: "src/a.py", StartLine: 9, Secret: SECRET };
    const setup = await setupOf(gitleaksReport, JSON.stringify([entry, { ...entry, File: "src/r.py", Secret: "REDACTED" }]));
    expect(accepts(setup, here())).toBe(true);
    expect(accepts(setup, here("src/a.py", 9, OTHER))).toBe(false);
    expect(accepts(setup, here("src/r.py", 9, OTHER))).toBe(true);
    // What is a secret's end to one scanner is not to another; on the same line a piece of it will do.
    const piece = await setupOf(gitleaksReport, JSON.stringify([{ ...entry, StartLine: 3, Secret: `"${SECRET}";` }]));
    expect([accepts(piece, here()), accepts(piece, here("src/a.py", 4)), accepts(piece, here("src/a.py", 3, OTHER))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await setupOf(gitleaksReport, '{"a": 1}')).toMatchObject({ accepted: [], lost: [{ what: "the file" }] });
  });
});

it("detect-secrets goes by file and SHA-1, wherever in the file", async () => {
  const hashed = createHash("sha1").update(SECRET).digest("hex");
  const baseline = {
    version: "1.5.0",
    filters_used: [{ path: "detect_secrets.filters.regex.should_exclude_file", pattern: ["^tests/", "x+x"] }],
    results: { "src/a.py": [{ type: "Secret Keyword", filename: "src/a.py", hashed_secret: hashed, is_verified: false, line_number: 77 }] },
  };
  const setup = await setupOf(detectSecrets, JSON.stringify(baseline));
  expect(accepts(setup, here())).toBe(true);
  expect(accepts(setup, here("src/b.py"))).toBe(false);
  expect(accepts(setup, here("src/a.py", 77, OTHER))).toBe(false);
  const pem = await setupOf(detectSecrets, '{"results": {"a.pem": [{"type": "Private Key", "hashed_secret": "0", "line_number": 1}]}}');
  expect([accepts(pem, here("a.pem", 1)), accepts(pem, here("a.pem", 2))]).toEqual([true, false]);
  expect([isExcluded(setup, "tests/a"), isExcluded(setup, "src/tests/a"), setup.lost.length]).toEqual([true, false, 1]);
});

it("ggshield has globs, secrets as they are or hashed with their kind, and names of detectors", async () => {
  const sha = createHash("sha256").update(`${OTHER},apikey`).digest("hex");
  const text = `version: 2\nsecret:\n  ignored-paths: ["doc/*", "LICENSE", "/top/**/x"]\n  ignored_matches:\n    - name: one\n      match: ${SECRET}\n    - match: ${sha}\n  ignored_detectors: [Generic Password]\n`;
  const setup = await setupOf(ggshield, text);
  expect(["doc/a", "x/doc/a", "x/LICENSE", "top/a/b/x", "a/top/x"].map((path) => isExcluded(setup, path))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect([accepts(setup, here()), accepts(setup, here("x", 1, OTHER)), accepts(setup, here("x", 1, sha))]).toEqual([true, true, true]);
  expect(setup.disable).toEqual(["Generic Password"]);
  expect(JSON.stringify(setup)).not.toContain(SECRET);
  const old = await setupOf(ggshield, `paths-ignore: ["a/**"]\nmatches-ignore: ["${SECRET}"]\n`);
  expect([isExcluded(old, "a/b"), accepts(old, here())]).toEqual([true, true]);
});

it("trufflehog has a file of path expressions, kingfisher a baseline of places, GitHub globs from the top", async () => {
  const paths = await setupOf(trufflehog, "# lock files\n^go\\.sum$\n\nx+x\n");
  expect([isExcluded(paths, "go.sum"), isExcluded(paths, "a/go.sum"), paths.lost.length]).toEqual([true, false, 1]);
  const places = await setupOf(kingfisher, "ExactFindings:\n  matches:\n  - filepath: src/a.py/\n    fingerprint: '1'\n    linenum: 3\n");
  expect([accepts(places, here()), accepts(places, here("src/a.py", 4))]).toEqual([true, false]);
  const newer =
    "version: 2\nrepositories:\n- id: a\n  findings:\n  - path: src/a.py\n    line: 3\n- id: b\n  findings:\n  - path: src/a.py\n    line: 3\n";
  const second = await setupOf(kingfisher, newer);
  expect([second.accepted.length, accepts(second, here()), accepts(second, here("src/a.py", 4))]).toEqual([1, true, false]);
  const globs = await setupOf(github, 'paths-ignore:\n  - "docs/**"\n  - "x.md"\n  - "!docs/y"\n');
  expect(["docs/a/b", "x.md", "a/x.md"].map((path) => isExcluded(globs, path))).toEqual([true, true, false]);
  expect(globs.lost).toHaveLength(1);
});

it("every format takes any value for what it is: nothing understood, and no crash", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      for (const { form, read, readReport } of foreignFormats) {
        readReport?.(value);
        const setup = await read?.(form === "text" ? JSON.stringify(value) : value);
        for (const { accepts: takes } of setup?.accepted ?? []) expect(typeof takes(here())).toBe("boolean");
      }
    }),
    { numRuns: 200 },
  );
});

describe("betterleaks since its version 2", () => {
  const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
  const entry = (value: string, secret = SECRET): object => ({
    rule_id: "github-pat",
    match: { full: value, value, fingerprint: sha256(secret) },
    attributes: { "git.sha": "a".repeat(40) },
    location: { path: "./src/a.py", start_line: 3 },
  });

  it("has secrets in its report by their hash, redacted or not", () => {
    for (const value of [SECRET, "REDACTED"]) {
      const [reported] = gitleaksReport.readReport?.({ schema_version: "1", findings: [entry(value)] }) ?? [];
      expect(reported).toMatchObject({ path: "src/a.py", line: 3, rule: "github-pat", commit: "a".repeat(40) });
      expect(reported?.isSecret?.(here("src/a.py", 9))).toBe(true);
      expect(reported?.isSecret?.(here("src/a.py", 9, OTHER))).toBe(false);
    }
    expect(gitleaksReport.readReport?.({ findings: [{ rule: { id: "kingfisher.github.1" } }] })).toBeUndefined();
  });

  it("accepts secrets by their hash in its ignore file", async () => {
    const setup = await setupOf(gitleaksIgnore, `# ours\n${sha256(SECRET)}\n`);
    expect(accepts(setup, here("anywhere/b.ts", 77))).toBe(true);
    expect(accepts(setup, here("anywhere/b.ts", 77, OTHER))).toBe(false);
    expect(setup.lost).toEqual([]);
  });
});
