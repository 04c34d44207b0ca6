import type { HygieneCheck } from "../hygiene-check.ts";

export const gitRemoteCredential: HygieneCheck = {
  id: "git-remote-credential",
  title: "Credential in the address of a git remote",
  severity: "high",
  practice: "stored-safely",
  why: "It stands in clear in .git/config, and programs that print remotes print it.",
  references: ["https://git-scm.com/docs/gitcredentials"],
  *look({ gitConfig }) {
    for (const [index, line] of (gitConfig ?? "").split("\n").entries())
      if (/^\s*(?:push)?url\s*=\s*https?:\/\/[^\s/@:]*:[^\s/@]+@/i.test(line))
        yield {
          path: ".git/config",
          line: index + 1,
          what: "The address of a remote holds a password or token",
          fix: "git remote set-url NAME https://HOST/PATH, use a credential helper, and rotate the token",
        };
  },
};
