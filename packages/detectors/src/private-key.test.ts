import { generateKeyPairSync } from "node:crypto";
import { scanText } from "@stanch/engine";
import { describe, expect, it } from "vitest";
import { detectors } from "./index.gen.ts";

const protect = { cipher: "aes-128-cbc", passphrase: "correct horse" } as const;
const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const ed = generateKeyPairSync("ed25519").privateKey;
const of = (text: string): (string | undefined)[] => scanText(text, detectors).map((match) => detectors[match.detector]?.id);

describe.each([
  ["RSA, PKCS#1", "private-key-rsa", rsa.export({ type: "pkcs1", format: "pem" })],
  ["RSA, PKCS#8", "private-key-pkcs8", rsa.export({ type: "pkcs8", format: "pem" })],
  ["EC, SEC1", "private-key-ec", ec.export({ type: "sec1", format: "pem" })],
  ["Ed25519, PKCS#8", "private-key-pkcs8", ed.export({ type: "pkcs8", format: "pem" })],
  ["RSA, PKCS#8 under a passphrase", "private-key-encrypted", rsa.export({ type: "pkcs8", format: "pem", ...protect })],
  ["RSA, PKCS#1 under a passphrase", "private-key-encrypted", rsa.export({ type: "pkcs1", format: "pem", ...protect })],
] as const)("a real key (%s)", (_, kind, exported) => {
  const pem = exported.toString();
  it.each([
    ["as it is", pem],
    ["with CRLF", pem.replaceAll("\n", "\r\n")],
    ["in JSON", JSON.stringify({ key: pem })],
    ["in JSON in JSON", JSON.stringify({ key: JSON.stringify({ key: pem }) })],
    ["indented in YAML", `key: |\n${pem.replace(/^/gm, "    ")}`],
    ["in a diff", pem.replace(/^/gm, "+")],
    ["as a comment", pem.replace(/^/gm, "# ")],
    ["as concatenated strings", pem.trim().replace(/^.*$/gm, '  "$&\\n" +')],
    ["far inside a file", `${"# filler\n".repeat(4000)}${pem}${"# filler\n".repeat(4000)}`],
  ])("is found once and named %s", (_form, text) => {
    expect(of(text)).toEqual([kind]);
  });
  it("is passed over when its middle was taken out", () => {
    expect(of(pem.replace(/(KEY-----\n)[\s\S]+(\n-----END)/, "$1MII...$2"))).toEqual([]);
  });
});

it("passes over public keys and certificates", () => {
  const shown = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;
  expect(of(shown.export({ type: "spki", format: "pem" }).toString())).toEqual([]);
  expect(of(shown.export({ type: "pkcs1", format: "pem" }).toString())).toEqual([]);
});
