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

  it("of PKCS#12 is found in BER, wherever its pieces are cut", { timeout: 60_000 }, async () => {
    run("openssl", "pkcs12", "-export", "-out", "der.p12", "-inkey", "k.pem", "-in", "c.pem", "-passout", "pass:x");
    const sizes = [5, 6, 7, 11, 100, 1000];
    for (const size of sizes) {
      writeFileSync(join(dir, `${size}.ber`), inBer(readFileSync(join(dir, "der.p12")), size));
      // It is one: openssl reads it, checks its MAC and finds the key.
      run("openssl", "pkcs12", "-in", `${size}.ber`, "-passin", "pass:x", "-nocerts", "-nodes", "-out", "again.pem");
    }
    const files = sizes.map((size) => `${size}.ber`);
    expect(await places("ber", files)).toEqual(files.map((file) => `${file}:1:1`).toSorted());
  });

  it("is found in base64 in another file, as the same secret as the file itself, and no list of certificates is", async () => {
    run("openssl", "pkcs12", "-export", "-out", "one.p12", "-inkey", "k.pem", "-in", "c.pem", "-passout", "pass:x");
    run("openssl", "pkcs12", "-export", "-out", "trust2.p12", "-nokeys", "-in", "c.pem", "-passout", "pass:x");
    const bytes = readFileSync(join(dir, "one.p12"));
    const base64 = bytes.toString("base64");
    const lines = (size: number, indent: string, end = "\n"): string =>
      base64.replaceAll(new RegExp(`.{${size}}`, "g"), `$&${end}${indent}`);
    const texts: Record<string, string> = {
      "1-secret.yaml": `apiVersion: v1\nkind: Secret\nmetadata:\n  name: tls\ndata:\n  keystore.p12: ${base64}\n`,
      "2-config.json": JSON.stringify({ tls: { keystore: base64 } }),
      "3-lines.json": JSON.stringify({ keystore: lines(64, "") }),
      "4-block.yaml": `ks: |\n  ${lines(76, "  ")}\n`,
      "5-.env": `PORT=1\nKEYSTORE_BASE64=${base64}\n`,
      "6-mail.eml": `\n${lines(76, "", "\r\n")}\n`,
      "7-url.txt": `k=${bytes.toString("base64url")}`,
      "8-twice.txt": `k=${Buffer.from(base64).toString("base64")}`,
    };
    const root = join(dir, "base64");
    mkdirSync(root);
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(root, name), text);
    writeFileSync(join(root, "0-file.p12"), bytes);
    const trust = readFileSync(join(dir, "trust2.p12")).toString("base64");
    writeFileSync(join(root, "trust.yaml"), `ks: ${trust}\nother: x${base64}\n`);
    const { found, occurrences } = await scanned([root], options);
    expect(Object.values(found).flat().toSorted()).toEqual([
      "0-file.p12:1:1",
      "1-secret.yaml:6:17",
      "2-config.json:1:21",
      "3-lines.json:1:14",
      "4-block.yaml:2:3",
      "5-.env:2:17",
      "6-mail.eml:2:1",
      "7-url.txt:1:3",
      "8-twice.txt:1:3",
    ]);
    expect(Object.keys(found)).toHaveLength(1);
    for (const { excerpt } of Object.values(occurrences).flat()) expect(excerpt).toBe("");
  });

  it("is found in base64 by what a commit changes", async () => {
    const root = join(dir, "base64-repo");
    mkdirSync(root);
    git(root, ["init", "-q"]);
    const lines = Array.from({ length: 400 }, (_, line) => `setting_${line}: value ${line}`);
    const named = kinds.map((detector) => exampleBytes(detector, detector.examples[0] ?? "").toString("base64"));
    for (const [index, base64] of ["", ...named, ""].entries()) {
      writeFileSync(join(root, "app.yaml"), lines.with(200, `key: ${base64}`).with(1, `version: ${index}`).join("\n"));
      git(root, ["add", "app.yaml"]);
      git(root, ["commit", "-q", "-m", "next"]);
    }
    git(root, ["gc", "-q", "--aggressive"]);
    const { occurrences } = await scanned([root], { ...options, history: {} });
    expect(Object.values(occurrences).map((places) => places.map(({ path }) => path))).toEqual(kinds.map(() => ["app.yaml"]));
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

/** A PKCS#12 file of DER, which writes lengths ahead, in BER: none of the outer lengths, and the contents in pieces. */
function inBer(file: Buffer, size: number): Buffer {
  const [sequence] = values(file);
  const [version, safe, mac] = values(sequence?.content ?? file);
  const [type, explicit] = values(safe?.content ?? file);
  const [octets] = values(explicit?.content ?? file);
  const pieces: Buffer[] = [];
  for (let at = 0; at < (octets?.content.length ?? 0); at += size) {
    const piece = octets?.content.subarray(at, at + size) ?? file;
    pieces.push(Buffer.from([4, 0x82, piece.length >> 8, piece.length & 255]), piece);
  }
  const [open, close] = [(tag: number): Buffer => Buffer.from([tag, 0x80]), Buffer.alloc(2)];
  const whole = (value: typeof type): Buffer => value?.whole ?? file;
  return Buffer.concat([
    open(0x30),
    whole(version),
    open(0x30),
    whole(type),
    open(0xa0),
    open(0x24),
    ...pieces,
    close,
    close,
    close,
    whole(mac),
    close,
  ]);
}

/** Values of DER that follow each other. */
function values(bytes: Buffer): { readonly whole: Buffer; readonly content: Buffer }[] {
  const all = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at + 1] ?? 0;
    const more = first > 128 ? first & 127 : 0;
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    const start = at + 2 + more;
    all.push({ whole: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return all;
}

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
