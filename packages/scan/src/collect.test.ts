import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sample, token } from "../test/world.ts";
import type { LocatedMatch } from "./locate.ts";
import { Collector, Masker, type OpenFinding, type Place, closeFinding, mergeOccurrences } from "./collect.ts";

const KEY = new Uint8Array(32).fill(5);

function match(secret: string, more: Partial<LocatedMatch> = {}): LocatedMatch {
  return {
    detector: 0,
    rule: 0,
    start: 0,
    end: secret.length,
    secret,
    confidence: 0.8,
    evidence: ["shape"],
    doubts: [],
    companions: {},
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1 + secret.length,
    excerpt: secret,
    excerptLine: 1,
    ...more,
  };
}

function collected(...entries: [LocatedMatch, Place][]): OpenFinding[] {
  const collector = new Collector([sample]);
  for (const [one, place] of entries) collector.add(one, place);
  return [...collector.findings];
}

const close = (open: OpenFinding): ReturnType<typeof closeFinding>["finding"] =>
  closeFinding(open, { key: KEY, masker: new Masker([open.secret.reveal()]), severity: "high" }).finding;

const commitPlace = (path: string, commit: string, date: string, inHead = false): Place => ({ path, commit, date, inHead, blob: "b" });

describe("one finding a secret", () => {
  it("joins its places, and keeps others apart", () => {
    const found = collected(
      [match(token(1)), { path: "a" }],
      [match(token(1), { line: 3 }), { path: "a" }],
      [match(token(1)), { path: "b" }],
      [match(token(2)), { path: "a" }],
      [match(token(1)), { path: "a" }],
    );
    expect(found.map(({ occurrences }) => occurrences.size)).toEqual([3, 1]);
  });

  it("is the same finding whatever thread was first", () => {
    const entries: [LocatedMatch, Place][] = [
      [match(token(1), { evidence: ["one"] }), commitPlace("a", "c1", "2024-01-02T00:00:00Z")],
      [match(token(1), { evidence: ["two"], line: 7 }), commitPlace("a", "c2", "2024-01-01T23:30:00-02:00", true)],
      [match(token(1), { evidence: ["three"], line: 9 }), commitPlace("a", "c3", "2024-01-02T00:00:00Z")],
      [match(token(1), { evidence: ["four"], confidence: 0.9 }), { path: "b" }],
      [match(token(1), { evidence: ["five"], confidence: 0.9, rule: 1 }), { path: "c" }],
    ];
    const orders = fc.shuffledSubarray(entries, { minLength: entries.length });
    const expected = close(collected(...entries)[0] ?? expect.unreachable());
    expect(expected.explanation.evidence).toEqual(["four"]);
    expect(expected.occurrences.find(({ path }) => path === "a")).toMatchObject({ commit: "c1", line: 1, inHead: true });
    fc.assert(
      fc.property(orders, (order) => {
        expect(close(collected(...order)[0] ?? expect.unreachable())).toEqual(expected);
      }),
    );
  });

  it("counts places beyond those it keeps", () => {
    const places = Array.from({ length: 1005 }, (_, i): [LocatedMatch, Place] => [match(token(1)), { path: `f${i}` }]);
    const finding = close(collected(...places)[0] ?? expect.unreachable());
    expect(finding.occurrences).toHaveLength(1000);
    expect(finding.explanation.doubts).toEqual(["5 further occurrences are not listed"]);
  });

  it("takes a file's place in the working tree, and its commit from history", () => {
    const found = collected(
      [match(token(1), { line: 9 }), { path: "a" }],
      [match(token(1), { line: 2 }), commitPlace("a", "c1", "2024-01-01T00:00:00Z", true)],
      [match(token(1), { line: 4 }), commitPlace("gone", "c0", "2023-01-01T00:00:00Z")],
    );
    const merged = mergeOccurrences(found[0] ?? expect.unreachable()).map(({ occurrence }) => occurrence);
    expect(merged).toMatchObject([
      { path: "a", line: 9, commit: "c1", inHead: true },
      { path: "gone", line: 4, commit: "c0", inHead: false },
    ]);
    expect(merged).toHaveLength(2);
  });
});

describe("what a report gets", () => {
  it("holds no secret: neither in its mask, its excerpts, nor a companion that is none of the public", () => {
    const [open] = collected([
      match(token(1), {
        excerpt: `a = ${token(1)}; b = ${token(1)}`,
        companions: { accountId: "PUBLIC-ID", password: "a-secret-companion-of-it" },
      }),
      { path: "a" },
    ]);
    const finding = close(open ?? expect.unreachable());
    expect(JSON.stringify(finding)).not.toContain(token(1).slice(8));
    expect(finding.companions).toEqual({ accountId: "PUBLIC-ID", password: "a-se…" });
    expect(finding.occurrences[0]?.excerpt).toBe("a = samp…; b = samp…");
  });

  it("has one id a detector and secret under one key", () => {
    const id = (secret: string): string => close(collected([match(secret), { path: "x" }])[0] ?? expect.unreachable()).id;
    expect(id(token(1))).toBe(id(token(1)));
    expect(id(token(1))).not.toBe(id(token(2)));
    expect(id(token(1))).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("the mask over excerpts", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "-", "é", "1"), minLength: 4, maxLength: 24 });
  const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

  it("covers every known secret, however they stand together", () => {
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 1, maxLength: 4 }),
        fc.array(fc.constantFrom(" ", "=", "'", ";"), { minLength: 6, maxLength: 6 }),
        (secrets, gaps) => {
          const line = secrets.map((secret, i) => `${gaps[i] ?? ""}${secret}`).join("") + (gaps.at(-1) ?? "");
          const masked = new Masker(secrets.map(latin1)).apply(line);
          for (const secret of secrets) if (secret.length >= 8) expect(masked).not.toContain(secret);
        },
      ),
    );
  });

  it("covers what is left of one where a line was cut", () => {
    const masker = new Masker([token(1)]);
    expect(masker.apply(`key = ${token(1).slice(0, 15)}…`)).toBe("key = ……");
    expect(masker.apply(`…${token(1).slice(12)} # end`)).toBe("… # end");
  });

  it("leaves words that hold a word, and names of other values", () => {
    const masker = new Masker(["password", "hunter"]);
    expect(masker.apply('"new_password": "hunter", hunters(), password = x, "password": 1')).toBe(
      '"new_password": "…", hunters(), password = x, "password": 1',
    );
    expect(masker.apply("password: password\nhunter: 'hunter'")).toBe("password: …\n…: '…'");
    expect(new Masker(["correcthorsebattery"]).apply("xcorrecthorsebatteryx")).toBe("x…x");
  });

  it("leaves a text without secrets as it is", () => {
    const plain = fc.string({ unit: fc.constantFrom("x", "y", " ", "\n", "…", "é"), maxLength: 60 });
    fc.assert(
      fc.property(plain, (text) => {
        expect(new Masker([token(1), token(2)]).apply(text)).toBe(text);
      }),
    );
  });
});
