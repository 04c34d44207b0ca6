import { azureName } from "../names.ts";
import type { Reader } from "../reader.ts";
import type { Sink } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt, textsOf } from "../tree.ts";
import { type CiSystem, job, setting } from "./_ci.ts";

const SYSTEM: CiSystem = {
  form: "azure-pipelines",
  title: "Azure Pipelines",
  settings: "Azure DevOps (pipeline variables, variable groups or Key Vault)",
};
const OWN = /^(?:Build|System|Agent|Pipeline|Environment|Release|variables|parameters|resources|Rev|Date)\b|^(?:build|system|agent)\./;

export const azurePipelines: Reader = {
  id: "azure-pipelines",
  title: "Azure Pipelines: variables, variable groups, AzureKeyVault tasks",
  wants: ({ path, text }) =>
    /(?:^|\/)(?:azure-pipelines[\w.-]*|\.azure-pipelines\/.*|\.azuredevops\/.*|\.vsts-ci)\.ya?ml$/.test(path) &&
    /steps|stages|jobs|extends|variables/.test(text),
  read(file, to) {
    for (const tree of file.trees()) readPipeline(tree, to);
  },
};

function readPipeline(tree: Tree, to: Sink): void {
  const workload = job(SYSTEM, textAt(tree, "name") ?? to.file.base.replace(/\.ya?ml$/, ""), tree.line, to);
  const own = new Map<string, string>();
  for (const holder of holdersIn(tree)) {
    for (const entry of itemsAt(holder, "variables")) {
      const group = textAt(entry, "group");
      if (group !== undefined) to.blind(`The variable group ${group} gives more variables: which, is set in Azure DevOps`, entry.line);
      const name = textAt(entry, "name");
      if (name !== undefined) enter(name, textAt(entry, "value") ?? "", entry.line);
    }
    const map = at(holder, "variables");
    if (map?.kind === "map") for (const [name, value] of map.entries) if (value.kind === "text") enter(name, value.text, value.line);
  }
  function enter(name: string, value: string, line: number): void {
    const id = to.scoped("azure-variable", to.file.path, name, `variable ${name}`, line);
    own.set(name, id);
    to.holds(id, value, line);
  }
  const source = (name: string, line: number): string => own.get(name) ?? setting(SYSTEM, name, line, to);
  for (const { way, leaf } of textsOf(tree))
    for (const found of leaf.text.matchAll(/\$\(([A-Za-z_][\w.-]*)\)|\$\{\{\s*variables(?:\.|\[')([\w.-]+)/g)) {
      const name = found[1] ?? found[2] ?? "";
      if (OWN.test(name)) continue;
      const line = leaf.line + (leaf.text.slice(0, found.index).match(/\n/g)?.length ?? 0);
      // Secret variables reach a script only when they are mapped: `env: NAME: $(secret)`.
      const id = to.declaration(workload, way.at(-2) === "env" ? (way.at(-1) ?? name) : name, line, { channel: "ci-run" });
      to.flow(source(name, line), id, line);
    }
  for (const task of tasksIn(tree)) {
    if (!(textAt(task, "task") ?? "").startsWith("AzureKeyVault@")) continue;
    const vault = textAt(task, "inputs", "KeyVaultName") ?? textAt(task, "inputs", "keyVaultName") ?? "";
    const filter = textAt(task, "inputs", "SecretsFilter") ?? textAt(task, "inputs", "secretsFilter") ?? "*";
    if (filter === "*") to.blind(`It fetches every secret of the vault ${vault}`, task.line);
    else
      for (const name of filter.split(",").map((part) => part.trim()))
        to.flow(to.store(azureName(vault, name)), source(name, task.line), task.line);
  }
}

function* holdersIn(tree: Tree): Generator<Tree> {
  if (tree.kind === "list") for (const item of tree.items) yield* holdersIn(item);
  if (tree.kind !== "map") return;
  if (tree.entries.has("variables")) yield tree;
  for (const [name, below] of entriesAt(tree)) if (/^(?:stages|jobs)$/.test(name)) yield* holdersIn(below);
}

function* tasksIn(tree: Tree): Generator<Tree> {
  if (tree.kind === "list") for (const item of tree.items) yield* tasksIn(item);
  if (tree.kind !== "map") return;
  if (tree.entries.has("task")) yield tree;
  for (const below of tree.entries.values()) yield* tasksIn(below);
}
