import type { HygieneCheck } from "../hygiene-check.ts";
import { assignments, isCompose, isHarmless, isSecretName } from "./_files.ts";

export const composeClearSecret: HygieneCheck = {
  id: "compose-clear-secret",
  title: "Secret in clear in a Compose file",
  severity: "high",
  practice: "not-embedded",
  why: "Compose files are committed and shared; the value is in every copy, and shown by docker inspect.",
  references: ["https://docs.docker.com/compose/how-tos/use-secrets/"],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!isCompose(path)) continue;
      for (const { name, value, line } of assignments(read(path) ?? ""))
        if (isSecretName(name) && !isHarmless(value))
          yield {
            path,
            line,
            what: `${name} has its value in the file`,
            fix: `Use secrets: with a file or an environment variable, or ${name}: \${${name}:?}`,
          };
    }
  },
};
