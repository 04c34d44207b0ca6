import type { HygieneCheck } from "../hygiene-check.ts";
import { baseName } from "./_files.ts";

const LOCK =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|uv\.lock|Pipfile(?:\.lock)?|requirements[\w.-]*\.txt|Gemfile(?:\.lock)?|composer\.(?:lock|json)|go\.mod)$/;
// A user and a password that is no variable: ${TOKEN} and $TOKEN are filled in elsewhere.
const WITH_CREDENTIAL = /https?:\/\/[^\s/"'@:]{1,200}:(?![$%]|<)[^\s/"'@]{4,500}@/;

export const lockFileCredential: HygieneCheck = {
  id: "lock-file-credential",
  title: "Credential in the addresses of a lock or requirements file",
  severity: "high",
  practice: "not-embedded",
  why: "Such files are committed and read by every build and by services that watch dependencies.",
  references: [],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!LOCK.test(baseName(path))) continue;
      const line = (read(path) ?? "").split("\n").findIndex((one) => WITH_CREDENTIAL.test(one));
      if (line >= 0)
        yield {
          path,
          line: line + 1,
          what: "An address holds a user and a password",
          fix: "Take it out of the address, put it into .netrc or a credential helper, and rotate it",
        };
    }
  },
};
