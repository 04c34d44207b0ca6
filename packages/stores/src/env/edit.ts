import { type Dialect, readEntries } from "./dialects.ts";

/** The line end that the text uses; what it uses first, if it mixes. */
function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}

/** The text with the name's last entry given another value (the one that readers take), or a line added at the end. */
export function withEntry(text: string, name: string, quoted: string, dialect: Dialect): string {
  const entry = readEntries(text, dialect).entries.findLast((one) => one.name === name);
  if (entry !== undefined) return text.slice(0, entry.valueStart) + quoted + text.slice(entry.valueEnd);
  return `${withLineEnd(text)}${name}=${quoted}${lineEndOf(text)}`;
}

/** The text without any line of that name. */
export function withoutEntry(text: string, name: string, dialect: Dialect): string {
  return readEntries(text, dialect)
    .entries.filter((entry) => entry.name === name)
    .toReversed()
    .reduce((rest, { lineStart, lineEnd }) => rest.slice(0, lineStart) + rest.slice(lineEnd), text);
}

export function withLineEnd(text: string): string {
  return text === "" || text === "\ufeff" || text.endsWith("\n") ? text : text + lineEndOf(text);
}

/** The sample file with the name and no value; a sample value that somebody wrote stays. */
export function exampleWith(text: string, name: string): string {
  const isThere = readEntries(text, "dotenv").entries.some((entry) => entry.name === name);
  return isThere ? text : `${withLineEnd(text)}${name}=${lineEndOf(text)}`;
}

/** The sample file without the name, unless somebody gave it a sample value. */
export function exampleWithout(text: string, name: string): string {
  const isBare = readEntries(text, "dotenv").entries.every((entry) => entry.name !== name || entry.value === "");
  return isBare ? withoutEntry(text, name, "dotenv") : text;
}

/** Whether the lines of a .gitignore (without those in other folders) name the file in the same folder. */
export function isIgnored(gitignore: string, fileName: string): boolean {
  let ignored = false;
  for (const raw of gitignore.split(/\r?\n/)) {
    const line = raw.trimEnd();
    if (line === "" || line.startsWith("#")) continue;
    const pattern = line.replace(/^!/, "").replace(/^(?:\*\*)?\//, "");
    if (!pattern.includes("/") && globOf(pattern).test(fileName)) ignored = !line.startsWith("!");
  }
  return ignored;
}

function globOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
}

export function gitignoreWith(gitignore: string, fileName: string): string {
  if (isIgnored(gitignore, fileName)) return gitignore;
  return `${withLineEnd(gitignore)}/${fileName}${lineEndOf(gitignore)}`;
}
