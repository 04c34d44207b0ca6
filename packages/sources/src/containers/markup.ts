/** What says that an XML file is a text of Word, PowerPoint, Excel or OpenDocument. */
const TEXT_TAGS = ["<w:t", "<a:t>", "<a:t ", "<si>", "<text:p", "<text:span"];
/** Tags that end a line of the text; all others stand within one. */
const ENDS_LINE = /<(?:\/(?:w:p|a:p|si|text:p|text:h|w:tr|table:table-cell|c|row)|(?:w:br|a:br|text:line-break|w:cr)\b[^>]{0,200}\/?)>/g;
const TAB = /<(?:w:tab|text:tab|text:s)\b[^>]{0,200}\/?>/g;
const TAG = /<[^<>]{0,4096}>/g;
const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});/g;
const NAMED: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
]);

/**
 * The text of an Office document's XML, a line for each paragraph: a word that the program cut into runs, by its spelling
 * or its colours, is whole in it. Undefined for anything else.
 */
export function markupText(bytes: Uint8Array): Uint8Array | undefined {
  const start = bytes[0] === 0xef ? 3 : 0;
  if (bytes[start] !== 0x3c) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!TEXT_TAGS.some((tag) => buffer.includes(tag))) return undefined;
  const text = buffer
    .toString("utf8")
    .replace(ENDS_LINE, "\n")
    .replace(TAB, "\t")
    .replace(TAG, "")
    .replace(ENTITY, (entity) => NAMED.get(entity) ?? character(entity));
  return new Uint8Array(Buffer.from(text, "utf8"));
}

function character(entity: string): string {
  const isHex = entity[2] === "x";
  const code = Number.parseInt(entity.slice(isHex ? 3 : 2, -1), isHex ? 16 : 10);
  return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}
