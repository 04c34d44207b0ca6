import { fromBase64 } from "./_words.ts";

let lastBlock = "";
let lastBody = "";

/** The base64 of a key block, freed of what editors, shells and languages put around its lines; "" when it is none. */
export function pemBody(block: string): string {
  // The rules for open and for encrypted keys ask about the same block, one after the other.
  if (block !== lastBlock) [lastBlock, lastBody] = [block, readBody(block)];
  return lastBody;
}

function readBody(block: string): string {
  const inner = block
    .replace(/^[\s\S]{0,16}?-{4,5} ?BEGIN [A-Z0-9 ]{2,40}-{4,5}/, "")
    .replace(/-{4,5} ?END [A-Z0-9 ]{2,40}-{4,5}[\s\S]{0,4}$/, "");
  const lines = inner
    .replace(/\\+r/g, "")
    .replace(/\\+n/g, "\n")
    .replace(/\\+\//g, "/")
    .replace(/\\+u000a|&#1[03];/gi, "\n")
    .split(/\r\n|\r|\n/)
    // A diff, a comment, a list, a quoted and concatenated line: the key is in clear in all of them.
    .map((line) =>
      line
        .replace(/^[ \t]*(?:[-#*>|]|\/\/)+[ \t]*/, "")
        .replace(/^[ \t]*[+.]?[ \t]*["'`]/, "")
        .replace(/["'`]?[ \t]*[+.,;)]?[ \t]*\\*[ \t]*$/, ""),
    )
    // RFC 1421 headers (`Proc-Type: …`), armor headers (`Version: …`) and the armor's own checksum.
    .filter((line) => !/^\s*\+?[A-Za-z-]{3,24}: /.test(line) && !/^\s*=[A-Za-z0-9+/]{4}\s*$/.test(line));
  const body = lines.join("").replace(/[ \t]/g, "");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? body : "";
}

/**
 * Whether a body of at least `least` characters looks random: people shorten examples, repeat a line, or write letters in
 * order. DER and the OpenSSH format hold runs of zero bytes (`AAAA`), so a run of A says nothing.
 */
export function isRandomBody(body: string, least: number): boolean {
  if (body.length < least || !/[0-9]/.test(body) || !/[a-z]/.test(body) || !/[A-Z]/.test(body)) return false;
  if (/abcdefgh|ABCDEFGHIJ|12345678|EXAMPLE|PLACEHOLDER/.test(body)) return false;
  if (hasRun(body, 8) || !isVaried(body, Math.min(40, body.length / 3))) return false;
  const middle = body.slice(32, -8);
  for (let period = 1; period <= 80; period++) {
    const tail = middle.slice(period);
    if (tail.length >= 24 && middle.startsWith(tail)) return false;
  }
  return true;
}

/** Whether a character other than A and a stands `least` times in a row. A loop: this is what most of a key's scan cost. */
function hasRun(body: string, least: number): boolean {
  let run = 1;
  for (let i = 1; i < body.length; i++) {
    const code = body.charCodeAt(i);
    run = code === body.charCodeAt(i - 1) ? run + 1 : 1;
    if (run >= least && (code | 0x20) !== 0x61) return true;
  }
  return false;
}

/** Whether at least `least` different characters occur. */
function isVaried(body: string, least: number): boolean {
  const seen = new Uint8Array(128);
  let count = 0;
  for (let i = 0; i < body.length && count < least; i++) {
    const code = body.charCodeAt(i) & 127;
    if (seen[code] === 0) count++;
    seen[code] = 1;
  }
  return count >= least;
}

const MAGIC = "openssh-key-v1\0";

/** The cipher an OpenSSH key is encrypted with (`none` when it is not); undefined when the body is of another format. */
export function opensshCipher(body: string): string | undefined {
  const bytes = fromBase64(body.slice(0, 120)) ?? "";
  if (!bytes.startsWith(MAGIC)) return undefined;
  const length = Buffer.from(bytes.slice(MAGIC.length, MAGIC.length + 4), "latin1");
  if (length.length < 4) return undefined;
  return bytes.slice(MAGIC.length + 4, MAGIC.length + 4 + length.readUInt32BE(0));
}
