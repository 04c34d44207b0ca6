import { type Replacement, namedInComment } from "../rewrite.ts";
import { rewriteEach } from "../text/place.ts";
import type { Codemod, Target } from "../types.ts";

export const requirements: Codemod = {
  id: "pip-requirements",
  title: "pip requirements",
  matches: (path) => /(?:^|\/)(?:requirements|constraints)[\w.-]*\.(?:txt|in)$|(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/.test(path),
  parses: async () => true, // pip alone knows
  async rewrite(file, targets) {
    return rewriteEach(file, targets, (target) => replace(target, file.text));
  },
};

/** pip fills `${NAME}` in these files, and in no other; a name that is not set stays as it is, so that the address fails. */
function replace(target: Target, text: string): Replacement {
  const before = text.slice(text.lastIndexOf("\n", target.start - 1) + 1, target.start);
  if (/(?:^|\s)#/.test(before)) return namedInComment(target);
  return {
    edits: [{ start: target.start, end: target.end, text: `\${${target.variable}}` }],
    notes: [`pip takes ${target.variable} from the environment when it reads the requirements`],
  };
}
