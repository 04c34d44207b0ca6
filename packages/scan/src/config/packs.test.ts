import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Config } from "./config.ts";
import { loadConfig } from "./load.ts";
import { testRules } from "./test-rules.ts";

const world = mkdtempSync(join(tmpdir(), "stanch-packs-"));
afterAll(() => rmSync(world, { recursive: true }));
let folders = 0;

/** A folder with these files. */
function tree(files: Readonly<Record<string, string>>): string {
  const folder = join(world, `t${folders++}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const detector = (id: string, more: object = {}): object => ({
  id,
  severity: "high",
  prefixes: [`${id}_`],
  pattern: `${id}_[a-z0-9]{20}`,
  examples: [`x = ${id}_<<[a-z0-9]{20}>>`],
  ...more,
});
const pack = (...ids: string[]): string => JSON.stringify({ name: "acme", customDetectors: ids.map((id) => detector(id)) });
const config = (packs: readonly string[], more: object = {}): string => JSON.stringify({ packs, ...more });
const CONFIG = "stanch.config.json";
const load = (folder: string, isTrusted = true): Promise<Config> =>
  loadConfig({ detectors: [], ...(isTrusted ? { file: join(folder, CONFIG) } : { root: folder }) });

describe("packs of a configuration", () => {
  it("bring their detectors, from a file, a folder and an npm package, each with its digest", async () => {
    const folder = tree({
      [CONFIG]: config(["./one.jsonc", "./dir", "@acme/rules"], { customDetectors: [detector("own")] }),
      "one.jsonc": `// shared\n${pack("one")}`,
      "dir/stanch.pack.json": pack("two", "three"),
      "node_modules/@acme/rules/stanch.pack.toml": `[[customDetectors]]\nid = "four"\nseverity = "low"\nprefixes = ["four_"]\npattern = "four_[a-z]{20}"\nexamples = ["four_<<[a-z]{20}>>"]\n`,
    });
    const { customDetectors, packs } = await load(folder);
    expect(customDetectors.map(({ id }) => id)).toEqual(["one", "two", "three", "four", "own"]);
    expect(packs.map(({ name, detectors }) => [name, detectors])).toEqual([
      ["./one.jsonc", 1],
      ["./dir", 2],
      ["@acme/rules", 1],
    ]);
    expect(packs[0]?.digest).toBe(
      createHash("sha256")
        .update(`// shared\n${pack("one")}`)
        .digest("hex"),
    );
  });

  it("are found in node_modules above only when the user named the configuration", async () => {
    const folder = tree({ [`in/${CONFIG}`]: config(["acme-rules"]), "node_modules/acme-rules/stanch.pack.json": pack("one") });
    await expect(load(join(folder, "in"))).resolves.toMatchObject({ packs: [{ name: "acme-rules" }] });
    await expect(load(join(folder, "in"), false)).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });

  it("lie inside of the scanned tree, links followed, where the tree itself names them", async () => {
    const folder = tree({
      "outside.json": pack("one"),
      [`in/${CONFIG}`]: config(["../outside.json"]),
      [`linked/${CONFIG}`]: config(["./dir"]),
    });
    symlinkSync(folder, join(folder, "linked/dir"));
    writeFileSync(join(folder, "stanch.pack.json"), pack("two"));
    for (const name of ["in", "linked"]) {
      await expect(load(join(folder, name), false)).rejects.toThrow(/outside of the scanned tree/);
      await expect(load(join(folder, name))).resolves.toMatchObject({ packs: [{ detectors: 1 }] });
    }
  });

  it.each([
    ["that are not there", config(["./none.json"]), /is not there.*stanch.config.json:1/],
    ["that are no name", config(["a b"]), /neither a path nor the name/],
    ["with an id that is taken", config(["./a.json", "./b.json"]), /"one" is taken.*b\.json/],
    ["with a setting that is none of a pack's", config(["./bad.json"]), /"ignores" is no setting/],
    ["whose examples are not found", config(["./wrong.json"]), /finds nothing in this example/],
  ])("%s are refused with the place", async (_, text, message) => {
    const folder = tree({
      [CONFIG]: text,
      "a.json": pack("one"),
      "b.json": pack("one"),
      "bad.json": `{"customDetectors": [], "ignores": []}`,
      "wrong.json": JSON.stringify({ customDetectors: [detector("one", { examples: ["nothing"] })] }),
    });
    await expect(load(folder)).rejects.toThrow(message);
  });
});

describe("rules that are tried on their own examples", () => {
  it("are told one by one: one that is wrong hides no other", async () => {
    const customDetectors = [
      detector("good", { counterExamples: ["good_short"] }),
      detector("bad", { examples: ["bad_<<[a-z0-9]{20}>>", "bad_short"], counterExamples: ["bad_<<[a-z]{20}>>"] }),
      detector("slow", { pattern: "slow_(a{0,200}){0,200}b" }),
      detector("good"),
    ];
    const folder = tree({ "rules.json": JSON.stringify({ customDetectors }, undefined, 1) });
    const tests = await testRules(join(folder, "rules.json"), []);
    expect(tests.map(({ id, problems }) => [id, problems.length])).toEqual([
      ["good", 0],
      ["bad", 2],
      ["slow", 1],
      ["good", 1],
    ]);
    expect(tests[0]).toMatchObject({ examples: 1, counterExamples: 1 });
    expect(tests[1]?.problems[0]).toMatch(/rules\.json:\d+:\d+: The detector "bad" finds nothing in this example/);
  });
});
