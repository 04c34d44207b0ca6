import type { OwnerRule } from "../owners.ts";
import type { Reader } from "../reader.ts";

/** In the order in which the hosts look. Of GitLab: its own folder beside the root and docs. */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS"];
/** GitHub's limit: a larger file counts for nothing. */
const MOST_BYTES = 3 * 1024 * 1024;
const MOST_PATTERN = 512;

export const codeowners: Reader = {
  id: "codeowners",
  title: "CODEOWNERS of GitHub, GitLab (sections, default owners) and Bitbucket: last match wins",
  wants: ({ path }) => PLACES.includes(path),
  read(file, to) {
    if (file.text.length > MOST_BYTES) {
      to.blind("CODEOWNERS is larger than 3 MB: GitHub ignores it, and so does this", 1);
      return;
    }
    const sections: OwnerRule[][] = [[]];
    let standard: readonly string[] = [];
    let line = 0;
    for (const row of file.text.split("\n")) {
      line++;
      const text = row.trim();
      if (text === "" || text.startsWith("#")) continue;
      const section = /^\^?\[[^\]]{1,200}\](?:\[\d+\])?\s*(.*)$/.exec(text);
      if (section !== null) {
        sections.push([]);
        standard = ownersIn(section[1] ?? "");
        continue;
      }
      const cut = /(?<!\\)\s/.exec(text)?.index ?? text.length;
      const pattern = text.slice(0, cut).replace(/\\([ #])/g, "$1");
      const owners = ownersIn(text.slice(cut));
      if (pattern.length > MOST_PATTERN || pattern.startsWith("!")) {
        to.blind(`Line ${line} of CODEOWNERS is no pattern that counts`, line);
        continue;
      }
      sections.at(-1)?.push({
        matches: matcher(pattern),
        owners: owners.length > 0 || sections.length === 1 ? owners : standard,
        place: to.place(line),
      });
    }
    to.all.owners.enterRules(file.repository, PLACES.indexOf(file.path), sections);
  },
};

const ownersIn = (text: string): readonly string[] =>
  text
    .replace(/\s#.*$/, "")
    .split(/\s+/)
    .filter((part) => part.includes("@"));

/** gitignore's patterns without `!` and `[ ]`. Stars are bounded in what they can cost: each stands for text without a slash, or for folders. */
export function matcher(pattern: string): (path: string) => boolean {
  const anchored = pattern.startsWith("/") || pattern.slice(0, -1).includes("/");
  const parts = pattern.replace(/^\/|\/$/g, "").split("/");
  const all = anchored ? parts : ["**", ...parts];
  // A folder's name means everything below; `docs/*` only what lies right in it.
  const below = pattern.endsWith("/") || !pattern.endsWith("*") || pattern.endsWith("**") || !pattern.includes("/");
  return (path) =>
    walk(
      all,
      0,
      path.split("/").filter((part) => part !== ""),
      0,
      below,
      { left: 10_000 },
    );
}

function walk(
  pattern: readonly string[],
  at: number,
  path: readonly string[],
  from: number,
  below: boolean,
  budget: { left: number },
): boolean {
  if (--budget.left < 0) return false;
  const part = pattern[at];
  if (part === undefined) return from === path.length || below;
  if (part === "**") {
    for (let next = from; next <= path.length; next++) if (walk(pattern, at + 1, path, next, below, budget)) return true;
    return false;
  }
  const name = path[from];
  return name !== undefined && isNamed(part, name) && walk(pattern, at + 1, path, from + 1, below, budget);
}

/** Stars and question marks within one name, by the usual two-pointer way: no backtracking beyond the last star. */
function isNamed(pattern: string, name: string): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let mark = 0;
  while (n < name.length) {
    if (pattern[p] === "*") {
      star = p++;
      mark = n;
    } else if (pattern[p] === "?" || pattern[p] === name[n]) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++mark;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
