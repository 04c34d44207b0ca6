import fc from "fast-check";
import { expect, it } from "vitest";
import { breakCommands } from "./break-commands.ts";
import { javaProperties } from "./systems/teamcity.ts";
import { branchName, commit, commitIn, rangeEnds, said } from "./told.ts";

it.each(["", " ", "<nil>", "false", "null", "0".repeat(40), "0".repeat(64), "HEAD", "main", "--upload-pack=x", "abc"])(
  "takes %j for no commit",
  (text) => {
    expect(commitIn({ V: text }, "V")).toEqual([]);
  },
);

it("takes ids of both hashes and their beginnings for commits, in lower case", () => {
  const ids = ["A".repeat(40), "b".repeat(64), "0123456789ab"];
  expect(ids.flatMap((id) => commit(id, "V")).map(({ id }) => id)).toEqual(ids.map((id) => id.toLowerCase()));
});

const NO_BRANCH = [
  "-x",
  "--upload-pack=touch x",
  "a b",
  "a..b",
  "a~1",
  "a:b",
  "refs/tags/v1",
  "a.lock",
  "a//b",
  ".a",
  "a/",
  "@",
  "a@{1}",
  "a\nb",
  "a\u0000b",
  "*",
  "",
];

it.each<[string, string | undefined]>([
  ["refs/heads/main", "main"],
  ["feature/a-b_c.d", "feature/a-b_c.d"],
  ["ünï/码", "ünï/码"],
  ...NO_BRANCH.map((name): [string, undefined] => [name, undefined]),
])("reads %j as the branch %j", (text, expected) => {
  expect(branchName(text)).toBe(expected);
});

it("never gives a branch that git would take for an option, a range or a pattern", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "-", ".", "/", "~", "^", ":", " ", "@", "{", "*", "\n", "r", "e", "f", "s"), maxLength: 12 }),
      (text) => {
        const name = branchName(text);
        if (name !== undefined) expect(name).toMatch(/^(?!-)[^\s~^:?*[\\]+$/);
        if (name !== undefined) expect(name).not.toContain("..");
      },
    ),
  );
});

it("reads both ends of a range, and neither of none", () => {
  const [a, b] = ["a".repeat(12), "b".repeat(40)];
  expect(rangeEnds(`${a}...${b}`, "R")).toEqual({ before: commit(a, "R"), after: commit(b, "R") });
  expect(rangeEnds(`${a}..${b}`, "R").before).toHaveLength(1);
  expect(rangeEnds("", "R")).toEqual({ before: [], after: [] });
  expect(said({ R: undefined }, "R")).toBeUndefined();
});

it("reads Java properties with escapes, comments and lines that go on", () => {
  const text = ["#comment", "!also", "a=1", "b\\ c : d\\:e", "long=one\\", "   two", "path=C\\:\\\\x", "u=\\u00fc", "empty=", "bare"].join(
    "\r\n",
  );
  expect(Object.fromEntries(javaProperties(text))).toEqual({
    a: "1",
    "b c": "d:e",
    long: "onetwo",
    path: "C:\\x",
    u: "ü",
    empty: "",
    bare: "",
  });
});

/** What the systems would obey in a line of text. */
const OBEYED = [/^\s*::/m, /##\[/, /##vso\[/i, /##teamcity\[/i, /^(?:---|\+\+\+|~~~) /m];

it("leaves nothing in a text that a system obeys, wherever it is put", () => {
  const parts = fc.constantFrom("::error::x", "##vso[a]", "##[b]", "##teamcity[c]", "--- x", "+++ y", "\n", " ", "\t", ":", "#", "a");
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (list) => {
      const shown = breakCommands(list.join(""));
      for (const obeyed of OBEYED) expect(shown).not.toMatch(obeyed);
    }),
    { numRuns: 500 },
  );
});

it("leaves other text as it is", () => {
  const text = "config/app.env:2:18\n  std::vector<int> x; # comment\n## heading\n--option\n";
  expect(breakCommands(text)).toBe(text);
});
