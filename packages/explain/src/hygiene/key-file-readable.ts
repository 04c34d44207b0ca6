import type { HygieneCheck } from "../hygiene-check.ts";
import { PRIVATE_KEY, TOKEN_FILES, isCredentialFile, isEnvFile, isKeyFile, isTestData, setsSecret } from "./_files.ts";

const OTHERS_READ = 0o004;

export const keyFileReadable: HygieneCheck = {
  id: "key-file-readable",
  title: "Secret file is readable for every user of the machine",
  severity: "medium",
  practice: "access-limited",
  why: "Any program of any user on the machine can read it.",
  references: ["https://man.openbsd.org/ssh#FILES"],
  *look({ files, read }) {
    // git sets the modes of what it tracks, and credential-file-tracked and env-file-tracked speak of those.
    for (const { path, mode, isTracked } of files) {
      if (isTracked || isTestData(path) || mode === undefined || (mode & OTHERS_READ) === 0 || !isSecret(path, read)) continue;
      yield { path, what: `${path} has mode ${(mode & 0o777).toString(8).padStart(4, "0")}`, fix: `chmod 600 ${path}` };
    }
  },
};

function isSecret(path: string, read: (path: string) => string | undefined): boolean {
  if (isCredentialFile(path)) return true;
  if (isEnvFile(path)) return setsSecret(read(path) ?? "");
  const file = TOKEN_FILES.find(({ is }) => is.test(path));
  if (file !== undefined) return file.holds.test(read(path) ?? "");
  return isKeyFile(path) && PRIVATE_KEY.test(read(path) ?? "");
}
