/** `line:column` of an offset, 1-based, columns in UTF-16 units as editors count them. */
export function lineAndColumn(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

const KEY = /^\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*=/;
const HEADER = /^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?/;

/**
 * Where keys of a TOML text stand, since its parser does not say: gives `line:column` for a path, or for the nearest key
 * around it. Only for texts that the parser has accepted. Members of inline tables are looked for within their line.
 */
export function tomlPlaces(text: string): (path: readonly (string | number)[]) => string {
  const places = new Map<string, { line: number; column: number }>();
  const counts = new Map<string, number>();
  const lines = text.split("\n");
  let table: string[] = [];
  let closer: string | undefined;
  for (const [index, line] of lines.entries()) {
    // Inside a text of several lines nothing is a key.
    if (closer !== undefined) {
      if (line.includes(closer)) closer = undefined;
      continue;
    }
    const header = HEADER.exec(line);
    if (header !== null) {
      table = pathOf(header[2] ?? "", counts);
      if (header[1] === "[[") {
        const key = table.join("\0");
        const count = counts.get(key) ?? 0;
        counts.set(key, count + 1);
        table = [...table, String(count)];
      }
      places.set(table.join("\0"), { line: index + 1, column: line.indexOf("[") + 1 });
      continue;
    }
    const key = KEY.exec(line);
    if (key !== null) places.set([...table, ...keysOf(key[1] ?? "")].join("\0"), { line: index + 1, column: line.search(/\S/) + 1 });
    const opened = /"""|'''/.exec(line)?.[0];
    if (opened !== undefined && line.split(opened).length % 2 === 0) closer = opened;
  }
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(path.slice(0, length).join("\0"));
      if (place === undefined) continue;
      const rest = path[length];
      const within = typeof rest === "string" ? (lines[place.line - 1] ?? "").indexOf(rest, place.column) : -1;
      return `${place.line}:${within >= 0 ? within + 1 : place.column}`;
    }
    return "1:1";
  };
}

function keysOf(text: string): string[] {
  return (text.match(/[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'/g) ?? []).map((key) => key.replace(/^["']|["']$/g, ""));
}

/** A header below an array of tables means its last element. */
function pathOf(header: string, counts: ReadonlyMap<string, number>): string[] {
  const path: string[] = [];
  const keys = keysOf(header);
  for (const [index, key] of keys.entries()) {
    path.push(key);
    const count = counts.get(path.join("\0"));
    if (count !== undefined && index < keys.length - 1) path.push(String(count - 1));
  }
  return path;
}
