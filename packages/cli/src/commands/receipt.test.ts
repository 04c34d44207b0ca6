import { execFileSync, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Receipt } from "@stanch/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffReceipts } from "../receipt/diff.ts";
import { readPrivateKey, readPublicKey } from "../receipt/keys.ts";
import { readReceipt } from "../receipt/read.ts";
import { canonicalJson, faultOf, receiptSigner } from "../receipt/signature.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-receipt-"));
const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const at = (name: string): string => join(folder, name);
/** Each process loads all detectors from their sources: less with what another compiled before. */
const env = { ...process.env, NODE_COMPILE_CACHE: fileURLToPath(new URL("../../../../node_modules/.cache/stanch-tests", import.meta.url)) };
const stanch = (args: readonly string[], input = "") =>
  spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: "utf8", input, env });
const hasOpenssl = spawnSync("openssl", ["version"], { encoding: "utf8" }).stdout?.startsWith("OpenSSL 3") === true;
const file = (name: string, text: string, mode = 0o600): string => {
  writeFileSync(at(name), text);
  chmodSync(at(name), mode);
  return at(name);
};
const readJson = (name: string): Receipt => JSON.parse(readFileSync(at(name), "utf8"));

const counts = { files: 1, blobs: 0, bytes: 3, commits: 0, refs: 0, duplicates: 0 };
/** As receipts were before they were signed and told what is from each source. */
const OLD: Receipt = {
  tool: { name: "stanch", version: "0.1.0", detectors: "5f0c", detectorCount: 7 },
  startedAt: "2026-03-02T09:14:05.120Z",
  finishedAt: "2026-03-02T09:14:06.405Z",
  durationMs: 1285,
  complete: true,
  roots: [{ path: "/srv/shop" }],
  read: counts,
  skipped: { symlink: { count: 1, examples: ["a/link"] } },
  findings: { total: 0, new: 0, baseline: 0, suppressed: 0, belowThreshold: 0 },
};

beforeAll(() => {
  expect(stanch(["receipt", "keygen", "key"])).toMatchObject({ status: 0, stderr: "" });
  expect(stanch(["receipt", "keygen", "other"])).toMatchObject({ status: 0, stderr: "" });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a signed receipt", () => {
  it("is verified by the public key, and by nobody who has another one", () => {
    mkdirSync(at("tree/node_modules"), { recursive: true });
    file("tree/a", "text\n");
    file("tree/node_modules/b", "text\n");
    const scan = stanch(["scan", "tree", "-", "--history", "none", "--quiet", "--receipt", "signed.json", "--sign", "key"], "more text\n");
    expect(scan).toMatchObject({ status: 0, stderr: "" });
    expect(readJson("signed.json")).toMatchObject({
      roots: [
        { path: "(standard input)", read: { files: 1, bytes: 10 }, skipped: {} },
        { path: "tree", read: { files: 1, bytes: 5 }, skipped: { "dependency-folder": 1 } },
      ],
      read: { files: 2, bytes: 15 },
      signature: { algorithm: "ed25519" },
    });
    const right = stanch(["receipt", "verify", "signed.json", "--key", "key.pub"]);
    expect(right).toMatchObject({ status: 0, stderr: "" });
    expect(right.stdout).toMatch(/^signed\.json: verified, signed with the key [0-9a-f]{16}\na complete scan of [^]*\n {2}tree\n$/);
    const wrong = stanch(["receipt", "verify", "signed.json", "--key", "other.pub"]);
    expect(wrong).toMatchObject({ status: 1, stdout: expect.stringContaining("NOT VERIFIED: it was signed with another key") });
  });

  it.skipIf(!hasOpenssl)("is what other programs verify: canonical JSON by RFC 8785 and ed25519 as OpenSSL has it", () => {
    const { signature, ...unsigned } = receiptSigner(at("key"))(OLD);
    writeFileSync(at("canonical"), canonicalJson(unsigned));
    writeFileSync(at("signature"), Buffer.from(signature?.value ?? "", "base64"));
    const args = ["pkeyutl", "-verify", "-pubin", "-inkey", "key.pub", "-rawin", "-in", "canonical", "-sigfile", "signature"];
    expect(execFileSync("openssl", args, { cwd: folder, encoding: "utf8" })).toContain("Signature Verified Successfully");
  });

  it("holds no more when any byte of it is another one", () => {
    const text = `${JSON.stringify(receiptSigner(at("key"))(OLD), undefined, 2)}\n`;
    const key = readPublicKey(at("key.pub"));
    const holds = (changed: string): boolean => {
      try {
        const { receipt, unsigned } = readReceipt(file("changed.json", changed));
        return receipt.signature !== undefined && faultOf(unsigned, receipt.signature, key) === undefined;
      } catch (error) {
        expect(error).toMatchObject({ code: "RECEIPT_INVALID" });
        return false;
      }
    };
    expect(holds(text)).toBe(true);
    expect(holds(text.replaceAll("\n", "\r\n"))).toBe(true);
    for (let index = 0; index < text.length; index++) {
      const byte = text.charCodeAt(index);
      if (/\s/.test(text[index] ?? "")) continue; // between tokens it says nothing; in them the next test looks
      expect({ index, holds: holds(text.slice(0, index) + String.fromCharCode(byte ^ 1) + text.slice(index + 1)) }).toEqual({
        index,
        holds: false,
      });
    }
    expect(holds(text.replace('"complete": true', '"complete": false'))).toBe(false);
    expect(holds(text.replace('"symlink"', '"sym link"'))).toBe(false);
    // One reader would take the first, another the last.
    expect(holds(text.replace('"complete": true', '"complete": false, "complete": true'))).toBe(false);
    expect(holds(text.replace('"complete": true', '"complete": true, "seal": 1'))).toBe(false);
  });

  it("is told from one without a signature and from what is no receipt", () => {
    file("old.json", JSON.stringify(OLD));
    file("none.json", '{"findings": []}');
    const told = (name: string) => stanch(["receipt", "verify", name, "--key", "key.pub"]);
    expect(told("old.json")).toMatchObject({ status: 1, stdout: "old.json: NOT VERIFIED: it is not signed\n" });
    expect(told("none.json")).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("The file is no receipt") });
    expect(told("absent.json")).toMatchObject({ status: 2, stderr: expect.stringContaining("Cannot read the receipt: ENOENT") });
  });
});

describe("canonical JSON", () => {
  it("has the form of RFC 8785, whatever the order of the members", () => {
    expect(canonicalJson({ "€": 1, b: [1e30, 4.5, 2e-3, true, null], "\r": '\u000f\n"\\/€', a: undefined, "1": {} })).toBe(
      String.raw`{"\r":"\u000f\n\"\\/€","1":{},"b":[1e+30,4.5,0.002,true,null],"€":1}`,
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});

describe("keys", () => {
  const pem = (kind: "ed25519" | "ed448") =>
    generateKeyPairSync(kind as "ed25519")
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString();
  const openSsh = ["-----BEGIN OPENSSH PRIVATE", " KEY-----\nAAAA\n-----END OPENSSH PRIVATE", " KEY-----\n"].join("");
  const encrypted = () =>
    generateKeyPairSync("ed25519")
      .privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "words" })
      .toString();

  it("are made once, the private one for its owner alone", () => {
    if (process.platform !== "win32") expect(statSync(at("key")).mode & 0o777).toBe(0o600);
    expect(stanch(["receipt", "keygen", "key"])).toMatchObject({ status: 2, stderr: expect.stringContaining("A file is there already") });
  });

  it.each([
    ["OpenSSH's form", () => openSsh, "in the form of OpenSSH"],
    ["an encrypted one", encrypted, "is encrypted"],
    ["another kind", () => pem("ed448"), "of the kind ed448"],
    ["a public one", () => readFileSync(at("key.pub"), "utf8"), "This is the public key"],
    ["a damaged one", () => pem("ed25519").replace(/\n..../, "\nAAAA"), "damaged"],
    ["no key", () => "hello", "No private key in PEM"],
  ])("that cannot sign are refused: %s", (_, make, told) => {
    const path = file("unfit", make());
    expect(() => readPrivateKey(path)).toThrow(expect.objectContaining({ code: "KEY_INVALID", message: expect.stringContaining(told) }));
  });

  it.skipIf(process.platform === "win32")("that others may read are refused before anything is scanned", () => {
    file("open", pem("ed25519"), 0o640);
    const { status, stdout, stderr } = stanch(["scan", ".", "--receipt", "x.json", "--sign", "open"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("Others than its owner may read or change the key (mode 640)");
    expect(() => statSync(at("x.json"))).toThrow("ENOENT");
  });

  it("that verify are public ones", () => {
    expect(() => readPublicKey(at("key"))).toThrow("This is a private key");
    expect(() => readPublicKey(file("text", "ssh-ed25519 AAAA"))).toThrow("No public key in PEM");
  });

  it("sign receipts only: --sign alone is a mistake", () => {
    expect(stanch(["scan", ".", "--sign", "key"])).toMatchObject({ status: 2, stderr: expect.stringContaining("Add --receipt FILE") });
  });
});

describe("the difference of two receipts", () => {
  const source = (path: string, files: number, head = "a".repeat(40)): Receipt["roots"][number] => ({
    path,
    repository: { head, refs: 2, objectFormat: "sha1", shallow: false, partial: false },
    read: { ...counts, files },
    skipped: {},
  });

  it("is none for other times and findings", () => {
    expect(
      diffReceipts(OLD, { ...OLD, startedAt: "2027-01-01T00:00:00.000Z", durationMs: 3, findings: { ...OLD.findings, new: 3 } }),
    ).toEqual([]);
  });

  it("tells by source what one read and the other did not", () => {
    const a: Receipt = { ...OLD, roots: [source("app", 3), source("lib", 1)] };
    const b: Receipt = {
      ...OLD,
      complete: false,
      roots: [{ ...source("app", 5, "b".repeat(40)), skipped: { symlink: 2 } }, source("web", 1)],
    };
    expect(diffReceipts(a, b)).toEqual([
      { what: "complete", a: true, b: false },
      { source: "app", what: "head", a: "a".repeat(40), b: "b".repeat(40) },
      { source: "app", what: "read, files", a: 3, b: 5 },
      { source: "app", what: "left out, symlink", b: 2 },
      { source: "lib", what: "source", a: "1 files, 0 blobs, 3 bytes" },
      { source: "web", what: "source", b: "1 files, 0 blobs, 3 bytes" },
    ]);
  });

  it("falls back to the sums of an older receipt, and names what was left out", () => {
    const b: Receipt = { ...OLD, read: { ...counts, bytes: 9 }, skipped: { symlink: { count: 1, examples: ["b/link"] } } };
    expect(diffReceipts(OLD, b)).toEqual([
      { what: "read, bytes", a: 3, b: 9 },
      { what: "left out, symlink", a: 1, b: 1, onlyA: ["a/link"], onlyB: ["b/link"] },
    ]);
  });

  it("tells other detectors, since they see other things", () => {
    expect(diffReceipts(OLD, { ...OLD, tool: { ...OLD.tool, detectors: "77aa" } })).toEqual([{ what: "detectors", a: "5f0c", b: "77aa" }]);
  });

  it("is 0, 1 or 2 for scripts, and JSON for programs", () => {
    file("a.json", JSON.stringify(OLD));
    file("b.json", JSON.stringify({ ...OLD, roots: [{ path: "\u001b[2Jx" }] }));
    expect(stanch(["receipt", "diff", "a.json", "a.json"])).toMatchObject({
      status: 0,
      stdout: "Both read the same, with the same detectors.\n",
    });
    const text = stanch(["receipt", "diff", "a.json", "b.json"]);
    expect(text.status).toBe(1);
    expect(text.stdout).toContain("\n/srv/shop\n  source  A true  B -\n");
    expect(text.stdout).not.toContain("\u001b");
    const json = stanch(["receipt", "diff", "a.json", "b.json", "--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ same: false, differences: [{ source: "/srv/shop", what: "source", a: true }, {}] });
    expect(stanch(["receipt", "diff", "a.json", "nothing.json"])).toMatchObject({ status: 2, stdout: "" });
  });
});
