import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { detectors } from "@stanch/detectors";
import { Scanner, compile, compilePrepared, prepare } from "@stanch/engine";
import { exampleBytes } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { git, scanned, scratch } from "./world.ts";

const KINDS = ["pkcs12-file", "java-keystore", "kerberos-keytab", "kerberos-ccache", "keepass-database"];
const kinds = detectors.filter(({ id }) => KINDS.includes(id));
const dir = scratch();
const options = { detectors: kinds, customDetectors: kinds };

const run = (program: string, ...args: string[]): void => void execFileSync(program, args, { cwd: dir, stdio: "ignore", timeout: 60_000 });
const hasKeytool = ["/usr/bin/keytool", "/usr/local/bin/keytool"].some((path) => existsSync(path));

run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k.pem", "-out", "c.pem", "-subj", "/CN=test", "-days", "2");

/** Places of findings in one folder that holds these files. */
async function places(name: string, files: readonly string[]): Promise<string[]> {
  const root = join(dir, name);
  mkdirSync(root, { recursive: true });
  for (const file of files) writeFileSync(join(root, file), readFileSync(join(dir, file)));
  return Object.values((await scanned([root], options)).found)
    .flat()
    .toSorted();
}

describe("a key file", () => {
  it("of PKCS#12 is found as today's and yesterday's openssl write it, and no list of certificates is", { timeout: 60_000 }, async () => {
    const common = ["-inkey", "k.pem", "-in", "c.pem", "-passout", "pass:x"];
    run("openssl", "pkcs12", "-export", "-out", "new.p12", ...common);
    run("openssl", "pkcs12", "-export", "-out", "named.pfx", "-name", "server", ...common);
    run(
      "openssl",
      "pkcs12",
      "-export",
      "-out",
      "old.p12",
      "-certpbe",
      "PBE-SHA1-3DES",
      "-keypbe",
      "PBE-SHA1-3DES",
      "-macalg",
      "sha1",
      ...common,
    );
    run("openssl", "pkcs12", "-export", "-out", "open.p12", "-keypbe", "NONE", "-certpbe", "NONE", "-nomac", ...common);
    run("openssl", "pkcs12", "-export", "-out", "trust.p12", "-nokeys", "-in", "c.pem", "-passout", "pass:x");
    run("openssl", "x509", "-in", "c.pem", "-outform", "DER", "-out", "c.der");
    const all = ["new.p12", "named.pfx", "old.p12", "open.p12", "trust.p12", "c.der"];
    expect(await places("p12", all)).toEqual(["named.pfx:1:1", "new.p12:1:1", "old.p12:1:1", "open.p12:1:1"]);
  });

  it.runIf(hasKeytool)("of Java is found with a key, and not with certificates alone", { timeout: 60_000 }, async () => {
    const keytool = (file: string, ...args: string[]): void => {
      run("keytool", ...args, "-keystore", file, "-storepass", "changeit");
    };
    const pair = ["-genkeypair", "-alias", "a", "-keyalg", "RSA", "-dname", "CN=t", "-keypass", "changeit"];
    keytool("a.jks", ...pair, "-storetype", "JKS");
    keytool("b.jceks", ...pair, "-storetype", "JCEKS");
    keytool(
      "secret.jceks",
      "-genseckey",
      "-alias",
      "s",
      "-keyalg",
      "AES",
      "-keysize",
      "128",
      "-keypass",
      "changeit",
      "-storetype",
      "JCEKS",
    );
    keytool("p.keystore", "-genkeypair", "-alias", "a", "-keyalg", "RSA", "-dname", "CN=t", "-storetype", "PKCS12");
    for (const type of ["JKS", "JCEKS", "PKCS12"])
      keytool(`trust.${type}`, "-importcert", "-noprompt", "-alias", "c", "-file", "c.pem", "-storetype", type);
    expect(await places("java", ["a.jks", "b.jceks", "secret.jceks", "p.keystore", "trust.JKS", "trust.JCEKS", "trust.PKCS12"])).toEqual([
      "a.jks:1:1",
      "b.jceks:1:1",
      "p.keystore:1:1",
      "secret.jceks:1:1",
    ]);
  });

  it("is one finding however often it lies about, by a digest and without an excerpt", async () => {
    const root = join(dir, "many");
    mkdirSync(root);
    for (const [index, detector] of kinds.entries())
      for (const copy of ["a", "b"]) writeFileSync(join(root, `${index}.${copy}`), exampleBytes(detector, detector.examples[0] ?? ""));
    const { found, occurrences } = await scanned([root], options);
    expect(Object.values(found)).toHaveLength(KINDS.length);
    for (const [secret, places] of Object.entries(occurrences)) {
      expect(secret).toMatch(/^[0-9a-f]{40}$/);
      expect(places.map(({ excerpt, endLine }) => [excerpt, endLine])).toEqual([
        ["", 1],
        ["", 1],
      ]);
    }
  });

  it("is found in history after it was removed, and by a commit that puts it in a text's place", async () => {
    const root = join(dir, "repo");
    mkdirSync(root);
    const [detector] = kinds;
    const bytes = exampleBytes(detector ?? kinds[0] ?? raise(), detector?.examples[0] ?? "");
    git(root, ["init", "-q"]);
    for (const content of [Buffer.concat([Buffer.from("#"), bytes]), bytes, Buffer.from("gone\n")]) {
      writeFileSync(join(root, "key.bin"), content);
      git(root, ["add", "key.bin"]);
      git(root, ["commit", "-q", "-m", "next"]);
    }
    git(root, ["gc", "-q", "--aggressive"]);
    const { occurrences } = await scanned([root], { ...options, history: {} });
    expect(
      Object.values(occurrences)
        .flat()
        .map(({ path }) => path),
    ).toEqual(["key.bin"]);
  });
});

function raise(): never {
  throw new RangeError("no such kind");
}

describe("the fast scanner", () => {
  const set = compile(kinds);
  const scanner = new Scanner(set);

  it.each(kinds)("finds $id at a blob's first byte alone, with a prepared set too", (detector) => {
    const bytes = exampleBytes(detector, detector.examples[0] ?? "");
    const plain = scanner.scan(bytes);
    expect(plain.map(({ start, isBinary }) => [start, isBinary])).toEqual([[0, true]]);
    expect(scanner.scan(Buffer.concat([Buffer.from("\n"), bytes]))).toEqual([]);
    const throughJson: typeof set = compilePrepared(kinds, JSON.parse(JSON.stringify(prepare(set))));
    expect(new Scanner(throughJson).scan(bytes)).toEqual(plain);
  });

  it("gives none for the start of one", () => {
    for (const detector of kinds)
      for (const length of [0, 1, 2, 4, 8])
        expect(scanner.scan(exampleBytes(detector, detector.examples[0] ?? "").subarray(0, length))).toEqual([]);
  });
});
