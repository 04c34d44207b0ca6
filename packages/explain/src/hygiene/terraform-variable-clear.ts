import type { HygieneCheck } from "../hygiene-check.ts";
import { isHarmless, isSecretName } from "./_files.ts";

export const terraformVariableClear: HygieneCheck = {
  id: "terraform-variable-clear",
  title: "Secret variable of Terraform is not marked or has a default",
  severity: "medium",
  practice: "not-embedded",
  why: "A default is in git; without `sensitive` the value is printed in plans and in the pipeline's log.",
  references: ["https://developer.hashicorp.com/terraform/tutorials/configuration-language/sensitive-variables"],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!path.endsWith(".tf")) continue;
      const text = read(path) ?? "";
      for (const found of text.matchAll(/^variable\s+"([\w-]+)"\s*\{([\s\S]*?)^\}/gm)) {
        const [, name = "", body = ""] = found;
        if (!isSecretName(name)) continue;
        const line = text.slice(0, found.index).split("\n").length;
        const value = /^\s*default\s*=\s*(.+)$/m.exec(body)?.[1];
        if (value !== undefined && !isHarmless(value))
          yield {
            path,
            line,
            what: `${name} has its value in the file`,
            fix: "Take the default out; read it from a secret store or give it as TF_VAR_…; rotate it",
          };
        else if (!/^\s*(?:sensitive|ephemeral)\s*=\s*true\b/m.test(body))
          yield { path, line, what: `${name} is not marked as sensitive`, fix: "Add sensitive = true" };
      }
    }
  },
};
