import { randomBytes } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { AppError } from "@stanch/model";
import { decrypt, encrypt } from "./cipher.ts";
import type { KeyRing } from "./key-ring.ts";

/**
 * A file with one key a line: `ID:BASE64`, 32 bytes each. The first one seals, all of them open: to rotate, write a new line
 * on top, let `rewrapSealed` run, and take the old one away. It is made when it is missing, and refused when others may read it.
 */
export function keysFromFile(path: string): KeyRing {
  try {
    writeFileSync(path, `${newKeyLine()}\n`, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    if (!isThere(cause)) throw absent("The sealing key's file cannot be made", path, cause);
  }
  let text = "";
  try {
    if (platform() !== "win32" && (statSync(path).mode & 0o077) !== 0) throw new Error("others may read it: chmod 600");
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw absent(`The sealing key's file cannot be used: ${cause instanceof Error ? cause.message : "unknown"}`, path, cause);
  }
  return localKeys(text, { title: `file ${path}`, where: path });
}

/** The same text in a variable; commas may stand for line ends. */
export function keysFromEnvironment(name: string, environment: Readonly<Record<string, string | undefined>>): KeyRing {
  const text = environment[name];
  if (text === undefined || text.trim() === "") throw absent("The sealing key's variable is not set", name);
  return localKeys(text, { title: `variable ${name}`, where: name });
}

/** A line for that file. The id is the day and four random digits: for people, nothing depends on it. */
export function newKeyLine(now: Date = new Date()): string {
  return `${now.toISOString().slice(0, 10)}-${randomBytes(2).toString("hex")}:${randomBytes(32).toString("base64")}`;
}

function localKeys(text: string, { title, where }: { title: string; where: string }): KeyRing {
  const lines = text.split(/[\n,]/).map((line) => line.trim());
  const keys = new Map(lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => parseLine(line, where)));
  const [current] = keys;
  if (current === undefined) throw absent("There is no sealing key", where);
  const [keyId, key] = current;
  return {
    title,
    wrap: async (dataKey, context) => {
      const { nonce, ciphertext } = encrypt(key, dataKey, context);
      return { keyId: `local:${keyId}`, wrapped: Buffer.concat([nonce, ciphertext]) };
    },
    unwrap: async (wrapped, context) => {
      const held = keys.get(wrapped.keyId.replace(/^local:/, ""));
      if (held === undefined) throw absent(`The sealing key ${wrapped.keyId} is missing`, where);
      return decrypt(held, { nonce: wrapped.wrapped.subarray(0, 12), ciphertext: wrapped.wrapped.subarray(12) }, context);
    },
  };
}

function parseLine(line: string, where: string): [id: string, key: Buffer] {
  const [id = "", encoded = ""] = line.split(":");
  const key = Buffer.from(encoded, "base64");
  if (!/^[\w.-]{1,64}$/.test(id) || key.length !== 32) throw absent("A sealing key is not ID:BASE64 of 32 bytes", where);
  return [id, key];
}

function isThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function absent(what: string, where: string, cause?: unknown): AppError {
  return new AppError("SEALING_KEY_ABSENT", { what, where, next: "Set STANCH_SEALING to a key that exists.", cause });
}
