import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fake } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Opened, storeContract } from "../../test/contract.ts";
import { Missing } from "../../test/servers.ts";
import { sopsProgram } from "../../test/sops.ts";
import { ABSENT, SecretBytes, SopsStore, openStore } from "../index.ts";
import { parsePath, writePath } from "./path.ts";

const program = sopsProgram();
const isMissing = program instanceof Missing;
const key = isMissing ? { secret: "", recipient: "" } : program.ageKey();
const otherKey = isMissing ? key : program.ageKey();

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "stanch-sops-test-"));
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true });
});

const ENV = {
  PATH: [isMissing ? "" : program.folder, process.env["PATH"]].join(delimiter),
  HOME: homedir(),
  ...(process.env["SystemRoot"] === undefined ? {} : { SystemRoot: process.env["SystemRoot"] }),
  SOPS_AGE_KEY: key.secret,
  SOPS_AGE_RECIPIENTS: key.recipient,
};
const storeIn = (path: string, env: Record<string, string | undefined> = {}): SopsStore =>
  new SopsStore({ folder: path, env: { ...ENV, ...env } });
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));

/** What the program itself says, without anything of ours between. */
function sops(cwd: string, args: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(isMissing ? "" : program.file, args, { cwd, env: ENV, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`sops ${args[0] ?? ""}: ${stderr}`);
  return stdout;
}

const FILES = [
  ["YAML", "secrets.enc.yaml", "app.key_"],
  ["JSON", "config/secrets.json", "app.key_"],
  ["variables", "prod.env", "KEY_"],
  ["INI", "app.ini", "app.key_"],
] as const;

describe.skipIf(isMissing)("with the real sops program and an age key", () => {
  const opened = (file: string, above: string): Opened => {
    const path = folder();
    mkdirSync(join(path, "config"));
    let names = 0;
    const fresh = (): string => `${file}#${above}${names++}`;
    return { store: storeIn(path), fresh, beside: fresh, prefix: file, runs: 4 };
  };
  // Every step starts the program: the other two formats take the shorter way below.
  for (const [name, file, above] of FILES.filter(([one]) => one === "YAML" || one === "variables"))
    storeContract(`a file of ${name}`, async () => Promise.resolve(opened(file, above)));

  it.each(FILES)("a file of %s keeps texts to the byte, what stands beside them, and versions apart", async (_, file, above) => {
    const { store, fresh } = opened(file, above);
    const texts = ["two\nlines\n", `'"\\ $x #c é漢😀\t\\n`, "true", "ENC[not]"];
    const references = texts.map(fresh);
    for (const [index, text] of texts.entries()) {
      const reference = references[index] ?? "";
      const { version } = await store.put(reference, new SecretBytes(text), { ifVersion: ABSENT });
      expect((await store.get(reference)).version).toBe(version);
      await expect(store.put(reference, token(1), { ifVersion: ABSENT })).rejects.toMatchObject({ code: "STORE_CONFLICT" });
    }
    for (const [index, text] of texts.entries()) expect((await store.get(references[index] ?? "")).value.revealText()).toBe(text);
    expect(await store.list(file)).toEqual(references);
    await store.remove(references[0] ?? "");
    await expect(store.get(references[0] ?? "")).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    expect(await store.list(file)).toEqual(references.slice(1));
  });

  it.each(FILES)("a file of %s that stanch made is opened by sops, and holds no value in clear", async (_, file, above) => {
    const path = folder();
    mkdirSync(join(path, "config"));
    await storeIn(path).put(`${file}#${above}1`, token(1));
    await storeIn(path).put(`${file}#${above}2`, token(2));
    const shown = sops(path, ["decrypt", file]);
    for (const seed of [1, 2]) {
      expect(shown).toContain(token(seed).revealText());
      expect(readFileSync(join(path, file), "utf8")).not.toContain(token(seed).revealText());
    }
    expect(readdirSync(path).toSorted()).toEqual(file.includes("/") ? ["config"] : ["config", file].toSorted());
  });

  it("a new file's key is opened by another implementation of age", async () => {
    const path = folder();
    await storeIn(path).put("s.json#a", token(3));
    const { sops: kept } = JSON.parse(readFileSync(join(path, "s.json"), "utf8")) as { sops: { age: { enc: string }[] } };
    expect(isMissing ? undefined : program.openAge(kept.age[0]?.enc ?? "", key.secret).length).toBe(32);
  });

  it("comments, order, numbers, lists and the other values' encrypted form stay as they are", async () => {
    const path = folder();
    const clear =
      "# of the team\n# of the server\nport: 5432\nlarge: 1234567890123456789\nusers:\n    - name: ada\n      token: old\n    - name: bob\nlast: true\n";
    writeFileSync(join(path, "s.yaml"), sops(path, ["encrypt", "--filename-override", "s.yaml"], clear));
    const before = readFileSync(join(path, "s.yaml"), "utf8").split("\n");
    await storeIn(path).put("s.yaml#users[0].token", token(4));
    const after = readFileSync(join(path, "s.yaml"), "utf8").split("\n");
    expect(sops(path, ["decrypt", "s.yaml"])).toBe(clear.replace("old", token(4).revealText() ?? ""));
    const changed = before.filter((line, index) => line !== after[index]).map((line) => line.trim().split(":")[0]);
    expect(changed).toEqual(expect.arrayContaining(["token", "mac"]));
    expect(changed.filter((name) => name !== "lastmodified")).toHaveLength(2);
    expect((await storeIn(path).get("s.yaml#port")).value.revealText()).toBe("5432");
    expect((await storeIn(path).get("s.yaml#large")).value.revealText()).toBe("1234567890123456789");
    expect(await storeIn(path).list("s.yaml#users")).toEqual(["[0].name", "[0].token", "[1].name"].map((name) => `s.yaml#users${name}`));
  });

  it("an item is not mistaken for another where sops counts a list's comments as items", async () => {
    const path = folder();
    const clear = "users:\n    - name: ada # first\n      token: old\n";
    const before = sops(path, ["encrypt", "--filename-override", "s.yaml"], clear);
    writeFileSync(join(path, "s.yaml"), before);
    // 3.11 would make another item of it, 3.13 counts as we do.
    const outcome: unknown = await storeIn(path)
      .put("s.yaml#users[0].token", token(4))
      .catch((error: unknown) => error);
    const shown = sops(path, ["decrypt", "--output-type", "json", "s.yaml"]);
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({ code: "STORE_CANNOT" });
      expect(readFileSync(join(path, "s.yaml"), "utf8")).toBe(before);
    } else expect(JSON.parse(shown)).toEqual({ users: [{ name: "ada", token: token(4).revealText() }] });
  });

  it("names are listed without any key", async () => {
    const path = folder();
    await storeIn(path).put("s.yaml#a\\.b.c", token(5));
    expect(await storeIn(path, { SOPS_AGE_KEY: "" }).list("s.yaml")).toEqual(["s.yaml#a\\.b.c"]);
  });

  it("tells for whom the file is encrypted, and when it was changed", async () => {
    const path = folder();
    await storeIn(path).put("s.yaml#a", token(6));
    const { facts } = await storeIn(path).describe("s.yaml#a");
    expect(facts).toEqual(["yaml file encrypted by sops", `opens with the key of ${key.recipient}`, expect.stringMatching(/^changed 20/)]);
  });

  it("recipients come from .sops.yaml, and what its rules leave in clear is never written", async () => {
    const path = folder();
    writeFileSync(
      join(path, ".sops.yaml"),
      `creation_rules:\n  - path_regex: prod/\n    age: ${otherKey.recipient},${key.recipient}\n    encrypted_regex: ^pass\n`,
    );
    mkdirSync(join(path, "prod"));
    const store = storeIn(path, { SOPS_AGE_RECIPIENTS: undefined });
    await expect(store.put("prod/s.yaml#name", token(7))).rejects.toMatchObject({ code: "STORE_VALUE_REFUSED" });
    expect(readdirSync(join(path, "prod"))).toEqual([]);
    await store.put("prod/s.yaml#password", token(7));
    const before = readFileSync(join(path, "prod/s.yaml"), "utf8");
    for (const at of ["name", "deep.name"])
      await expect(store.put(`prod/s.yaml#${at}`, token(8))).rejects.toMatchObject({ code: "STORE_VALUE_REFUSED" });
    expect(readFileSync(join(path, "prod/s.yaml"), "utf8")).toBe(before);
    const byOther = storeIn(path, { SOPS_AGE_KEY: otherKey.secret });
    expect((await byOther.get("prod/s.yaml#password")).value.equals(token(7))).toBe(true);
    await expect(store.put("other.yaml#password", token(7))).rejects.toMatchObject({ code: "STORE_DENIED" });
  });

  it("a map, a value above the key and a list's missing item are not written over", async () => {
    const path = folder();
    const store = storeIn(path);
    await store.put("s.yaml#map.a", token(9));
    const before = readFileSync(join(path, "s.yaml"), "utf8");
    for (const at of ["map", "map.a.b", "map[0]", "map.a[0]", "new[0]"])
      await expect(store.put(`s.yaml#${at}`, token(9))).rejects.toMatchObject({ code: "STORE_CANNOT" });
    await expect(store.get("s.yaml#map")).rejects.toMatchObject({ code: "STORE_CANNOT" });
    await expect(store.remove("s.yaml#map")).rejects.toMatchObject({ code: "STORE_CANNOT" });
    expect(readFileSync(join(path, "s.yaml"), "utf8")).toBe(before);
  });

  it.skipIf(process.platform === "win32")("an existing file keeps its mode, a new one is its writer's alone", async () => {
    const path = folder();
    await storeIn(path).put("s.yaml#a", token(1));
    expect(statSync(join(path, "s.yaml")).mode & 0o777).toBe(0o600);
    writeFileSync(join(path, "t.yaml"), readFileSync(join(path, "s.yaml")), { mode: 0o644 });
    await storeIn(path).put("t.yaml#a", token(2));
    expect(statSync(join(path, "t.yaml")).mode & 0o777).toBe(0o644);
  });

  it("tells what is wrong, and changes nothing: no key, another key, a plain file, a changed file, no such format", async () => {
    const path = folder();
    const store = storeIn(path);
    await store.put("s.yaml#a", token(10));
    writeFileSync(join(path, "plain.yaml"), "a: b\n");
    writeFileSync(join(path, "changed.yaml"), readFileSync(join(path, "s.yaml"), "utf8").replace(/^a:/m, "b:"));
    writeFileSync(join(path, "broken.yaml"), "a: [");
    const home = folder(); // no keys of the person who runs this
    const none = storeIn(path, { SOPS_AGE_KEY: undefined, HOME: home, XDG_CONFIG_HOME: home });
    const wrong: readonly (readonly [SopsStore, string, string])[] = [
      [none, "s.yaml#a", "STORE_SEALED"],
      [storeIn(path, { SOPS_AGE_KEY: otherKey.secret }), "s.yaml#a", "STORE_SEALED"],
      [store, "plain.yaml#a", "STORE_BROKEN"],
      [store, "changed.yaml#b", "STORE_BROKEN"],
      [store, "broken.yaml#b", "STORE_BROKEN"],
      [store, "s.toml#b", "STORE_UNKNOWN"],
      [store, "s.yaml", "STORE_UNKNOWN"],
      [store, "s.yaml#", "STORE_UNKNOWN"],
      [store, "s.yaml#a..b", "STORE_UNKNOWN"],
      [store, "s.env#a.b", "STORE_UNKNOWN"],
      [store, "s.ini#a.b.c", "STORE_UNKNOWN"],
      [storeIn(path, { PATH: "" }), "s.yaml#a", "STORE_UNREACHABLE"],
    ];
    for (const [one, reference, code] of wrong) {
      const told = expect.not.stringContaining(token(11).revealText() ?? "") as string;
      const name = reference.split("#")[0] ?? "";
      const before = readdirSync(path).includes(name) ? readFileSync(join(path, name), "utf8") : undefined;
      await expect(async () => one.put(reference, token(11)), reference).rejects.toMatchObject({ code, message: told });
      if (name !== "s.ini" && name !== "s.env") await expect(async () => one.get(reference), reference).rejects.toMatchObject({ code });
      expect(readdirSync(path).includes(name) ? readFileSync(join(path, name), "utf8") : undefined).toBe(before);
    }
    await expect(storeIn(path, { SOPS_AGE_RECIPIENTS: undefined }).put("new.yaml#a", token(1))).rejects.toMatchObject({
      code: "STORE_DENIED",
    });
    await expect(storeIn(path, { SOPS_AGE_RECIPIENTS: "age1foo" }).put("new.yaml#a", token(1))).rejects.toMatchObject({
      code: "STORE_DENIED",
    });
    expect(readdirSync(path).toSorted()).toEqual(["broken.yaml", "changed.yaml", "plain.yaml", "s.yaml"]);
  });

  it("a program of that name in the current folder is never started", async () => {
    const path = folder();
    writeFileSync(join(path, "sops"), "#!/bin/sh\ntouch started\n", { mode: 0o755 });
    await expect(storeIn(path, { PATH: `.${delimiter}` }).get("s.yaml#a")).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    await expect(storeIn(path, { PATH: `.${delimiter}` }).check()).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
    expect(readdirSync(path)).toEqual(["sops"]);
  });

  /** A program `sops` that does something first, in a folder to put on PATH. */
  const before = (script: string): string => {
    const path = folder();
    writeFileSync(join(path, "sops"), `#!/bin/sh\n${script}\nexec '${isMissing ? "" : program.file}' "$@"\n`, { mode: 0o755 });
    return [path, process.env["PATH"]].join(delimiter);
  };

  it.skipIf(process.platform === "win32")("what somebody else's sops wrote meanwhile is not written over", async () => {
    const path = folder();
    await storeIn(path).put("s.yaml#a", token(1));
    const other = "b: of somebody else\n";
    const PATH = before(`[ "$1" = set ] && printf '${other.trim()}\\n' > '${path}/s.yaml'`);
    await expect(storeIn(path, { PATH }).put("s.yaml#a", token(2))).rejects.toMatchObject({ code: "STORE_CONFLICT" });
    expect(readFileSync(join(path, "s.yaml"), "utf8")).toBe(other);
    expect(readdirSync(path)).toEqual(["s.yaml"]);
  });

  it.skipIf(process.platform === "win32")("a program that is too old is told, and one that knows no better than to fail", async () => {
    const path = folder();
    await storeIn(path).put("s.yaml#a", token(1));
    for (const [script, code] of [
      [`[ "$1" = set ] && { echo 'Incorrect Usage: flag provided but not defined: -value-stdin' >&2; exit 1; }`, "STORE_CANNOT"],
      [`[ "$1" = set ] && { echo "it quotes $(cat)" >&2; exit 9; }`, "STORE_BROKEN"],
    ] as const) {
      const told = expect.not.stringContaining(token(2).revealText() ?? "") as string;
      await expect(storeIn(path, { PATH: before(script) }).put("s.yaml#a", token(2))).rejects.toMatchObject({ code, message: told });
    }
    expect((await storeIn(path).get("s.yaml#a")).value.equals(token(1))).toBe(true);
  });

  it.skipIf(process.platform === "win32")("no secret is ever an argument or a file in clear of the program", async () => {
    const path = folder();
    const log = join(folder(), "arguments");
    const PATH = before(`printf '%s\\n' "$@" >> '${log}'; for one in "$@"; do [ -f "$one" ] && cat "$one" >> '${log}'; done`);
    for (const seed of [1, 2]) await storeIn(path, { PATH }).put("s.yaml#a.b", token(seed));
    const seen = readFileSync(log, "utf8");
    expect(seen).toContain('["a"]["b"]');
    for (const seed of [1, 2]) expect(seen).not.toContain(token(seed).revealText());
  });

  it("is opened by its scheme, and checked: which program, which keys", async () => {
    const { store, reference } = await openStore("sops:s.yaml#a", { env: ENV, folder: folder() });
    expect(reference).toBe("s.yaml#a");
    expect(await store.check()).toEqual([
      expect.stringMatching(/^sops 3\./),
      "age keys: SOPS_AGE_KEY",
      expect.stringContaining("files are looked for"),
    ]);
  });
});

it("a path of keys is written as it is read", () => {
  const part = fc.oneof(
    fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom("a", ".", "[", "]", "\\", "0", "é", " ") }),
    fc.nat(20),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(part, { maxLength: 4 }), (first, rest) => {
      expect(parsePath(writePath([first, ...rest]))).toEqual([first, ...rest]);
    }),
  );
  for (const wrong of ["", ".", "a.", ".a", "a..b", "a[", "a[x]", "[0]", "a\\", "a[0]b"]) expect(parsePath(wrong)).toBe(undefined);
});
