import { fake } from "@stanch/model";
import { expect, it } from "vitest";
import { applyEdits, codemodFor } from "../src/index.ts";

const value = fake("[A-Za-z0-9]{40}", 5);
const [head, tail] = [value.slice(0, 20), value.slice(20)];

/** Takes out a secret that begins with `head` and ends with `tail`. */
async function rewritten(path: string, text: string) {
  const target = { id: "t", start: text.indexOf(head), end: text.indexOf(tail) + tail.length, value, title: "Secret", variable: "S" };
  const made = await codemodFor(path)?.rewrite({ path, text }, [target], { read: () => undefined, list: () => [] });
  return made === undefined || made.refusals.length > 0 ? made?.refusals[0]?.reason : applyEdits(text, made.edits);
}

it.each([
  ["a.rb", `t = "${head}" + "${tail}"\n`, `t = ENV.fetch("S")\n`],
  ["a.rb", `t = 'Bearer ${head}' \\\n  '${tail}!' + x\n`, `t = "Bearer #{ENV.fetch('S')}!" + x\n`],
  ["a.rb", `t = "x" "${head}" "${tail}"\n`, `t = "x" "#{ENV.fetch('S')}"\n`],
  ["a.php", `<?php\n$t = '${head}' . "${tail}";\n`, "<?php\n$t = (getenv('S') ?: throw new RuntimeException('S is not set'));\n"],
  [
    "a.php",
    `<?php\n$t = 'Bearer ${head}'\n  . '${tail}!' . $x;\n`,
    "<?php\n$t = 'Bearer ' . (getenv('S') ?: throw new RuntimeException('S is not set')) . '!' . $x;\n",
  ],
])("%s: a secret in pieces is read whole", async (path, before, after) => {
  expect(await rewritten(path, before)).toBe(after);
});

it.each([
  ["a.rb", `t = "${head}" + x + "${tail}"\n`],
  ["a.rb", `t = "${head}#{x}${tail}"\n`],
  ["a.php", `<?php\n$t = '${head}' . $x . '${tail}';\n`],
  ["a.php", `<?php\n$t = "${head}$x ${tail}";\n`],
  ["a.sh", `t="${head}"'${tail}'\n`],
])("%s: one with something else between is left", async (path, text) => {
  expect(await rewritten(path, text)).toMatch(/pieces|does not read as|does not stand in/);
});
