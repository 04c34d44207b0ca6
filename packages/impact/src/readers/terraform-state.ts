import { awsName, parameterName, vaultName } from "../names.ts";
import type { Reader } from "../reader.ts";
import type { Sink } from "../sink.ts";
import { Unreadable } from "../tree.ts";

const MOST_VALUES = 200_000;

export const terraformState: Reader = {
  id: "terraform-state",
  title: "Terraform state (version 4): values stand there in clear, whatever `sensitive` says",
  wants: ({ base, text }) =>
    /\.tfstate(?:\.backup)?$|^terraform\.tfstate/.test(base) ||
    (base.endsWith(".json") && text.startsWith("{") && text.slice(0, 400).includes('"terraform_version"')),
  read(file, to) {
    let state: unknown;
    try {
      state = JSON.parse(file.text);
    } catch {
      throw new Unreadable("broken");
    }
    const lineOf = finder(file.text);
    const budget = { left: MOST_VALUES };
    for (const resource of listIn(state, "resources")) {
      const type = textIn(resource, "type") ?? "";
      const name = textIn(resource, "name") ?? "";
      const address = `${textIn(resource, "mode") === "data" ? "data." : ""}${type}.${name}`;
      for (const instance of listIn(resource, "instances")) readInstance(address, type, member(instance, "attributes"), to, lineOf, budget);
    }
    const outputs = member(state, "outputs");
    if (typeof outputs === "object" && outputs !== null)
      for (const [name, output] of Object.entries(outputs)) value(to, `output.${name}`, member(output, "value"), lineOf, budget);
  },
};

function readInstance(
  address: string,
  type: string,
  attributes: unknown,
  to: Sink,
  lineOf: (value: string) => number,
  budget: { left: number },
): void {
  if (typeof attributes !== "object" || attributes === null) return;
  const store = storeOf(type, attributes);
  for (const [key, found] of Object.entries(attributes)) {
    const ids = value(to, `${address}.${key}`, found, lineOf, budget);
    if (store === undefined || !/^(?:secret_string|value|data_json|data|secret_data)$/.test(key)) continue;
    for (const { id, line } of ids) to.flow(id, to.store(store), line, { channel: "apply" });
    // A JSON text in a store: each member is a field of its own.
    if (typeof found === "string" && found.startsWith("{"))
      for (const [field, inner] of Object.entries(parsed(found)))
        if (typeof inner === "string") to.holds(to.store(store.replace(/#\*$/, `#${field}`)), inner, lineOf(inner));
  }
}

function storeOf(type: string, attributes: object): string | undefined {
  if (type.startsWith("aws_secretsmanager_secret")) {
    const id = textIn(attributes, "secret_id") ?? textIn(attributes, "name") ?? textIn(attributes, "arn");
    return id === undefined ? undefined : awsName(id);
  }
  if (type === "aws_ssm_parameter") {
    const name = textIn(attributes, "name");
    return name === undefined ? undefined : parameterName(name);
  }
  if (!type.startsWith("vault_")) return undefined;
  const path = textIn(attributes, "path");
  return path === undefined ? undefined : vaultName(path, undefined);
}

/** Every text below, entered under its address. */
function value(
  to: Sink,
  name: string,
  found: unknown,
  lineOf: (value: string) => number,
  budget: { left: number },
): readonly { readonly id: string; readonly line: number }[] {
  if (--budget.left < 0) throw new Unreadable("too-large");
  if (typeof found === "string") {
    if (found.length < 8) return [];
    const line = lineOf(found);
    const id = to.scoped("terraform-state", to.file.path, name, `${name} in ${to.file.path}`, line);
    to.holds(id, found, line);
    return [{ id, line }];
  }
  if (typeof found !== "object" || found === null || name.length > 512) return [];
  return Object.entries(found).flatMap(([key, inner]) => value(to, `${name}.${key}`, inner, lineOf, budget));
}

/** Lines of values, searched from where the last one was: values come in the order of the text. */
function finder(text: string): (value: string) => number {
  let from = 0;
  let line = 1;
  return (value) => {
    const escaped = JSON.stringify(value);
    const found = text.indexOf(escaped, from);
    if (found < 0) return line;
    for (let at = text.indexOf("\n", from); at >= 0 && at < found; at = text.indexOf("\n", at + 1)) line++;
    from = found;
    return line;
  };
}

function member(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
    ? Object.entries(holder).find(([name]) => name === key)?.[1]
    : undefined;
}
function textIn(holder: unknown, key: string): string | undefined {
  const found = member(holder, key);
  return typeof found === "string" && found !== "" ? found : undefined;
}
function listIn(holder: unknown, key: string): readonly unknown[] {
  const found = member(holder, key);
  return Array.isArray(found) ? found : [];
}
function parsed(text: string): object {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}
