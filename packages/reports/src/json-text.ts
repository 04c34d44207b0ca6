// In JSON the escape loses nothing: a parser gives back the very same text.
const HIDDEN = /(?!\n)(?!\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** JSON in which hidden characters are `\uXXXX` escapes, so that it may be shown on a terminal. Never holds a raw one. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(HIDDEN, (char) => {
    let out = "";
    for (let i = 0; i < char.length; i++) out += String.raw`\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`;
    return out;
  });
}

/**
 * A JSON document in chunks, one an item: `document` with `items` put in place of the empty array that stands under
 * `key`, which must be the last key of the innermost last object or array of it.
 */
export function* jsonWithItems(document: unknown, key: string, items: Iterable<unknown>): Iterable<string> {
  const text = jsonText(document, 2);
  const hole = `${JSON.stringify(key)}: []`;
  const at = text.lastIndexOf(hole);
  if (at < 0 || /[^\s\]}]/.test(text.slice(at + hole.length))) throw new TypeError(`${key} is not the document's last key`);
  const margin = /[ ]*$/.exec(text.slice(0, at))?.[0] ?? "";
  yield text.slice(0, at + hole.length - 1);
  let empty = true;
  for (const item of items) {
    const body = jsonText(item, 2).replaceAll("\n", `\n${margin}  `);
    yield `${empty ? "" : ","}\n${margin}  ${body}`;
    empty = false;
  }
  yield `${empty ? "" : `\n${margin}`}${text.slice(at + hole.length - 1)}\n`;
}
