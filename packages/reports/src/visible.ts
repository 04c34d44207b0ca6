// Repository text is hostile: a path or an author may move the cursor, set the window's title, or turn a line around.
// Escaped: control characters, invisible and bidirectional marks, line separators, lone surrogates and noncharacters.
// U+FE0F stays: it only asks for the coloured form of a sign.
const HIDDEN = /(?!\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": String.raw`\n`, "\r": String.raw`\r`, "\t": String.raw`\t` };

/** The text on one line, everything that a reader cannot see written as `\n`, `\x1b` or `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return SHORT[char] ?? (code < 0x100 ? String.raw`\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`);
  });
}

/** Lines of a text, each as `visible` gives it; tabs are two spaces, since they are layout here. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => visible(line.replaceAll("\t", "  ")));
}
