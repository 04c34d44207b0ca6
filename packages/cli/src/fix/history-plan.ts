import { AppError } from "@stanch/model";
import type { Plan } from "./plan.ts";
import { heldAt, isValueOf, placeOf } from "./values.ts";

/** A secret with several lines does not fit a replacement file: its first and last lines do, one rule each. */
const LEAST_LINE = 12;

/**
 * Rules for `git filter-repo --replace-text`, one a line, in clear: for a pipe, never for a file. The values come from the
 * store. Rejects with SECRET_GONE when it has rotated them away.
 */
export async function replacementsOf(plan: Plan, key: Uint8Array): Promise<readonly string[]> {
  const rules: string[] = [];
  for (const secret of plan.secrets) {
    const text = (await heldAt(await placeOf(plan, secret.uri)))?.value.revealText();
    if (text === undefined || !isValueOf(secret, text, key))
      throw new AppError("SECRET_GONE", {
        what: "The store does not hold the leaked value any more",
        where: secret.uri,
        next: "Take an older version of it: stanch store versions URI, then stanch store get --reveal --version-id ID.",
      });
    for (const line of text.split(/\r?\n/).filter((each, _, all) => all.length === 1 || each.length >= LEAST_LINE))
      rules.push(`literal:${line}==>***REMOVED ${secret.variable}***`);
  }
  return rules;
}

/** What to do about the history, as Markdown: first the question whether at all, then commands that are run by hand. */
export function historyPlan(plan: Plan, planFile: string): string {
  const past = plan.secrets.filter(({ commits }) => commits > 0);
  if (past.length === 0) return "No commit that was read holds one of the plan's secrets. There is nothing to rewrite.\n";
  return `# The history still holds ${past.length} of the plan's secrets

${past.map(({ title, masked, commits, variable }) => `- ${title} ${masked} (${variable}), brought in by ${commits} ${commits === 1 ? "commit" : "commits"}`).join("\n")}

## 1. Rotate first, always

Whoever cloned, forked, mirrored or cached the repository has these values, and no rewriting reaches them. Revoke and replace
each; \`stanch explain KIND\` says how. When the old value is dead, you are done, unless one of these holds:

- the value cannot be revoked (a private key that signed releases, personal data);
- a rule or an auditor asks for its removal;
- a host blocks pushes because of it.

## 2. If the history must be rewritten

It changes every commit id since the leak: open pull requests, signed tags, links to commits and other people's clones break.
Tell them before. Nothing here is run by stanch.

\`\`\`sh
git clone --mirror URL-OF-THE-REPOSITORY backup.git      # keep it until all is well
git clone URL-OF-THE-REPOSITORY rewrite && cd rewrite    # filter-repo wants a fresh clone
# The values go through a pipe, from the store; no file holds them. Needs bash or zsh, and git-filter-repo.
git filter-repo --replace-text <(stanch fix --history-plan ${quoted(planFile)} --reveal) \\
                --replace-message <(stanch fix --history-plan ${quoted(planFile)} --reveal)
stanch scan . --all-objects                              # must not find them any more
git push --force --mirror URL-OF-THE-REPOSITORY          # protected branches must be opened for it
\`\`\`

## 3. Afterwards

- Ask the host to drop cached views and unreachable objects (GitHub: support; GitLab: repository cleanup); delete forks or tell their owners.
- Everybody clones anew; a merge from an old clone brings the secret back: \`stanch hook install\` stops that at the push.
- Delete backup.git.
`;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
