import { awsName, parameterName } from "../names.ts";
import type { Reader } from "../reader.ts";
import { type Sink, within } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt, textsOf } from "../tree.ts";
import { arnName, fillFrom, refsIn, sourcesIn, variablesInto } from "./_aws.ts";

export const cloudformation: Reader = {
  id: "cloudformation",
  title: "CloudFormation, SAM and CDK's templates: dynamic references, NoEcho parameters, Lambda and ECS",
  wants: ({ extension, base, text }) =>
    /^(?:ya?ml|json|template)$/.test(extension) &&
    /AWSTemplateFormatVersion|AWS::Serverless|"?Type"?\s*:\s*["']?AWS::\w+::/.test(text) &&
    !base.startsWith("serverless"),
  read(file, to) {
    for (const tree of file.trees()) readTemplate(tree, to);
  },
};

/** Also `resources:` of a serverless.yml. */
export function readTemplate(tree: Tree, to: Sink): void {
  const parameters = new Map<string, string>();
  const resources = new Map<string, string>();
  for (const [name, parameter] of entriesAt(tree, "Parameters")) {
    const id = to.scoped("parameter", to.file.path, name, `parameter ${name} of ${to.file.path}`, parameter.line);
    parameters.set(name, id);
    const standard = textAt(parameter, "Default");
    const type = textAt(parameter, "Type") ?? "";
    if (type.startsWith("AWS::SSM::Parameter::Value") && standard !== undefined)
      to.flow(to.store(parameterName(standard)), id, parameter.line);
    else if (standard === undefined && textAt(parameter, "NoEcho") === "true")
      to.blind(
        `The parameter ${name} is NoEcho: its value is given by hand or by a pipeline when the stack is updated`,
        parameter.line,
        id,
      );
    else if (standard !== undefined) to.holds(id, standard, parameter.line);
  }
  for (const [name, resource] of entriesAt(tree, "Resources")) {
    const type = textAt(resource, "Type");
    const own = textAt(resource, "Properties", "Name");
    if (type === "AWS::SecretsManager::Secret") resources.set(name, to.store(awsName(own ?? `${to.file.path}:${name}`)));
    if (type === "AWS::SSM::Parameter") resources.set(name, to.store(parameterName(own ?? `${to.file.path}:${name}`)));
  }
  const refer = (name: string): string | undefined => parameters.get(name) ?? resources.get(name);
  for (const [name, resource] of entriesAt(tree, "Resources"))
    readResource(name, resource, at(tree, "Globals"), refer, resources.get(name), to);
}

function readResource(
  name: string,
  resource: Tree,
  globals: Tree | undefined,
  refer: (name: string) => string | undefined,
  store: string | undefined,
  to: Sink,
): void {
  const type = textAt(resource, "Type") ?? "";
  const properties = at(resource, "Properties");
  const label = textAt(properties, "FunctionName") ?? textAt(properties, "Family") ?? name;
  if (store !== undefined) {
    for (const key of ["SecretString", "Value"]) {
      const value = at(properties, key);
      if (value !== undefined) fillFrom(value, store, to, refer);
    }
    return;
  }
  if (type === "AWS::Serverless::Function" || type === "AWS::Lambda::Function") {
    const workload = to.workload("Lambda", label, resource.line, `Lambda ${label}`, to.file.folder);
    variablesInto(at(properties, "Environment", "Variables"), workload, "function-env", to, refer);
    if (type === "AWS::Serverless::Function")
      variablesInto(at(globals, "Function", "Environment", "Variables"), workload, "function-env", to, refer);
    const code = textAt(properties, "CodeUri") ?? textAt(globals, "Function", "CodeUri");
    const folder = code === undefined ? undefined : within(to.file.folder, code);
    if (folder !== undefined) to.runs(workload, { folder }, resource.line);
    return permitted(properties, workload, refer, to);
  }
  if (type === "AWS::ECS::TaskDefinition") {
    const workload = to.workload("ECS", label, resource.line, `ECS task ${label}`, to.file.folder);
    for (const container of itemsAt(properties, "ContainerDefinitions"))
      readContainer(container, ["Name", "Value", "ValueFrom", "Environment", "Secrets", "Image"], workload, refer, to);
    return;
  }
  // Anything else that names a secret takes it when the stack is updated.
  const used: { readonly id: string; readonly line: number; readonly key: string }[] = [];
  for (const { way, leaf } of textsOf(properties))
    for (const id of sourcesIn(leaf.text, to)) used.push({ id, line: leaf.line, key: way.at(-1) ?? "" });
  if (properties !== undefined && !/^AWS::(?:IAM|SecretsManager|KMS|EC2)::/.test(type))
    for (const name of refsIn(properties)) {
      const id = refer(name);
      if (id !== undefined) used.push({ id, line: properties.line, key: name });
    }
  if (used.length === 0) return;
  const workload = to.workload("CloudFormation", name, resource.line, `${type} ${name}`, to.file.folder);
  for (const { id, line, key } of used) to.flow(id, to.declaration(workload, key, line, { channel: "apply" }, "attribute"), line);
}

/** Policies that let a function read a secret say that it does so itself. */
function permitted(properties: Tree | undefined, workload: string, refer: (name: string) => string | undefined, to: Sink): void {
  for (const policy of itemsAt(properties, "Policies")) {
    const given = at(policy, "AWSSecretsManagerGetSecretValuePolicy") ?? at(policy, "SSMParameterReadPolicy");
    if (given === undefined) continue;
    const id = to.declaration(workload, "read by its own code", policy.line, { channel: "store-read", confidence: "likely" }, "permission");
    for (const name of refsIn(given)) {
      const source = refer(name);
      if (source !== undefined) to.flow(source, id, policy.line, { confidence: "likely" });
    }
    for (const { leaf } of textsOf(given)) {
      const named = arnName(leaf.text);
      if (named !== undefined) to.flow(to.store(named), id, leaf.line, { confidence: "likely" });
    }
  }
}

/** A container of ECS; CloudFormation begins its keys with capitals. */
export function readContainer(
  container: Tree,
  keys: readonly string[],
  workload: string,
  refer: (name: string) => string | undefined,
  to: Sink,
): void {
  const [nameKey = "", valueKey = "", fromKey = "", environment = "", secrets = "", imageKey = ""] = keys;
  const image = textAt(container, imageKey);
  if (image !== undefined) to.runs(workload, { image }, container.line);
  for (const entry of itemsAt(container, environment)) {
    const name = textAt(entry, nameKey);
    const value = at(entry, valueKey);
    if (name !== undefined && value !== undefined)
      fillFrom(value, to.declaration(workload, name, entry.line, { channel: "task-env" }), to, refer);
  }
  for (const entry of [...itemsAt(container, secrets), ...itemsAt(container, "logConfiguration", "secretOptions")]) {
    const name = textAt(entry, nameKey);
    const from = at(entry, fromKey);
    if (name === undefined || from === undefined) continue;
    const id = to.declaration(workload, name, entry.line, { channel: "task-env" });
    const source = from.kind === "text" && from.tag === undefined ? (arnName(from.text) ?? parameterName(from.text)) : undefined;
    if (source !== undefined) to.flow(to.store(source), id, entry.line);
    for (const ref of refsIn(from)) {
      const known = refer(ref);
      if (known !== undefined) to.flow(known, id, entry.line);
    }
  }
  const pulled = at(container, "repositoryCredentials") ?? at(container, "RepositoryCredentials");
  for (const { leaf } of textsOf(pulled)) {
    const source = arnName(leaf.text);
    if (source !== undefined)
      to.flow(
        to.store(source),
        to.declaration(workload, "repositoryCredentials", leaf.line, { channel: "k8s-image-pull" }, "image-pull"),
        leaf.line,
      );
  }
}
