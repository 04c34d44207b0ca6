import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Rails' `EncryptedFile`: AES-128-GCM of a marshalled string, as three strict Base64 texts with `--` between them. */
const CIPHER = "aes-128-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = Buffer.from([4, 8]);
/** A string with one instance variable, `E`, which is true: UTF-8. */
const STRING = Buffer.from('I"');
const UTF8 = Buffer.from([6, 0x3a, 6, 0x45, 0x54]);

/** The file's text for a document. `key`: 32 hexadecimal digits. Source: activesupport, message_encryptor.rb and encrypted_file.rb. */
export function seal(document: string, key: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, Buffer.from(key, "hex"), iv);
  const sealed = Buffer.concat([cipher.update(dump(document)), cipher.final()]);
  return [sealed, iv, cipher.getAuthTag()].map((part) => part.toString("base64")).join("--");
}

/** The document, or undefined when the key is another's or the file is none of Rails'. */
export function open(text: string, key: string): string | undefined {
  const parts = text.trim().split("--");
  const [sealed, iv, tag] = parts.map((part) => Buffer.from(part, "base64"));
  if (parts.length !== 3 || sealed === undefined || iv?.length !== IV_BYTES || tag?.length !== TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, Buffer.from(key, "hex"), iv, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(tag);
    return load(Buffer.concat([decipher.update(sealed), decipher.final()]));
  } catch {
    return undefined; // the tag is of another key or text
  }
}

/** Ruby's Marshal 4.8 of one UTF-8 string. */
function dump(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([VERSION, STRING, length(bytes.length), bytes, UTF8]);
}

function length(count: number): Buffer {
  if (count === 0) return Buffer.from([0]);
  if (count < 123) return Buffer.from([count + 5]);
  const digits: number[] = [];
  for (let rest = count; rest > 0; rest = Math.floor(rest / 256)) digits.push(rest % 256);
  return Buffer.from([digits.length, ...digits]);
}

/** A string of Marshal 4.8, with or without an encoding. Nothing else is read: no object of a foreign class is ever made. */
function load(bytes: Buffer): string | undefined {
  if (!bytes.subarray(0, 2).equals(VERSION)) return undefined;
  let at = 2;
  if (bytes[at] === STRING[0]) at++;
  if (bytes[at++] !== STRING[1]) return undefined;
  const first = bytes[at++] ?? 0;
  let size = first >= 6 && first < 128 ? first - 5 : 0;
  if (first >= 1 && first <= 4) {
    for (let i = 0; i < first; i++) size += (bytes[at + i] ?? 0) * 256 ** i;
    at += first;
  }
  return at + size <= bytes.length ? bytes.subarray(at, at + size).toString("utf8") : undefined;
}
