import type { HygieneCheck } from "../hygiene-check.ts";
import { PRIVATE_KEY, TOKEN_FILES, isCredentialFile, isKeyFile, isTestData } from "./_files.ts";

export const credentialFileTracked: HygieneCheck = {
  id: "credential-file-tracked",
  title: "Credential file is tracked by git",
  severity: "high",
  practice: "stored-safely",
  why: "Keys, keystores, states and log-in files belong to a machine or a secret store; in git everybody has them.",
  references: ["https://git-scm.com/docs/gitignore"],
  *look({ files, read }) {
    for (const { path, isTracked } of files) {
      if (!isTracked || isTestData(path) || !holds(path, read)) continue;
      yield {
        path,
        what: `${path} holds a credential and is tracked`,
        fix: `git rm --cached ${path}, add it to .gitignore, rotate what it holds`,
      };
    }
  },
};

function holds(path: string, read: (path: string) => string | undefined): boolean {
  if (isCredentialFile(path)) return true;
  const file = TOKEN_FILES.find(({ is }) => is.test(path));
  if (file !== undefined) return file.holds.test(read(path) ?? "");
  return isKeyFile(path) && PRIVATE_KEY.test(read(path) ?? "");
}
