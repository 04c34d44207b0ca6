import type { HygieneCheck } from "../hygiene-check.ts";
import { isEnvFile } from "./_files.ts";

export const envFileIgnored: HygieneCheck = {
  id: "env-file-ignored",
  title: "Environment file is not ignored by git",
  severity: "medium",
  practice: "stored-safely",
  why: "The next `git add .` takes it in.",
  references: ["https://git-scm.com/docs/gitignore"],
  *look({ files, isRepository }) {
    if (!isRepository) return;
    for (const { path, isTracked, isIgnored } of files)
      if (!isTracked && !isIgnored && isEnvFile(path))
        yield { path, what: `${path} is there and no .gitignore names it`, fix: `Add /${path} to .gitignore` };
  },
};
