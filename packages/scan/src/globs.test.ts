import { expect, it } from "vitest";
import { pathFilter } from "./globs.ts";

it.each([
  ["*.log", ["a.log", "deep/b.log", ".hidden.log"], ["a.logs", "log"]],
  ["fixtures/", ["fixtures/a", "x/fixtures/b/c"], ["fixtures-2/a"]],
  ["src/**/*.ts", ["src/a.ts", "src/b/c.ts"], ["other/src/a.ts", "src/a.js"]],
  ["/build", ["build/out"], ["sub/build/out"]],
  ["./docs", ["docs/a"], ["sub/docs-a"]],
  ["docs/api", ["docs/api/x", "docs/api"], ["x/docs/api"]],
  ["file?.txt", ["file1.txt", "d/file2.txt"], ["file10.txt", "file/.txt"]],
  ["[ab].md", ["a.md", "x/b.md"], ["c.md"]],
  ["{x,y}/*.json", ["x/1.json", "y/2.json"], ["z/3.json"]],
  ["!odd", ["!odd"], ["odd", "anything"]],
  [".env", [".env", "app/.env"], ["app/.env.sample"]],
])("%s leaves out what it names and nothing else", (pattern, inside, outside) => {
  const wants = pathFilter([], [pattern]);
  expect(inside.map((path) => wants(path, false))).toEqual(inside.map(() => "excluded"));
  expect(outside.map((path) => wants(path, false))).toEqual(outside.map(() => "yes"));
  const only = pathFilter([pattern], []);
  expect(inside.map((path) => only(path, false))).toEqual(inside.map(() => "yes"));
  expect(outside.map((path) => only(path, false))).toEqual(outside.map(() => "not-included"));
});

it("enters folders that may hold what is wanted, and none that is left out", () => {
  const wants = pathFilter(["src/**/*.ts"], ["src/generated"]);
  expect(wants("other", true)).toBe("yes");
  expect(wants("src", true)).toBe("yes");
  expect(wants("src/generated", true)).toBe("excluded");
  expect(wants("src/generated/a.ts", false)).toBe("excluded");
});

it("wants everything where nothing is said", () => {
  const wants = pathFilter([], []);
  expect(wants("any/thing\nat all", false)).toBe("yes");
});

it.each(["", "/", "./", "x".repeat(1001)])("refuses what is no pattern (%#)", (pattern) => {
  expect(() => pathFilter([pattern], [])).toThrow(expect.objectContaining({ code: "USAGE" }));
});
