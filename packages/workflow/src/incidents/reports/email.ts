import { Secret } from "@stanch/model";
import type { ReportedSecret } from "./record.ts";

const DEEPEST = 10;

/**
 * A mail as a file (RFC 5322), such as a report of phishing or a breach: every word of its texts that could be a secret. They
 * are for matching only (`matchOnly`): of words that are no known secret nothing is kept.
 */
export function readEmailReport(bytes: Uint8Array): readonly ReportedSecret[] {
  const words = new Set<string>();
  // Latin-1 keeps bytes as they are until the part's own encoding is undone.
  for (const text of textsOf(Buffer.from(bytes).toString("latin1"), 0)) for (const word of candidatesOf(text)) words.add(word);
  return [...words].map((word) => ({ secret: new Secret(word), details: {}, isPublic: false, matchOnly: true }));
}

/** Words of 8 to 4,096 characters, with and without the marks around them and behind `=` and `:` within them. */
function* candidatesOf(text: string): Generator<string> {
  for (const [word] of text.matchAll(/[^\s<>"'`]{8,4096}/g)) {
    yield word;
    const bare = word.replace(/^[([{]+|[)\]},.;:!?]+$/g, "");
    if (bare.length >= 8) yield bare;
    for (const mark of ["=", ":"]) {
      const behind = bare.slice(bare.indexOf(mark) + 1);
      if (bare.includes(mark) && behind.length >= 8) yield behind;
    }
  }
}

function* textsOf(entity: string, depth: number): Generator<string> {
  const [head = "", ...rest] = entity.split(/\r?\n\r?\n/);
  const body = rest.join("\n\n");
  const headers = head.replace(/\r?\n[ \t]+/g, " ");
  const type = /^content-type:\s*([^\r\n]*)/im.exec(headers)?.[1] ?? "text/plain";
  const boundary = /boundary="?([^";\r\n]{1,70})"?/i.exec(type)?.[1];
  if (boundary !== undefined && depth < DEEPEST) {
    for (const part of body.split(`--${boundary}`).slice(1))
      if (!part.startsWith("--")) yield* textsOf(part.replace(/^\r?\n/, ""), depth + 1);
    return;
  }
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(headers)?.[1]?.toLowerCase();
  const decoded = decode(body, encoding);
  if (/^message\/rfc822/i.test(type) && depth < DEEPEST) yield* textsOf(decoded, depth + 1);
  else if (/^text\//i.test(type) || depth === 0) yield /^text\/html/i.test(type) ? withoutTags(decoded) : decoded;
}

function decode(body: string, encoding: string | undefined): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1").toString();
  const bytes = body
    .replace(/=[ \t]*\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_found, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function withoutTags(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:#(\d{1,7})|(\w{2,6}));/g, (found, code: string | undefined, name: string | undefined) => {
      if (code !== undefined) return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : found;
      return ENTITIES[name ?? ""] ?? found;
    });
}
