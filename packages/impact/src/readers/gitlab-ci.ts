import { azureName, gcpName, vaultName } from "../names.ts";
import type { Reader } from "../reader.ts";
import { type Sink, within } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt, textsOf } from "../tree.ts";
import { variablesIn } from "./_placeholders.ts";
import { type CiSystem, job, setting, shellVariables, taken } from "./_ci.ts";

const SYSTEM: CiSystem = { form: "gitlab-ci", title: "GitLab CI", settings: "GitLab's settings (project, group or instance variables)" };
const OWN = /^(?:CI_|GITLAB_|FF_|KUBECONFIG$)/;
const GLOBAL = /^(?:stages|variables|include|default|workflow|image|services|cache|before_script|after_script|pages:deploy|spec)$/;

export const gitlabCi: Reader = {
  id: "gitlab-ci",
  title: "GitLab CI: variables in scripts and jobs, `secrets:` (Vault, Azure, Google), includes",
  wants: ({ base, path }) =>
    /^\.gitlab-ci[\w.-]*\.ya?ml$/.test(base) || /(?:^|\/)(?:\.gitlab|gitlab-ci|\.gitlab-ci)\/.*\.ya?ml$/.test(path),
  read(file, to) {
    for (const tree of file.trees()) {
      for (const include of at(tree, "include")?.kind === "list" ? itemsAt(tree, "include") : [at(tree, "include")]) {
        const foreign =
          textAt(include, "project") ?? textAt(include, "remote") ?? textAt(include, "template") ?? textAt(include, "component");
        if (include !== undefined && foreign !== undefined)
          to.blind(`The jobs that are included from ${foreign} are not in the trees`, include.line);
        const local = include?.kind === "text" ? include.text : textAt(include, "local");
        if (local !== undefined && within("", local.replace(/^\//, "")) === undefined)
          to.blind(`The include ${local} leaves the repository`, include?.line ?? 1);
      }
      const shared = at(tree, "variables");
      const surrounding = [at(tree, "before_script"), at(tree, "after_script"), at(tree, "default")];
      for (const [name, one] of entriesAt(tree)) if (one.kind === "map" && !GLOBAL.test(name)) readJob(name, one, shared, surrounding, to);
    }
  },
};

function readJob(name: string, one: Tree, shared: Tree | undefined, surrounding: readonly (Tree | undefined)[], to: Sink): void {
  const own = new Set<string>();
  const workload = job(SYSTEM, name, one.line, to);
  for (const holder of [shared, at(one, "variables")])
    for (const [variable, value] of entriesAt(holder)) {
      own.add(variable);
      const text = value.kind === "text" ? value.text : (textAt(value, "value") ?? "");
      const sources = [...variablesIn(text)].filter((source) => source !== variable && !OWN.test(source));
      if (sources.length === 0 && text.length < 8) continue;
      const id = to.declaration(workload, variable, value.line, { channel: "ci-run" });
      if (sources.length === 0) to.holds(id, text, value.line);
      for (const source of sources) to.flow(setting(SYSTEM, source, value.line, to), id, value.line);
    }
  for (const [variable, secret] of entriesAt(one, "secrets")) {
    own.add(variable);
    const id = to.declaration(workload, variable, secret.line, { channel: "ci-run" });
    for (const source of secretSources(secret)) to.flow(to.store(source), id, secret.line);
  }
  const scripts = ["script", "before_script", "after_script", "image", "services", "environment", "trigger"].map((key) => at(one, key));
  for (const tree of [...scripts, ...surrounding])
    for (const { name: variable, line } of shellVariables(tree, own, OWN)) taken(SYSTEM, workload, variable, variable, line, to);
}

function secretSources(secret: Tree): readonly string[] {
  const vault = at(secret, "vault");
  if (vault?.kind === "text") {
    const [way = "", mount = "secret"] = vault.text.split("@");
    const cut = way.lastIndexOf("/");
    return [vaultName(`${mount}/${way.slice(0, cut)}`, way.slice(cut + 1))];
  }
  const path = textAt(vault, "path");
  if (path !== undefined) return [vaultName(`${textAt(vault, "engine", "path") ?? "secret"}/${path}`, textAt(vault, "field"))];
  const azure = textAt(secret, "azure_key_vault", "name");
  if (azure !== undefined) return [azureName("", azure)];
  const google = textAt(secret, "gcp_secret_manager", "name");
  return google === undefined ? [...textsOf(secret)].flatMap(() => []) : [gcpName(google)];
}
