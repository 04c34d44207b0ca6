import { type Finding, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type IgnoreOptions, applyIgnores, isSuppressed } from "./apply.ts";
import { hasIgnoreMark, parseInlineIgnores } from "./inline.ts";

describe("parseInlineIgnores", () => {
  it.each([
    "key = 1 # stanch:ignore aws-access-key-id until 2027-01-31: rotated in May",
    "// stanch:ignore aws-access-key-id until 2027-01-31: rotated in May",
    "<!-- stanch:ignore aws-access-key-id until 2027-01-31: rotated in May -->",
    "/* stanch:ignore aws-access-key-id until 2027-01-31: rotated in May */",
    "{# stanch:ignore aws-access-key-id until 2027-01-31: rotated in May #}",
    '  "//": "stanch:ignore aws-access-key-id until 2027-01-31: rotated in May",',
    "-- STANCH:IGNORE AWS-ACCESS-KEY-ID UNTIL 2027-01-31: rotated in May",
    "REM stanch:ignore aws-access-key-id until 2027-01-31 : rotated in May\r",
  ])("reads %j", (line) => {
    expect(parseInlineIgnores(line)).toEqual([
      { kind: "ignore", detectors: ["aws-access-key-id"], until: "2027-01-31", reason: "rotated in May", isAlone: !line.startsWith("key") },
    ]);
  });

  it("reads several detectors, a star, and two ignores in one line", () => {
    const [one, two] = parseInlineIgnores(
      "x # stanch:ignore a-b, c until 2027-01-31: one reason stanch:ignore * until 2028-02-29: other reason",
    );
    expect(one).toMatchObject({ detectors: ["a-b", "c"], reason: "one reason" });
    expect(two).toMatchObject({ detectors: ["*"], until: "2028-02-29", reason: "other reason" });
  });

  it.each([
    ["# stanch:ignore", "names no detector"],
    ["# stanch:ignore until 2027-01-31: why", "names no detector"],
    ["# stanch:ignore jwt", "has no last day"],
    ["# stanch:ignore jwt: because I say so", "has no last day"],
    ["# stanch:ignore jwt until tomorrow: why not", "has a last day that is no date"],
    ["# stanch:ignore jwt until 2027-02-30: why not", "has a last day that is no date"],
    ["# stanch:ignore jwt until 2027-01-31", "has no reason"],
    ["# stanch:ignore jwt until 2027-01-31:   */", "has no reason"],
    ["# stanch:ignore jwt until 2027-01-31 fine", "has no reason"],
  ])("says what %j lacks", (line, what) => {
    expect(parseInlineIgnores(line)).toEqual([{ kind: "malformed", what, isAlone: true }]);
  });

  it.each([
    "gitleaks:allow",
    "betterleaks:allow",
    "kingfisher:ignore",
    "trufflehog:ignore",
    "ggignore",
    "pragma: allowlist secret",
    "pragma: whitelist secret",
    "pragma: allowlist nextline secret",
    "nosec",
    "noqa: S105",
    "noqa: E501, S106",
    "nosemgrep",
    "NOSONAR",
  ])("knows the mark %s as another scanner's", (mark) => {
    const line = `token = 1  # ${mark}`;
    expect(hasIgnoreMark(line)).toBe(true);
    expect(parseInlineIgnores(line)).toEqual([{ kind: "foreign", mark: mark.toLowerCase(), isForNextLine: mark.includes("nextline") }]);
  });

  it.each(["noqa: E501", "nosecrets here", "my-gitleaks:allowed", "stanch:ignored", "stanch:ignore-file"])(
    "takes %j for no mark",
    (line) => {
      expect(parseInlineIgnores(line)).toEqual([]);
    },
  );

  it("never misses a mark in its cheap test, and ends on any line", () => {
    const words = fc.constantFrom(
      "stanch:ignore",
      "gitleaks:allow",
      "nosec",
      "pragma: allowlist secret",
      "noqa:",
      "S105",
      " ",
      "until",
      "2027-01-31",
      ":",
      "*",
      ",",
      "jwt",
      "-",
      "#",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
        const line = parts.join("");
        if (parseInlineIgnores(line).length > 0) expect(hasIgnoreMark(line)).toBe(true);
      }),
    );
    expect(parseInlineIgnores(`stanch:ignore ${"a,".repeat(50_000)}`)).toHaveLength(1);
    expect(parseInlineIgnores(`${"noqa: S1, ".repeat(20_000)}stanch:ignore jwt until 2027-01-31:${" ".repeat(100_000)}x`)).toHaveLength(1);
  });
});

const finding = (detector: string, places: readonly (readonly [path: string, line: number])[], print = "ab".repeat(32)): Finding => ({
  id: "0".repeat(16),
  detector,
  rule: detector,
  title: detector,
  provider: "generic",
  category: "generic",
  severity: "high",
  confidence: 0.9,
  validity: "unchecked",
  fingerprint: print,
  masked: "…",
  companions: {},
  occurrences: places.map(([path, line]) => ({ path, line, column: 1, endLine: line, endColumn: 5 })),
  explanation: { evidence: [], doubts: [], opens: "", next: "", references: [] },
});

const options = (change: Partial<IgnoreOptions> = {}): IgnoreOptions => ({
  ignores: [],
  honourForeignMarks: false,
  mask: (text) => text,
  today: "2026-06-15",
  detectorIds: ["jwt", "aws-access-key-id"],
  ...change,
});
const ignore = { reason: "because", until: "2026-12-31", where: "stanch.config.jsonc:3" };

describe("applyIgnores, inline", () => {
  const one = (own: string, above = "", change: Partial<IgnoreOptions> = {}) =>
    applyIgnores([{ finding: finding("jwt", [["a.env", 7]]), marks: [[own, above]] }], options(change));

  it("hides what a full ignore stands beside or above", () => {
    for (const result of [
      one("x # stanch:ignore jwt until 2026-12-31: test token"),
      one("x", "# stanch:ignore * until 2026-12-31: test token"),
    ]) {
      expect(result.findings[0]?.occurrences[0]?.suppressed).toEqual({ kind: "inline", reason: "test token", until: "2026-12-31" });
      expect(result).toMatchObject({ suppressedOccurrences: 1, expired: [], unused: [], malformed: [] });
      expect(result.findings.every(isSuppressed)).toBe(true);
    }
  });

  it("holds on its last day and alerts again on the next", () => {
    const line = "x # stanch:ignore jwt until 2026-06-15: test token";
    expect(one(line).suppressedOccurrences).toBe(1);
    const late = one(line, "", { today: "2026-06-16" });
    expect(late.suppressedOccurrences).toBe(0);
    expect(late.expired).toEqual([{ where: "a.env:7", what: "the ignore of jwt ended on 2026-06-15 (test token)" }]);
    expect(late.unused).toEqual([]);
  });

  it("reports an ignore of another detector as unused, with the name that was meant", () => {
    expect(one("x # stanch:ignore aws-acces-key-id until 2026-12-31: test token")).toMatchObject({
      suppressedOccurrences: 0,
      unused: [
        {
          where: "a.env:7",
          what: 'the ignore of aws-acces-key-id fits nothing found here: did you mean "aws-access-key-id"?',
          from: "inline",
        },
      ],
    });
  });

  it("reports an ignore without reason or end as malformed and hides nothing", () => {
    const result = one("x", "# stanch:ignore jwt");
    expect(result.suppressedOccurrences).toBe(0);
    expect(result.malformed).toEqual([
      { where: "a.env:6", what: expect.stringContaining("has no last day and hides nothing: stanch:ignore <detector> until") },
    ]);
  });

  it("does not let the ignore behind one secret hide the secret on the next line", () => {
    const result = one("y = 2", "x = 1 # stanch:ignore jwt until 2026-12-31: only that one");
    expect(result.suppressedOccurrences).toBe(0);
  });

  it("uses an ignore once for two findings of one line, of which it fits one", () => {
    const marks = [["x # stanch:ignore jwt until 2026-12-31: test token", ""]];
    const result = applyIgnores(
      [
        { finding: finding("jwt", [["a", 1]]), marks },
        { finding: finding("other", [["a", 1]]), marks },
      ],
      options(),
    );
    expect(result.findings.map(isSuppressed)).toEqual([true, false]);
    expect(result.unused).toEqual([]);
  });

  it("keeps code and secrets out of the reason", () => {
    const secret = fake("[a-z0-9]{30}", 1);
    const mask = (text: string): string => text.replaceAll(secret, "…");
    const behind = one(`/* stanch:ignore jwt until 2026-12-31: test token */ x = "${secret}"`, "", { mask });
    expect(behind.findings[0]?.occurrences[0]?.suppressed?.reason).toBe("test token");
    const within = one(`# stanch:ignore jwt until 2026-12-31: token is ${secret}`, "", { mask });
    expect(within.findings[0]?.occurrences[0]?.suppressed?.reason).toBe("token is …");
    expect(JSON.stringify(one(`# stanch:ignore jwt until 2020-12-31: token is ${secret}`, "", { mask }))).not.toContain(secret);
  });

  it("reads a reason whose UTF-8 bytes came as Latin-1", () => {
    const line = Buffer.from("# stanch:ignore jwt until 2026-12-31: für Prüfungen").toString("latin1");
    expect(one(line).findings[0]?.occurrences[0]?.suppressed?.reason).toBe("für Prüfungen");
  });

  it("counts other scanners' marks, and honours them only where the configuration says so", () => {
    expect(one("x # gitleaks:allow")).toMatchObject({ foreignMarks: 1, suppressedOccurrences: 0 });
    expect(one("x", "# pragma: allowlist nextline secret", { honourForeignMarks: true })).toMatchObject({
      foreignMarks: 1,
      suppressedOccurrences: 1,
    });
    expect(one("x", "# gitleaks:allow", { honourForeignMarks: true })).toMatchObject({ foreignMarks: 0, suppressedOccurrences: 0 });
  });
});

describe("applyIgnores, configured", () => {
  const found = [
    {
      finding: finding("jwt", [
        ["src/a.ts", 1],
        ["test/fixtures/b.ts", 2],
      ]),
      marks: [],
    },
    { finding: finding("aws-access-key-id", [["test/fixtures/b.ts", 3]], "cd".repeat(32)), marks: [] },
  ];
  const states = (change: Partial<IgnoreOptions>) =>
    applyIgnores(found, options(change)).findings.map((one) => one.occurrences.map((place) => place.suppressed !== undefined));

  it.each([
    [{ detector: "jwt" }, [[true, true], [false]]],
    [{ path: "test/fixtures/" }, [[false, true], [true]]],
    [{ path: "*.ts", detector: "*" }, [[true, true], [true]]],
    [{ path: "test/**/b.ts", detector: "aws-access-key-id" }, [[false, false], [true]]],
    [{ fingerprint: "cdcdcdcd" }, [[false, false], [true]]],
    [{ fingerprint: "cdcdcdcd", detector: "jwt" }, [[false, false], [false]]],
  ])("%j hides what fits all of it", (what, expected) => {
    expect(states({ ignores: [{ ...ignore, ...what }] })).toEqual(expected);
  });

  it.each([
    ["*.zip", true],
    ["lib/a.zip", true],
    ["lib/", true],
    ["*.jar", true],
    ["*.properties", true],
    ["lib/a.zip!in/b.jar!conf.properties", true],
    ["*.tar", false],
    ["a", false],
  ])("takes %j for what lies in an archive: %s", (path, hides) => {
    const inside = [{ finding: finding("jwt", [["lib/a.zip!in/b.jar!conf.properties", 1]]), marks: [] }];
    expect(applyIgnores(inside, options({ ignores: [{ ...ignore, path }] })).findings.map(isSuppressed)).toEqual([hides]);
  });

  it("hides a finding only when all of its occurrences are hidden", () => {
    const { findings } = applyIgnores(found, options({ ignores: [{ ...ignore, path: "test/" }] }));
    expect(findings.map(isSuppressed)).toEqual([false, true]);
  });

  it("reports what has ended and what fits nothing, with their lines", () => {
    const result = applyIgnores(
      found,
      options({
        ignores: [
          { ...ignore, detector: "jwt", until: "2026-06-14", where: "c:4" },
          { ...ignore, path: "gone/", where: "c:9" },
          { ...ignore, path: "gone/", until: "2020-01-01", where: "c:10" },
        ],
      }),
    );
    expect(result.suppressedOccurrences).toBe(0);
    expect(result.expired).toEqual([{ where: "c:4", what: "the ignore of jwt ended on 2026-06-14 (because)" }]);
    expect(result.unused.map(({ where, from }) => [where, from])).toEqual([
      ["c:9", "config"],
      ["c:10", "config"],
    ]);
  });

  it("lets one that holds win over one that has ended", () => {
    const result = applyIgnores(
      found,
      options({
        ignores: [
          { ...ignore, detector: "jwt", until: "2020-01-01" },
          { ...ignore, detector: "jwt" },
        ],
      }),
    );
    expect(result.suppressedOccurrences).toBe(2);
  });

  it("leaves what it was given unchanged", () => {
    const before = structuredClone(found);
    applyIgnores(found, options({ ignores: [{ ...ignore, detector: "jwt" }] }));
    expect(found).toEqual(before);
  });
});
