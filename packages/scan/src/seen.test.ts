import { Kernel, compile } from "@stanch/engine";
import fc from "fast-check";
import { expect, it } from "vitest";
import { SeenContents, seenBuffer } from "./seen.ts";

const kernel = new Kernel(compile([]), { hashKeys: () => new Uint8Array(128).map((_, i) => i * 37) });

function adder(seen: SeenContents): (text: string) => { isDuplicate: boolean; isEmpty: boolean } {
  return (text) => {
    const bytes = Buffer.from(text);
    const at = kernel.freeAt;
    kernel.reserve(at + bytes.length);
    kernel.bytes.set(bytes, at);
    kernel.bytes.fill(0, at + bytes.length, at + bytes.length + 64);
    return seen.add(kernel, at, bytes.length);
  };
}

it("knows a content again, and whether it held a match, also through another view of the memory", () => {
  const buffer = seenBuffer();
  const [one, two] = [new SeenContents(buffer), new SeenContents(buffer)];
  const [addOne, addTwo] = [adder(one), adder(two)];
  expect(addOne("first content")).toMatchObject({ isDuplicate: false });
  one.markEmpty();
  expect(addOne("second content")).toMatchObject({ isDuplicate: false });
  const hash = one.hashText();
  expect(addTwo("first content")).toEqual({ isDuplicate: true, isEmpty: true });
  expect(addTwo("second content")).toEqual({ isDuplicate: true, isEmpty: false });
  expect(two.hashText()).toBe(hash);
  expect(addTwo("third content")).toMatchObject({ isDuplicate: false });
});

it("does not mark another content when it has just met a copy", () => {
  const seen = new SeenContents(seenBuffer());
  const add = adder(seen);
  add("with a match");
  add("with a match");
  seen.markEmpty();
  expect(add("with a match")).toEqual({ isDuplicate: true, isEmpty: false });
});

it("agrees with a set of texts", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 60 }), (texts) => {
      const add = adder(new SeenContents(seenBuffer()));
      const known = new Set<string>();
      for (const text of texts) {
        expect(add(text).isDuplicate).toBe(known.has(text));
        known.add(text);
      }
    }),
    { numRuns: 20 },
  );
});

it("goes on without remembering when it is full, and never takes a new content for a known one", () => {
  const seen = new SeenContents(seenBuffer());
  const add = adder(seen);
  const most = 900_000;
  let duplicates = 0;
  for (let i = 0; i < most; i++) if (add(`content ${i}`).isDuplicate) duplicates++;
  expect(duplicates).toBe(0);
  expect(add("content 5").isDuplicate).toBe(true);
  expect(add(`content ${most - 1}`).isDuplicate).toBe(false);
});
