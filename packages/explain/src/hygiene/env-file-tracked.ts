import type { HygieneCheck } from "../hygiene-check.ts";
import { assignments, baseName, isEnvFile, isHarmless, setsSecret } from "./_files.ts";

export const envFileTracked: HygieneCheck = {
  id: "env-file-tracked",
  title: "Environment file is tracked by git",
  severity: "high",
  practice: "not-embedded",
  why: "Every clone has it, with each value that it ever held.",
  references: ["https://git-scm.com/docs/gitignore"],
  *look({ files, read }) {
    for (const { path, isTracked } of files) {
      if (!isTracked || !isEnvFile(path)) continue;
      const text = read(path) ?? "";
      // `.env` is for what is not shared; `mail.env` may be any settings, so something in it must look like a secret.
      if (!baseName(path).startsWith(".") && !setsSecret(text)) continue;
      const names = [...assignments(text)].filter(({ value }) => !isHarmless(value)).length;
      if (names === 0) continue;
      yield {
        path,
        what: `${path} is tracked and sets ${names} ${names === 1 ? "value" : "values"}`,
        fix: `git rm --cached ${path}, add it to .gitignore, keep the names alone in ${path}.example, rotate what it held`,
      };
    }
  },
};
