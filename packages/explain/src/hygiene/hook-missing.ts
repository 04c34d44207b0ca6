import type { HygieneCheck } from "../hygiene-check.ts";
import { SCANNERS } from "./_files.ts";

export const hookMissing: HygieneCheck = {
  id: "hook-missing",
  title: "No hook looks for secrets before a commit",
  severity: "low",
  practice: "not-embedded",
  why: "What is caught before the commit needs no rotation.",
  references: ["https://git-scm.com/docs/githooks#_pre_commit"],
  *look({ isRepository, hooks }) {
    if (isRepository && !hooks.some((text) => SCANNERS.test(text)))
      yield {
        path: ".",
        what: "No pre-commit or pre-push hook runs a secret scanner",
        fix: "Run `stanch hook install --type all`: it stands beside the hooks and hook managers that the project has",
      };
  },
};
