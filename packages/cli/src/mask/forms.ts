/** Shorter values stand in other words, too: masking them would harm the output more than it hides. */
export const LEAST_BYTES = 4;
const LONGEST_BYTES = 65_536;
/** A part of a value that is masked by itself: of a line, or of what base64 makes of it. */
const LEAST_PART = 8;

/**
 * All ways in which a value may stand in an output, as bytes: itself, its lines, base64, hexadecimal, URL and JSON. None begins with
 * a blank or an end of a line, which would hold back every line until something follows.
 */
export function formsOf(value: Uint8Array): Buffer[] {
  const bytes = Buffer.from(value);
  if (bytes.length < LEAST_BYTES || bytes.length > LONGEST_BYTES) return [];
  const trimmed = Buffer.from(bytes.toString("latin1").trim(), "latin1");
  const text = trimmed.toString("utf8");
  const forms = new Set([trimmed.toString("latin1")]);
  const add = (all: readonly string[]): void => {
    for (const form of all) forms.add(Buffer.from(form).toString("latin1"));
  };
  add(linesOf(text));
  for (const one of [trimmed, bytes]) add([...base64Forms(one), ...(one.length < LEAST_PART ? [] : hexForms(one))]);
  add([...urlForms(text), ...jsonForms(text)]);
  return [...forms].filter((form) => form.length >= LEAST_BYTES).map((form) => Buffer.from(form, "latin1"));
}

function linesOf(text: string): string[] {
  if (!text.includes("\n")) return [];
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line.length >= LEAST_PART && !line.startsWith("-----"));
}

const hexForms = (bytes: Buffer): string[] => [bytes.toString("hex"), bytes.toString("hex").toUpperCase()];

/**
 * Base64 of any text that the value is a part of: it may begin at three places in a group of three bytes. The first and last
 * digits also hold bits of what stands beside it and are left out.
 */
function base64Forms(bytes: Buffer): string[] {
  const out: string[] = [];
  for (const before of [0, 1, 2]) {
    const digits = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    const core = digits.slice(first, last);
    if (core.length >= LEAST_PART) out.push(core, core.replaceAll("+", "-").replaceAll("/", "_"));
  }
  const whole = bytes.toString("base64");
  return whole.length >= LEAST_PART ? [...out, whole, whole.replace(/=+$/, ""), bytes.toString("base64url")] : out;
}

function urlForms(text: string): string[] {
  const encoded = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
  const strict = encoded.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = (form: string): string => form.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  const forms = [encoded, strict, strict.replaceAll("%20", "+")];
  return [...forms, ...forms.map(lower)];
}

function jsonForms(text: string): string[] {
  const form = JSON.stringify(text).slice(1, -1);
  return [form, form.replaceAll("/", "\\/"), form.replaceAll(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)];
}
