import type { Reader } from "../reader.ts";
import type { Sink } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt, textsOf } from "../tree.ts";
import { awsName, vaultName } from "../names.ts";
import { type CiSystem, job, setting } from "./_ci.ts";

const SYSTEM: CiSystem = {
  form: "github-actions",
  title: "GitHub Actions",
  settings: "GitHub's settings (organisation, repository or environment secrets)",
};

export const githubActions: Reader = {
  id: "github-actions",
  title: "GitHub Actions: `secrets.NAME` in env, with and run; reusable workflows; environments; Vault and AWS actions",
  wants: ({ path, text }) =>
    /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(path) ||
    (/(?:^|\/)action\.ya?ml$/.test(path) && text.includes("runs:")),
  read(file, to) {
    for (const tree of file.trees()) {
      const shared = at(tree, "env");
      for (const [name, one] of entriesAt(tree, "jobs")) readJob(name, one, shared, to);
    }
  },
};

function readJob(name: string, one: Tree, shared: Tree | undefined, to: Sink): void {
  const workload = job(SYSTEM, name, one.line, to);
  const environment = textAt(one, "environment") ?? textAt(one, "environment", "name");
  for (const tree of [shared, one])
    for (const { way, leaf } of textsOf(tree)) {
      const names = [...leaf.text.matchAll(/\bsecrets(?:\.([A-Za-z_]\w*)|\[\s*['"]([A-Za-z_]\w*)['"]\s*\])/g)];
      for (const found of names) {
        const secret = found[1] ?? found[2] ?? "";
        const line = leaf.line + (leaf.text.slice(0, found.index).match(/\n/g)?.length ?? 0);
        if (secret === "GITHUB_TOKEN") continue; // made for each job, and gone after it
        const last = way.at(-1) ?? secret;
        const id = to.declaration(workload, way.includes("env") ? last : secret, line, { channel: "ci-run" });
        to.flow(setting(SYSTEM, secret, line, to), id, line, environment === undefined ? {} : { note: `environment ${environment}` });
      }
      if (/\btoJSON\(\s*secrets\s*\)/i.test(leaf.text))
        to.blind("A job takes all secrets at once: every one that the repository can read may be used", leaf.line);
    }
  const called = textAt(one, "uses");
  if (called !== undefined) {
    if (textAt(one, "secrets") === "inherit")
      to.blind(
        `All secrets are handed to the reusable workflow ${called} (secrets: inherit)${called.startsWith("./") ? "" : ": what it uses is not in the trees"}`,
        one.line,
      );
    else if (!called.startsWith("./") && at(one, "secrets") !== undefined)
      to.blind(`What the reusable workflow ${called} does with the secrets is not in the trees`, one.line, workload);
  }
  for (const step of itemsAt(one, "steps")) {
    const action = textAt(step, "uses") ?? "";
    if (action.startsWith("hashicorp/vault-action"))
      for (const [, path = "", field = "", as = field] of (textAt(step, "with", "secrets") ?? "").matchAll(
        /^\s*(\S+)\s+(\S+?)\s*(?:\|\s*(\w+)\s*)?;?\s*$/gm,
      ))
        to.flow(to.store(vaultName(path, field)), to.declaration(workload, as.toUpperCase(), step.line, { channel: "ci-run" }), step.line);
    if (action.startsWith("aws-actions/aws-secretsmanager-get-secrets"))
      for (const [, as = "", id = ""] of (textAt(step, "with", "secret-ids") ?? "").matchAll(/^\s*(?:([A-Z_]\w*)\s*,\s*)?(\S+)\s*$/gm))
        to.flow(to.store(awsName(id)), to.declaration(workload, as === "" ? id : as, step.line, { channel: "ci-run" }), step.line);
  }
}
