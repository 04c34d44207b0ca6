import { describe, expect, it } from "vitest";
import { applyEdits, codemodFor } from "../src/index.ts";
import { fixtures, projectOf } from "./fixture.ts";

describe.each(fixtures())("$name: $title", (fixture) => {
  const codemod = codemodFor(fixture.path, fixture.before);
  const rewrite = async (text: string) =>
    codemod?.rewrite({ path: fixture.path, text }, text === fixture.before ? fixture.targets : [], projectOf(fixture));

  it("becomes what the fixture says", async () => {
    const made = await rewrite(fixture.before);
    expect(made && applyEdits(fixture.before, made.edits)).toBe(fixture.after);
    expect(new Map(made?.files.map(({ path, text }) => [path, text]))).toEqual(fixture.created);
    expect(made?.refusals.map(({ reason }) => reason)).toEqual(fixture.refused.map((part) => expect.stringContaining(part)));
    for (const note of fixture.notes) expect(made?.notes).toContainEqual(expect.stringContaining(note));
  });

  it("holds no replaced secret, parses as before, and is left alone by a second run", async () => {
    const made = await rewrite(fixture.before);
    const refused = new Set(made?.refusals.map(({ target }) => target));
    const kept = new Set(fixture.targets.filter(({ id }) => refused.has(id)).map(({ value }) => value));
    for (const { value } of fixture.targets) if (!kept.has(value)) expect(fixture.after.includes(value)).toBe(false);
    if ((await codemod?.parses(fixture.before, fixture.path)) === true)
      expect(await codemod?.parses(fixture.after, fixture.path)).toBe(true);
    expect((await rewrite(fixture.after))?.edits).toEqual([]);
    for (const { value } of fixture.targets) expect(JSON.stringify([made?.notes, made?.refusals]).includes(value)).toBe(false);
  });
});
