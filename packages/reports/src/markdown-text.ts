import { visible } from "./visible.ts";

/** Hostile text as a code span: neither HTML, links, mentions nor pipes act in it. Not for tables. */
export function codeSpan(text: string): string {
  const shown = visible(text) || " ";
  const fence = "`".repeat(longestRun(shown) + 1);
  // A span that begins or ends with a backtick or a space needs a space more, which a reader takes off again.
  const pad = /^[` ]|[` ]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Lines as a fenced block, each one indented by `margin`. */
export function codeBlock(lines: readonly string[], margin: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [`${fence}text`, ...lines, fence].map((line) => `${margin}${line}\n`).join("");
}

/**
 * Words of ours or of a configured detector: every sign that Markdown may act on is a reference, and no mention, issue
 * number or address is linked (a host links them after the references are read, so an invisible mark breaks them).
 */
export function prose(text: string): string {
  return visible(text)
    .replace(/[\\`*_[\]<>&#|~$]|:(?=\w)/g, (char) => `&#${char.charCodeAt(0)};`)
    .replace(/(?:@|&#35;|GH-|www|(?:https?|ftp)(?=:))(?=[\w:.-])/gi, (found) => `${found}&#8203;`);
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}
