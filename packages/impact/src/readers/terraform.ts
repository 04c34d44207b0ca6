import { awsName, azureName, gcpName, parameterName, vaultName } from "../names.ts";
import type { Reader } from "../reader.ts";
import type { Sink } from "../sink.ts";
import type { Channel } from "../types.ts";
import { type Block, parseHcl, parseVariables } from "./_hcl.ts";

export const terraform: Reader = {
  id: "terraform",
  title:
    "Terraform and OpenTofu: variables, tfvars, locals, outputs, stores, and what takes them (Lambda, ECS, Kubernetes, Helm, CI variables)",
  wants: ({ extension, base }) => /^(?:tf|tofu|hcl|tfvars)$/.test(extension) && base !== ".terraform.lock.hcl",
  read(file, to) {
    if (file.extension === "tfvars") {
      for (const [name, { text, line }] of parseVariables(file.text)) {
        const id = to.scoped("tfvars", file.path, name, `${name} in ${file.path}`, line);
        to.holds(id, literal(text) ?? "", line);
        to.flow(id, address(to, `var.${name}`), line, { channel: "apply", confidence: "likely" });
      }
      return;
    }
    for (const block of parseHcl(file.text)) readBlock(block, to);
  },
};

const literal = (text: string): string | undefined => /^"((?:[^"\\$]|\\.|\$(?!\{))*)"$/s.exec(text)?.[1];

/** A thing of the module, as expressions name it: `var.x`, `aws_secretsmanager_secret.plivo`. One module is one folder. */
function address(to: Sink, name: string): string {
  return to.scoped("terraform", to.file.folder, name, `${name} of Terraform in ${to.file.folder === "" ? "the root" : to.file.folder}`);
}

/** What an expression names. */
function* referencesIn(text: string): Generator<string> {
  for (const [, data = "", type = "", name = ""] of text.matchAll(/(?<![\w."-])(data\.)?([a-z][a-z0-9_]*)\.([A-Za-z_][\w-]*)/g)) {
    if (/^(?:each|count|path|self|terraform|provider|file|jsonencode|data)$/.test(type)) continue;
    yield `${data}${type}.${name}`;
  }
}

function readBlock(block: Block, to: Sink): void {
  const [type = "", name = ""] = block.labels;
  switch (block.type) {
    case "variable": {
      const id = address(to, `var.${type}`);
      const standard = block.attributes.get("default");
      if (standard !== undefined) to.holds(id, literal(standard.text) ?? "", standard.line);
      else
        to.blind(
          `The variable ${type} has no default: it comes from a tfvars file, TF_VAR_${type}, or a workspace's settings`,
          block.line,
          id,
        );
      const host = to.hostVariable(`TF_VAR_${type}`);
      return to.flow(host, id, block.line, { confidence: "possible" });
    }
    case "locals":
      for (const [key, { text, line }] of block.attributes) fill(address(to, `local.${key}`), text, line, to);
      return;
    case "output":
      return fillAll(address(to, `output.${type}`), block, to);
    case "module":
      return readModule(block, type, to);
    case "provider":
      return consumer(block, `provider ${type}`, "apply", to);
    case "data":
    case "resource":
      return readResource(block, block.type === "data" ? `data.${type}.${name}` : `${type}.${name}`, type, to);
    default:
      return;
  }
}

/** The module's own variables, where its folder is in the tree. */
function readModule(block: Block, name: string, to: Sink): void {
  const source = literal(block.attributes.get("source")?.text ?? "") ?? "";
  const folder = source.startsWith(".") ? joined(to.file.folder, source) : undefined;
  if (folder === undefined) return consumer(block, `module ${name}`, "apply", to);
  for (const [key, { text, line }] of block.attributes) {
    if (key === "source") continue;
    fill(to.scoped("terraform", folder, `var.${key}`, `var.${key} of Terraform in ${folder}`), text, line, to);
  }
}

function joined(folder: string, path: string): string | undefined {
  const out = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === ".." && out.pop() === undefined) return undefined;
    if (part !== "." && part !== ".." && part !== "") out.push(part);
  }
  return out.join("/");
}

/** By resource: the store's name of what it declares. */
const STORES: Readonly<Record<string, (text: (key: string) => string | undefined) => string | undefined>> = {
  aws_secretsmanager_secret: (text) => mapped(text("name") ?? text("arn"), (name) => awsName(name)),
  aws_secretsmanager_secret_version: (text) => mapped(text("secret_id"), (name) => awsName(name)),
  aws_ssm_parameter: (text) => mapped(text("name"), parameterName),
  vault_generic_secret: (text) => mapped(text("path"), (path) => vaultName(path, undefined)),
  vault_kv_secret: (text) => mapped(text("path"), (path) => vaultName(path, undefined)),
  vault_kv_secret_v2: (text) => mapped(text("name"), (name) => vaultName(`${text("mount") ?? "secret"}/${name}`, undefined)),
  google_secret_manager_secret: (text) =>
    mapped(text("secret_id"), (id) => gcpName(text("project") === undefined ? id : `${text("project") ?? ""}/${id}`)),
  google_secret_manager_secret_version: (text) => mapped(text("secret"), (id) => gcpName(id)),
  azurerm_key_vault_secret: (text) => mapped(text("name"), (name) => azureName("", name)),
};
/** By resource: how it takes values, and the word for it. */
const CONSUMERS: readonly (readonly [RegExp, Channel])[] = [
  [/^aws_lambda_function$|^google_cloudfunctions|^azurerm_(?:linux|windows)?_?function_app/, "function-env"],
  [/^aws_ecs_task_definition$|^aws_apprunner_service$|^google_cloud_run|^azurerm_container/, "task-env"],
  [/^helm_release$|^kubernetes_(?:deployment|stateful_set|daemon_?set|cron_job|job|pod|manifest)/, "k8s-env"],
  [
    /^(?:azurerm_\w*web_app|azurerm_app_service|heroku_\w+|vercel_\w+|netlify_\w+|fly_\w+|render_\w+|cloudflare_worker\w*|digitalocean_app)/,
    "platform-env",
  ],
  [/./, "apply"],
];

function readResource(block: Block, name: string, type: string, to: Sink): void {
  const id = address(to, name);
  const text = (key: string): string | undefined => literal(block.attributes.get(key)?.text ?? "");
  const store = STORES[type]?.(text);
  if (store !== undefined) {
    const known = to.store(store);
    if (block.type === "data") to.flow(known, id, block.line);
    // The declaration and what its version puts there name the same value.
    else to.flow(id, known, block.line, { channel: "apply" });
    if (block.type !== "data") to.flow(known, id, block.line);
  }
  if (
    /^(?:aws_iam_access_key|random_password|tls_private_key)$|_api_key$|_token$|service_account_key$/.test(type) &&
    block.type === "resource"
  )
    to.blind(`${name} is made by Terraform: its value is in the state file, which is kept elsewhere`, block.line, id);
  if (/^(?:github_actions_(?:\w+_)?secret|gitlab_(?:project|group)_variable|circleci_\w*environment_variable|tfe_variable)$/.test(type))
    readCiVariable(block, type, text, to);
  else if (type === "kubernetes_secret" || type === "kubernetes_secret_v1") readKubernetesSecret(block, to);
  else if (isStore(type)) {
    for (const [key, value] of block.attributes) {
      // Names of the thing itself are references too, and carry no value.
      if (/^(?:name|path|mount|depends_on|tags|recovery_window_in_days|kms_key_id|key_vault_id|project)$/.test(key)) continue;
      if (key === "secret_id" || key === "secret")
        for (const reference of referencesIn(value.text)) both(id, address(to, reference), value.line, to);
      else fill(id, value.text, value.line, to);
    }
  } else if (block.type === "resource") consumer(block, name, CONSUMERS.find(([pattern]) => pattern.test(type))?.[1] ?? "apply", to, type);
  else fillAll(id, block, to);
}

const isStore = (type: string): boolean => Object.hasOwn(STORES, type);
const mapped = (text: string | undefined, of: (text: string) => string): string | undefined =>
  text === undefined || text === "" ? undefined : of(text);

/** A version and the secret it is a version of: one value. */
function both(a: string, b: string, line: number, to: Sink): void {
  to.flow(a, b, line, { channel: "apply" });
  to.flow(b, a, line);
}

function fill(id: string, text: string, line: number, to: Sink): void {
  const value = literal(text);
  if (value !== undefined) return to.holds(id, value, line);
  for (const reference of referencesIn(text)) to.flow(address(to, reference), id, line);
}

function fillAll(id: string, block: Block, to: Sink): void {
  for (const { text, line } of block.attributes.values()) fill(id, text, line, to);
  for (const inner of block.blocks) fillAll(id, inner, to);
}

/** Something that takes values: variables that it is given by name, and whatever else it refers to. */
function consumer(block: Block, name: string, channel: Channel, to: Sink, type = ""): void {
  const taken: { readonly name: string; readonly text: string; readonly line: number }[] = [];
  collect(block, taken);
  const useful = taken.filter(
    ({ text, name: key }) => [...referencesIn(text)].length > 0 || /arn:aws|secret|token|password|key/i.test(`${key}${text}`),
  );
  if (useful.length === 0) return;
  const workload = to.workload("Terraform", name, block.line, `Terraform ${name}`, to.file.folder);
  const image = /image["']?\s*[:=]\s*"([^"$]+)"/.exec(taken.map(({ text }) => text).join("\n"))?.[1];
  if (image !== undefined && /ecs|run|apprunner|kubernetes/.test(type)) to.runs(workload, { image }, block.line);
  for (const { name: key, text, line } of useful) {
    const isVariable = /^[A-Z_][A-Z0-9_]*$/.test(key);
    const id = to.declaration(workload, key, line, { channel }, isVariable ? "env" : "attribute");
    for (const [, arn = ""] of text.matchAll(/"(arn:aws[\w-]*:(?:secretsmanager|ssm):[^"$]+)"/g))
      to.flow(to.store(arn.includes(":ssm:") ? parameterName(arn) : awsName(arn)), id, line);
    const value = literal(text);
    if (value !== undefined) to.holds(id, value, line);
    for (const reference of referencesIn(text)) to.flow(address(to, reference), id, line);
  }
}

/** Pairs of a name and its value, wherever they stand: maps of variables, lists of `{ name, valueFrom }`, `set { name value }`. */
function collect(block: Block, taken: { name: string; text: string; line: number }[]): void {
  const named = literal(block.attributes.get("name")?.text ?? "");
  for (const [key, { text, line }] of block.attributes) {
    if (/^(?:depends_on|tags|lifecycle|provider|count|for_each)$/.test(key)) continue;
    if (named !== undefined && key === "value") taken.push({ name: named, text, line });
    else if (/^[[{(]|^\w+\(/.test(text)) collectText(key, text, line, taken);
    else taken.push({ name: key, text, line });
  }
  for (const inner of block.blocks) collect(inner, taken);
}

function collectText(key: string, text: string, line: number, taken: { name: string; text: string; line: number }[]): void {
  const before = taken.length;
  const lineAt = (index: number): number => line + (text.slice(0, index).match(/\n/g)?.length ?? 0);
  for (const found of text.matchAll(/"?\bname"?\s*[:=]\s*"([\w.-]+)"\s*,?\s*"?(?:valueFrom|value)"?\s*[:=]\s*([^\n,}]+)/g))
    taken.push({ name: found[1] ?? "", text: (found[2] ?? "").trim(), line: lineAt(found.index) });
  for (const found of text.matchAll(/(?:^|[{,\n])\s*"?([A-Z_][A-Z0-9_]+)"?\s*[:=]\s*([^\n,}]+)/g))
    taken.push({ name: found[1] ?? "", text: (found[2] ?? "").trim(), line: lineAt(found.index) });
  // What stands in none of the two forms is still a use.
  const said = taken
    .slice(before)
    .map((one) => one.text)
    .join("\n");
  const rest = [...referencesIn(text)].filter((reference) => !said.includes(reference));
  if (rest.length > 0 || before === taken.length) taken.push({ name: key, text: before === taken.length ? text : rest.join(" "), line });
}

function readCiVariable(block: Block, type: string, text: (key: string) => string | undefined, to: Sink): void {
  const name = text("secret_name") ?? text("key") ?? text("name") ?? block.labels[1] ?? "";
  const system = type.startsWith("github")
    ? "github-actions"
    : type.startsWith("gitlab")
      ? "gitlab-ci"
      : type.startsWith("circleci")
        ? "circleci"
        : "terraform-cloud";
  const repository = text("repository") ?? text("project");
  const id = to.scoped(
    "ci-setting",
    `${system}:${repository ?? ""}`,
    name,
    `${system} variable ${name}${repository === undefined ? "" : ` of ${repository}`}`,
    block.line,
  );
  for (const key of ["plaintext_value", "value", "encrypted_value"]) {
    const value = block.attributes.get(key);
    if (value !== undefined) fill(id, value.text, value.line, to);
  }
  to.later((all) => {
    for (const node of all.named(system, name)) {
      const isSame = repository !== undefined && node.startsWith(`name:${system}:${repository.split("/").at(-1) ?? ""}/`);
      to.flow(id, node, block.line, { confidence: isSame ? "certain" : "possible" });
    }
  });
}

function readKubernetesSecret(block: Block, to: Sink): void {
  const metadata = block.blocks.find(({ type }) => type === "metadata");
  const name = literal(metadata?.attributes.get("name")?.text ?? "") ?? block.labels[1] ?? "";
  const namespace = literal(metadata?.attributes.get("namespace")?.text ?? "");
  const data = block.attributes.get("data") ?? block.attributes.get("string_data");
  const self = address(to, `${block.labels[0] ?? ""}.${block.labels[1] ?? ""}`);
  to.flow(to.kubernetesKey(namespace, name, "*"), self, block.line);
  if (data === undefined) return;
  for (const found of data.text.matchAll(/(?:^|[{,\n])\s*"?([\w.-]+)"?\s*[:=]\s*([^\n,}]+)/g)) {
    const line = data.line + (data.text.slice(0, found.index + 1).match(/\n/g)?.length ?? 0);
    fill(to.kubernetesKey(namespace, name, found[1] ?? ""), (found[2] ?? "").trim(), line, to);
  }
}
