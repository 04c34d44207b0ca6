import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogueOwner } from "./catalogue.ts";
import { ownersOf, parseCodeOwners } from "./codeowners.ts";
import { placeId } from "./place.ts";
import { searchQuery, searchWords } from "./search-words.ts";
import { type Harm, weigh } from "./severity.ts";
import { type Life, changed, reasonToReopen } from "./states.ts";

const now = new Date("2026-06-01T00:00:00Z");

describe("severity", () => {
  const harm: Harm = {
    base: "high",
    validity: "unchecked",
    expiresAt: null,
    exposure: "unknown",
    readers: null,
    privilege: "unknown",
    datedAt: now,
  };
  it.each([
    ["the detector's, when nothing is known", {}, "high", 0],
    ["more when its issuer takes it", { validity: "valid" }, "critical", 1],
    ["less when its issuer refuses it", { validity: "invalid" }, "low", 1],
    ["less when it has expired", { expiresAt: new Date("2026-01-01T00:00:00Z") }, "low", 1],
    [
      "as before when it expired and is taken all the same",
      { expiresAt: new Date("2026-01-01T00:00:00Z"), validity: "valid" },
      "critical",
      1,
    ],
    ["more when anybody can read it", { exposure: "public" }, "critical", 1],
    ["never above critical", { exposure: "public", validity: "valid", privilege: "admin" }, "critical", 3],
    ["never below low", { base: "low", validity: "invalid" }, "low", 1],
    ["a half step alone moves nothing", { readers: 3 }, "high", 1],
    ["two half steps are one", { readers: 3, privilege: "read" }, "medium", 2],
    ["an old one that works is open for long", { base: "low", validity: "valid", datedAt: new Date("2026-01-01T00:00:00Z") }, "medium", 2],
  ] as const)("is %s", (_title, part, severity, reasons) => {
    const weighed = weigh({ ...harm, ...part }, now);
    expect(weighed.severity).toBe(severity);
    expect(weighed.reasons).toHaveLength(reasons);
  });
});

describe("CODEOWNERS", () => {
  const rules = parseCodeOwners(
    [
      "# comment",
      "*            @all",
      "*.js         @js # ours",
      "/build/logs/ @doctocat",
      "docs/*       docs@example.com",
      "apps/        @octocat",
      "/scripts/    @one @two",
      "**/logs2     @logs",
      "/apps/github",
      "with\\ space.txt @space",
      "[Section][2] @section",
      "/sectioned/",
      "*.[ch] @never",
    ].join("\r\n"),
  );
  it.each([
    ["x.ts", ["@all"]],
    ["deep/x.js", ["@js"]],
    ["build/logs/a/b.txt", ["@doctocat"]],
    ["other/build/logs/a.txt", ["@all"]],
    ["docs/getting-started.md", ["docs@example.com"]],
    ["docs/build-app/troubleshooting.md", ["@all"]],
    ["deep/apps/x.ts", ["@octocat"]],
    ["scripts/x.sh", ["@one", "@two"]],
    ["deploy/logs2/today.txt", ["@logs"]],
    ["apps/github", []],
    ["with space.txt", ["@space"]],
    ["sectioned/x.ts", ["@section"]],
  ])("gives the owners of %s", (path, owners) => {
    expect(ownersOf(rules, path)).toEqual(owners);
  });
  it("takes any text, and is quick with patterns made to be slow", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (text, path) => void ownersOf(parseCodeOwners(text), path)));
    const slow = parseCodeOwners(`${"**/".repeat(100)}*a*a*a*a*a*a*a*a*b @x`);
    const started = performance.now();
    ownersOf(slow, `${"a/".repeat(40)}${"a".repeat(60)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

it.each([
  ["apiVersion: backstage.io/v1alpha1\nkind: Component\nspec:\n  owner: group:default/payments", "payments"],
  ["version: 1\nservice:\n  owner: payments_team", "payments_team"],
  ["info:\n  x-cortex-owners:\n    - name: payments\n      type: GROUP", "payments"],
  ["schema-version: v2.2\ndd-service: api\nteam: payments", "payments"],
  ["kind: API\n---\nkind: Component\nspec: {owner: user:jane}", "jane"],
  ["a: [", undefined],
  ["just text", undefined],
  ["", undefined],
])("reads the owner out of a catalogue file %#", (text, owner) => {
  expect(catalogueOwner(text)).toBe(owner);
});

describe("states", () => {
  const open: Life = { state: "triggered", resolution: null, acceptedUntil: null, resolvedAt: null, assignee: null };
  const change = fc.oneof(
    fc.constantFrom(
      { kind: "assign", assignee: "ann" } as const,
      { kind: "unassign" } as const,
      { kind: "start" } as const,
      { kind: "stop" } as const,
    ),
    fc.constantFrom({ kind: "reopen" } as const, { kind: "resolve", resolution: "revoked" } as const),
    fc.constant({ kind: "resolve", resolution: "accepted", until: "2030-01-01T00:00:00Z", reason: "r" } as const),
  );
  it("never leave an incident resolved without a resolution, or assigned to nobody", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let life = open;
        for (const one of changes)
          try {
            life = { ...life, ...changed(life, one, now) };
          } catch (error) {
            expect(error).toMatchObject({ code: "INCIDENT_CONFLICT" });
          }
        expect(life.state === "resolved").toBe(life.resolution !== null);
        expect(life.resolution === "accepted").toBe(life.acceptedUntil !== null);
        if (life.state === "assigned") expect(life.assignee).not.toBeNull();
      }),
    );
  });
  it("come back when the time of an accepted risk is over", () => {
    const accepted: Life = { ...open, state: "resolved", resolution: "accepted", acceptedUntil: now };
    expect(reasonToReopen(accepted, { kind: "time" }, now)).toBeDefined();
    expect(reasonToReopen(accepted, { kind: "time" }, new Date(now.getTime() - 1))).toBeUndefined();
    expect(reasonToReopen(accepted, { kind: "validity", before: "unknown", after: "valid" }, now)).toBeUndefined();
    expect(reasonToReopen(open, { kind: "time" }, now)).toBeUndefined();
  });
});

it("a query of words finds what has these words, whatever was typed", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const query = searchQuery(text);
      expect(query ?? "").toMatch(/^('[\p{L}\p{N}]+'(:\*)?( & )?)*$/u);
      if (query === undefined) expect(searchWords([text])).toEqual([]);
    }),
  );
});

it("a place's id is a UUID, the same for the same place", () => {
  const place = { source: "git", repository: "a", path: "b", commit: null, image: null, layer: null, ordinal: 0 };
  expect(placeId(place)).toBe(placeId({ ...place }));
  expect(placeId(place)).not.toBe(placeId({ ...place, ordinal: 1 }));
  expect(placeId(place)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});
