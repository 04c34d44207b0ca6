import { type Accepted, type ForeignFormat, type ForeignSetup, NOTHING, linesOf, slashed } from "./foreign-setup.ts";

/**
 * Lines `file:rule:line` or `commit:file:rule:line`. Their rule is theirs: what counts here is the place. betterleaks since its version 2
 * writes the SHA-256 of a secret; one that was made with a key of the user's own fits nothing.
 */
export const gitleaksIgnore: ForeignFormat = {
  id: "gitleaksignore",
  title: "gitleaks or betterleaks ignore file",
  form: "text",
  isNamed: (path) => /^\.(?:gitleaks|betterleaks|infisical)ignore$/.test(path),
  read: (value) => {
    const accepted: Accepted[] = [];
    const lost: ForeignSetup["lost"][number][] = [];
    for (const { line, number } of linesOf(value)) {
      if (/^[0-9a-f]{64}$/.test(line)) {
        accepted.push({ what: `line ${number}, a hash of a secret`, accepts: (place) => place.hash("sha256") === line });
        continue;
      }
      const found = /^(?:([0-9a-f]{40,64}):)?(.+):[^:]+:(\d+)$/.exec(line);
      if (found === null) lost.push({ what: `line ${number}`, why: "it is no fingerprint of a finding" });
      else accepted.push(entryOf(slashed(found[2] ?? ""), Number(found[3]), found[1]));
    }
    return { ...NOTHING, accepted, lost };
  },
};

function entryOf(path: string, line: number, commit: string | undefined): Accepted {
  return {
    what: `${path}:${line}${commit === undefined ? "" : ` of ${commit.slice(0, 12)}`}`,
    // Theirs is the commit that shows the line in a diff and ours the one that brought the secret: the place is enough.
    accepts: (place) => place.path === path && place.line === line,
  };
}
