import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formats } from "../src/formats/index.gen.ts";
import { applyEdits, codemodFor } from "../src/index.ts";
import { type Fixture, fixtures, projectOf } from "./fixture.ts";

const IDS = new Set(formats.map(({ id }) => id));
const cases = fixtures().filter(({ path }) => IDS.has(codemodFor(path)?.id ?? ""));

/** A fixture's file that lost a piece, got some letters, or both; its first secret stays. */
const damaged = fc
  .record({
    fixture: fc.constantFrom(...cases),
    cuts: fc.array(fc.record({ at: fc.nat(), length: fc.nat(20) }), { maxLength: 2 }),
    puts: fc.array(
      fc.record({
        at: fc.nat(),
        text: fc.string({ unit: fc.constantFrom(..."\"'`{}[]()<>$#:=-\\/ \n\r\t%&*!|,a".split("")), maxLength: 4 }),
      }),
      {
        maxLength: 3,
      },
    ),
  })
  .map(({ fixture, cuts, puts }) => ({ fixture, ...damage(fixture, cuts, puts) }));

function damage(
  { before, targets }: Fixture,
  cuts: readonly { at: number; length: number }[],
  puts: readonly { at: number; text: string }[],
): { text: string; start: number } {
  const start = targets[0]?.start ?? 0;
  let head = before.slice(0, start);
  for (const { at, length } of cuts) head = head.slice(0, at % (head.length + 1)) + head.slice((at % (head.length + 1)) + length);
  let tail = before.slice(start + (targets[0]?.value.length ?? 0));
  for (const [index, { at, text }] of puts.entries()) {
    const put = (into: string): string => into.slice(0, at % (into.length + 1)) + text + into.slice(at % (into.length + 1));
    if (index % 2 === 0) head = put(head);
    else tail = put(tail);
  }
  return { text: head + (targets[0]?.value ?? "") + tail, start: head.length };
}

describe("codemods of formats, on damaged files", () => {
  it("change what they are asked for or refuse, and never break a file that was whole", async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async ({ fixture, text, start }) => {
        const codemod = codemodFor(fixture.path);
        const [first] = fixture.targets;
        if (codemod === undefined || first === undefined) return;
        const target = { ...first, start, end: start + first.value.length };
        const { edits, refusals } = await codemod.rewrite({ path: fixture.path, text }, [target], projectOf(fixture));
        if (refusals.length > 0) {
          expect(edits).toEqual([]);
          return;
        }
        const after = applyEdits(text, edits);
        expect(count(after, first.value)).toBe(count(text, first.value) - 1);
        if (await codemod.parses(text, fixture.path)) expect(await codemod.parses(after, fixture.path)).toBe(true);
      }),
      { numRuns: 600 },
    );
  });

  it.each(formats.map(({ id, parses }) => ({ id, parses })))("$id reads deep and long files in time", async ({ parses }) => {
    const texts = ["[", "{", "{a:", "a {\n", "<a>", "/*", '"${', "- ", "'''", '"""', "<<A\n", "\\\n"].map((piece) => piece.repeat(4_000));
    for (const text of texts) expect(await parses(text, "config/x")).toBeTypeOf("boolean");
  });
});

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
