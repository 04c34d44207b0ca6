export interface CodeOwnersRule {
  readonly owns: (path: string) => boolean;
  readonly owners: readonly string[];
}

/**
 * A CODEOWNERS file of GitHub, GitLab or Bitbucket. Sections of GitLab (`[Name] @default`) give their owners to lines that name
 * none. Lines that cannot be read are passed over, as the hosts do.
 */
export function parseCodeOwners(text: string): readonly CodeOwnersRule[] {
  const rules: CodeOwnersRule[] = [];
  let defaults: readonly string[] = [];
  for (const raw of text.split(/\r?\n/).slice(0, 20_000)) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    const section = /^\^?\[[^\]]+\](?:\[\d+\])?(.*)$/.exec(line);
    if (section !== null) {
      defaults = words(section[1] ?? "");
      continue;
    }
    const [path, ...owners] = words(line.replaceAll("\\ ", "\0"));
    if (path === undefined || path.length > 500) continue;
    rules.push({ owns: matcherOf(path.replaceAll("\0", " ")), owners: owners.length > 0 ? owners : defaults });
  }
  return rules;
}

/** Owners of a path (forward slashes, no slash before it): the last line that fits decides, also when it names nobody. */
export function ownersOf(rules: readonly CodeOwnersRule[], path: string): readonly string[] {
  return rules.findLast(({ owns }) => owns(path))?.owners ?? [];
}

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

/**
 * As gitignore has it, without `!` and classes: a slash at the start or inside anchors, `*` stays within a folder. No regular
 * expression: a file with many stars, which anybody who may write to a repository can make, would keep one busy for minutes.
 */
function matcherOf(written: string): (path: string) => boolean {
  const isAnchored = written.slice(0, -1).includes("/");
  const segments = written.split("/").filter((segment) => segment !== "");
  // A folder owns what is in it, but `docs/*` says that only the files right there are meant.
  const isExact = isAnchored && segments.at(-1) === "*";
  const isFolder = written.endsWith("/");
  const pattern = [...(isAnchored ? [] : ["**"]), ...segments, ...(isExact ? [] : ["**"])];
  return (path) => {
    const parts = path.split("/");
    // `apps/` means what is in a folder: a file of that name is not meant.
    return matches(pattern, parts, isSegment) && (!isFolder || !matches(pattern.slice(0, -1), parts, isSegment));
  };
}

/** `**` stands for any number of parts. Goes back to the last one only, so the time is at most the product of both lengths. */
function matches(pattern: readonly string[], parts: readonly string[], fits: (pattern: string, part: string) => boolean): boolean {
  let [at, part, star, starPart] = [0, 0, -1, 0];
  while (part < parts.length) {
    const wanted = pattern[at];
    if (wanted === "**") [star, starPart, at] = [at, part, at + 1];
    else if (wanted !== undefined && fits(wanted, parts[part] ?? "")) [at, part] = [at + 1, part + 1];
    else if (star >= 0) [at, part] = [star + 1, ++starPart];
    else return false;
  }
  return pattern.slice(at).every((rest) => rest === "**");
}

/** The same within a name, where `*` stands for any number of characters and `?` for one. */
function isSegment(pattern: string, part: string): boolean {
  const wanted = pattern
    .replace(/\*+/g, "*")
    .split("")
    .map((char) => (char === "*" ? "**" : char));
  return matches(wanted, part.split(""), (one, char) => one === "?" || one === char);
}
