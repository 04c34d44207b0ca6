/**
 * The values of a git config file by lower-case `section.key` or `section.subsection.key` (subsection as written), last one
 * wins. Includes are not followed and nothing is expanded: the file belongs to a hostile repository.
 * See: git, Documentation/git-config, «Configuration file».
 */
export function parseConfig(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let section = "";
  for (const line of joinedLines(text)) {
    let rest = line.trimStart();
    const header = /^\[\s*([A-Za-z0-9.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(rest);
    if (header !== null) {
      const name = (header[1] ?? "").toLowerCase();
      section = header[2] === undefined ? name : `${name}.${header[2].replace(/\\(.)/g, "$1")}`;
      rest = rest.slice(header[0].length).trimStart(); // a value may follow on the header's line
    }
    const entry = /^([A-Za-z][A-Za-z0-9-]*)\s*(=?)/.exec(rest);
    if (entry === null || section === "") continue;
    const key = `${section}.${(entry[1] ?? "").toLowerCase()}`;
    values.set(key, entry[2] === "=" ? plainValue(rest.slice(entry[0].length)) : "true");
  }
  return values;
}

/** Git's idea of true. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|[1-9]\d*)$/i.test(value);
}

function joinedLines(text: string): string[] {
  const lines: string[] = [];
  let open = "";
  for (const line of text.split(/\r?\n/)) {
    const joined = open + line;
    const trailing = /\\+$/.exec(line)?.[0].length ?? 0;
    if (trailing % 2 === 1 && !/^\s*[#;]/.test(joined)) open = joined.slice(0, -1);
    else {
      lines.push(joined);
      open = "";
    }
  }
  if (open !== "") lines.push(open);
  return lines;
}

function plainValue(raw: string): string {
  let value = "";
  let kept = 0; // trailing blanks outside quotes do not belong to the value
  let isQuoted = false;
  for (let i = 0; i < raw.length; i++) {
    const char = raw[i] ?? "";
    if (char === '"') isQuoted = !isQuoted;
    else if ((char === "#" || char === ";") && !isQuoted) break;
    else if (char === "\\") value += ESCAPES[raw[++i] ?? ""] ?? raw[i] ?? "";
    else if (value !== "" || isQuoted || !/\s/.test(char)) value += char;
    if (isQuoted || !/\s/.test(char)) kept = value.length;
  }
  return value.slice(0, kept);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", b: "\b" };
