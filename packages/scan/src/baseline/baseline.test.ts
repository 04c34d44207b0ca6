import { execFileSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, fake } from "@stanch/model";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Baseline, type BaselineCandidate, type BaselineEntry, applyBaseline, makeBaseline, sortedEntries } from "./baseline.ts";
import { formatBaseline, parseBaseline, readBaseline, writeBaseline } from "./file.ts";
import { isGuessable } from "./tags.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stanch-baseline-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The cheapest allowed cost: the tests are about what is stored, not about how long it takes. */
const EMPTY: Baseline = { salt: "0123456789abcdef".repeat(2), cost: 1024, entries: [] };

const token = (seed: number): Secret => new Secret(fake("[A-Za-z0-9]{40}", seed));
const password = (seed: number): Secret => new Secret(fake("[a-z]{8}", seed));
const candidate = (detector: string, secret: Secret, ...paths: string[]): BaselineCandidate => ({
  detector,
  secret,
  paths,
  isMachineMade: false,
});

const entries: fc.Arbitrary<BaselineEntry[]> = fc.array(
  fc.record({
    tag: fc.oneof(fc.stringMatching(/^[0-9a-f]{3}$/), fc.stringMatching(/^[0-9a-f]{24}$/)),
    detector: fc.stringMatching(/^[a-z][a-z0-9]{0,9}(?:-[a-z0-9]{1,5}){0,2}$/),
    path: fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.stringMatching(/^[a-z./% \n]{0,12}$/)),
  }),
  { maxLength: 12 },
);

describe("what is known", () => {
  it("is what was there when the baseline was made, and nothing else", async () => {
    const found = [candidate("jwt", token(1), "a.ts", "b.ts"), candidate("db-password", password(2), "db.yml")];
    const baseline = await makeBaseline(found, { previous: EMPTY });
    expect((await applyBaseline(baseline, found)).known).toEqual([[true, true], [true]]);
    const others = [
      candidate("jwt", token(3), "a.ts"),
      candidate("db-password", password(4), "db.yml"),
      candidate("other", token(1), "a.ts"),
    ];
    const result = await applyBaseline(baseline, others);
    expect(result.known).toEqual([[false], [false], [false]]);
    expect(result.unused).toEqual(baseline.entries);
  });

  it("stays known when a file moves if nobody can guess it, else only at its path", async () => {
    const baseline = await makeBaseline([candidate("jwt", token(1), "a.ts"), candidate("db-password", password(2), "db.yml")], {
      previous: EMPTY,
    });
    const moved = [candidate("jwt", token(1), "new/a.ts"), candidate("db-password", password(2), "new/db.yml", "db.yml")];
    expect((await applyBaseline(baseline, moved)).known).toEqual([[true], [false, true]]);
  });

  it("of an archive is what lies in it, and not the other way round", async () => {
    const whole = await makeBaseline([candidate("db-password", password(2), "a.zip")], { previous: EMPTY });
    const inside = [candidate("db-password", password(2), "a.zip!b.jar!c.yml", "b.zip!c.yml")];
    expect((await applyBaseline(whole, inside)).known).toEqual([[true, false]]);
    const entry = await makeBaseline([candidate("db-password", password(2), "a.zip!c.yml")], { previous: EMPTY });
    expect((await applyBaseline(entry, [candidate("db-password", password(2), "a.zip", "a.zip!d.yml", "a.zip!c.yml")])).known).toEqual([
      [false, false, true],
    ]);
  });

  it("is the same for everybody who has the file", async () => {
    const found = [candidate("jwt", token(1), "a.ts"), candidate("db-password", password(2), "db.yml")];
    const file = join(folder, "baseline");
    writeBaseline(file, await makeBaseline(found));
    expect((await applyBaseline(readBaseline(file), found)).known).toEqual([[true], [true]]);
  });

  it("has one entry for a token of many paths, one a path for a password", async () => {
    const paths = Array.from({ length: 5 }, (_, index) => `f${index}`);
    const { entries: made } = await makeBaseline([candidate("jwt", token(1), ...paths), candidate("db-password", password(2), ...paths)], {
      previous: EMPTY,
    });
    expect(made.filter((entry) => entry.detector === "jwt")).toHaveLength(1);
    expect(made.filter((entry) => entry.detector === "db-password").map((entry) => entry.tag.length)).toEqual([3, 3, 3, 3, 3]);
  });
});

describe("writing it again", () => {
  it("keeps salt, cost and the lines of what is still there, and drops what is gone", async () => {
    const first = await makeBaseline([candidate("jwt", token(1), "b.ts"), candidate("jwt", token(2), "c.ts")], { previous: EMPTY });
    const second = await makeBaseline([candidate("jwt", token(1), "a.ts", "b.ts"), candidate("jwt", token(3), "d.ts")], {
      previous: first,
    });
    expect([second.salt, second.cost]).toEqual([first.salt, first.cost]);
    expect(second.entries.map((entry) => entry.path).toSorted()).toEqual(["b.ts", "d.ts"]);
    const again = await makeBaseline([candidate("jwt", token(1), "a.ts", "b.ts"), candidate("jwt", token(3), "d.ts")], {
      previous: second,
    });
    expect(formatBaseline(again)).toBe(formatBaseline(second));
  });

  it("keeps what a scan of a part did not see", async () => {
    const first = await makeBaseline([candidate("jwt", token(1), "b.ts"), candidate("jwt", token(2), "c.ts")], { previous: EMPTY });
    const second = await makeBaseline([candidate("jwt", token(3), "d.ts")], { previous: first, keepUnseen: true });
    expect(second.entries).toHaveLength(3);
  });

  it("makes a new salt for a new baseline", async () => {
    const [one, other] = await Promise.all([makeBaseline([]), makeBaseline([])]);
    expect(one.salt).toMatch(/^[0-9a-f]{32}$/);
    expect(one.salt).not.toBe(other.salt);
  });

  it("makes guesses cheaper where there are so many passwords that a scan would wait", async () => {
    const made = await makeBaseline(Array.from({ length: 301 }, () => candidate("db-password", password(1))));
    expect(made.cost).toBe(1024);
    expect((await makeBaseline([candidate("db-password", password(1))])).cost).toBe(8192);
  });
});

describe("what the file tells", () => {
  const hashes = ["md5", "sha1", "sha256", "sha512"];

  it("is never a secret, nor a plain or simply salted hash of one", async () => {
    const secrets = fc.oneof(
      fc.string({ minLength: 4, maxLength: 12 }),
      fc.string({ unit: "binary", minLength: 4 }),
      fc.nat().map((seed) => fake("[A-Za-z0-9+/]{44}", seed)),
    );
    await fc.assert(
      fc.asyncProperty(secrets, fc.string({ maxLength: 10 }), async (value, start) => {
        // What is itself part of the file's own words is no secret of it.
        fc.pre(!"stanch-baseline salt= cost= counted. generic-password.dir/".includes(value) && !/^[0-9a-f]+$/.test(value));
        const secret = new Secret(value);
        const text = formatBaseline(
          await makeBaseline([candidate("generic-password", secret, `dir/${start}${value}.env`)], { previous: EMPTY }),
        );
        const entry = text
          .split("\n")
          .filter((line) => line !== "" && !line.startsWith("#"))
          .join("\n");
        expect(entry).not.toContain(value);
        const tag = entry.split(" ")[0] ?? "";
        for (const name of hashes) {
          expect(entry).not.toContain(createHash(name).update(value).digest("hex").slice(0, 12));
          expect(entry).not.toContain(createHash(name).update(value).digest("base64").slice(0, 12));
          if (tag.length > 3)
            for (const salt of [EMPTY.salt, Buffer.from(EMPTY.salt, "hex")])
              expect(createHmac(name, salt).update(value).digest("hex")).not.toContain(tag);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("leaves a short secret among one in 4096 of all guesses", async () => {
    const baseline = await makeBaseline([candidate("pin", new Secret("2580"), "a.env")], { previous: EMPTY });
    const guesses = Array.from({ length: 512 }, (_, index) => candidate("pin", new Secret(String(index).padStart(5, "x")), "a.env"));
    const { known } = await applyBaseline(baseline, guesses);
    // Wrong ones, every one of them: with 12 bits an eighth of one is expected to fit.
    expect(known.flat().filter(Boolean).length).toBeLessThanOrEqual(3);
    expect(baseline.entries[0]?.tag).toMatch(/^[0-9a-f]{3}$/);
  });

  it("is no more when the same password stands at many places or was found by several detectors", async () => {
    const found = ["a", "b", "c"].flatMap((path) => ["one", "two"].map((detector) => candidate(detector, password(1), path)));
    const { entries: made } = await makeBaseline(found, { previous: EMPTY });
    expect(new Set(made.map((entry) => entry.tag)).size).toBe(1);
  });
});

describe("isGuessable", () => {
  it.each([
    ["[a-z]{8}", true],
    ["[A-Za-z0-9]{19}", true],
    ["correct-horse-battery-staple-42", true],
    ["MyCompanyProductionDatabase2024", true],
    ["p4ssw0rd_1s_s3cr3t_2o24_f0r_y0u", true],
    ["Sommer2024Sommer2024Sommer2024", true],
    ["[a-f0-9]{32}", false],
    ["[a-f0-9]{64}", false],
  ])("of a value like %s is %s", (shape, expected) => {
    for (let seed = 1; seed <= 50; seed++) expect(isGuessable(new Secret(fake(shape, seed)), false)).toBe(expected);
  });

  it.each(["[A-Za-z0-9]{24}", "[A-Za-z0-9+/]{44}", "[a-z0-9]{32}"])("takes most values like %s for what no dictionary holds", (shape) => {
    const taken = Array.from({ length: 200 }, (_, seed) => isGuessable(new Secret(fake(shape, seed)), false)).filter(Boolean);
    expect(taken.length).toBeLessThan(50);
  });

  it("does not judge what a provider's detector found, if it is long enough", () => {
    expect(isGuessable(new Secret("correct-horse-battery-staple"), true)).toBe(false);
    expect(isGuessable(new Secret("short"), true)).toBe(true);
  });
});

describe("the file", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(entries, (list) => {
        const baseline = { ...EMPTY, entries: sortedEntries(list) };
        const text = formatBaseline(baseline);
        expect(parseBaseline(text, "b")).toEqual(baseline);
        expect(parseBaseline(`\ufeff${text.replaceAll("\n", "\r\n")}`, "b")).toEqual(baseline);
        expect(text.split("\n")).toHaveLength(baseline.entries.length + 3);
      }),
    );
  });

  it("is joined with another of one origin by sort -u, in the order it is written in", () => {
    fc.assert(
      fc.property(entries, entries, (one, other) => {
        writeBaseline(join(folder, "one"), { ...EMPTY, entries: one });
        writeBaseline(join(folder, "other"), { ...EMPTY, entries: other });
        const merged = execFileSync("sort", ["-u", join(folder, "one"), join(folder, "other")], { env: { LC_ALL: "C" }, encoding: "utf8" });
        expect(merged).toBe(formatBaseline({ ...EMPTY, entries: [...one, ...other] }));
        expect(parseBaseline(merged, "b").entries).toEqual(sortedEntries([...one, ...other]));
      }),
      { numRuns: 25 },
    );
  });

  it("merges in git without a conflict when .gitattributes says union", () => {
    const git = (...args: string[]): string =>
      execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@t", ...args], { encoding: "utf8" });
    const file = join(folder, ".stanch-baseline");
    const commit = (tags: readonly string[]): void => {
      writeBaseline(file, { ...EMPTY, entries: tags.map((tag) => ({ tag, detector: "jwt", path: "a" })) });
      git("add", "-A");
      git("commit", "-qm", "x");
    };
    git("init", "-q", "-b", "main");
    writeFileSync(join(folder, ".gitattributes"), ".stanch-baseline merge=union\n");
    commit(["aaa"]);
    git("checkout", "-qb", "side");
    commit(["aaa", "bbb"]);
    git("checkout", "-q", "main");
    commit(["aaa", "ccc"]);
    git("merge", "-q", "--no-edit", "side");
    expect(readBaseline(file).entries.map((entry) => entry.tag)).toEqual(["aaa", "bbb", "ccc"]);
  });

  const header = "# stanch-baseline 1 salt=0123456789abcdef0123456789abcdef cost=1024";
  it.each([
    ["", "b:1", "no header"],
    ["{}", "b:1", "Not an entry"],
    [`${header}\nxyz`, "b:2", "Not an entry"],
    [`${header}\nabc jwt`, "b:2", "Not an entry"],
    [`${header}\nabc jwt a%zz`, "b:2", "Not an entry"],
    [`${header}\nabcd jwt a`, "b:2", "Not an entry"],
    [`# note\n${header}\n<<<<<<< HEAD\n`, "b:3", "conflict is not resolved"],
    [`${header}\n${header.replace("salt=0", "salt=1")}`, "b:2", "two headers"],
    [header.replace("baseline 1", "baseline 2"), "b:1", "version 2"],
    [header.replace("cost=1024", "cost=1048576"), "b:1", "cost"],
    [header.replace("salt=0", "salt=x"), "b:1", "damaged"],
  ])("says what is broken in %j, and in which line", (text, where, what) => {
    expect(() => parseBaseline(text, "b")).toThrow(
      expect.objectContaining({ code: "BASELINE_INVALID", where, message: expect.stringContaining(what) }),
    );
  });

  it("says so when it is not there, or no file", () => {
    expect(() => readBaseline(join(folder, "none"))).toThrow(/ENOENT .*none.*--write-baseline/);
    expect(() => readBaseline(folder)).toThrow(expect.objectContaining({ code: "BASELINE_INVALID" }));
  });

  it("is written whole or not at all, and leaves nothing beside it", () => {
    const file = join(folder, "baseline");
    writeBaseline(file, EMPTY);
    const before = readFileSync(file, "utf8");
    expect(readdirSync(folder)).toEqual(["baseline"]);
    expect(() => writeBaseline(join(folder, "no/such/folder"), EMPTY)).toThrow(expect.objectContaining({ code: "OUTPUT_UNWRITABLE" }));
    expect(() => writeBaseline(folder, EMPTY)).toThrow(expect.objectContaining({ code: "OUTPUT_UNWRITABLE" }));
    if (process.getuid?.() !== 0) {
      chmodSync(folder, 0o500);
      expect(() => writeBaseline(file, { ...EMPTY, cost: 2048 })).toThrow(expect.objectContaining({ code: "OUTPUT_UNWRITABLE" }));
      chmodSync(folder, 0o700);
    }
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["baseline"]);
  });
});

it("never puts a file in the place of a device", () => {
  expect(() => {
    writeBaseline("/dev/null", { salt: "0".repeat(32), cost: 2048, entries: [] });
  }).toThrowError(expect.objectContaining({ code: "OUTPUT_UNWRITABLE" }));
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});
