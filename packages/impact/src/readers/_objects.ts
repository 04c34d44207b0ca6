import { awsName, azureName, conjurName, gcpName, parameterName, vaultName } from "../names.ts";
import type { Sink } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt } from "../tree.ts";
import { type Home, pullSecret, readPod } from "./_pod.ts";

/** Where an object lies whose document does not say it: a cluster's answer, a kustomization. */
export interface Where {
  readonly namespace?: string;
  /** Of workloads: `cluster` for those that run. */
  readonly form?: string;
}

/** One object of Kubernetes' API, ours to read or not. */
export function readObject(object: Tree, to: Sink, where: Where = {}): void {
  const kind = textAt(object, "kind");
  const name = textAt(object, "metadata", "name") ?? textAt(object, "metadata", "generateName");
  if (kind === undefined || name === undefined) return;
  const namespace = textAt(object, "metadata", "namespace") ?? where.namespace;
  switch (kind) {
    case "Secret":
      return readSecret(object, name, namespace, to);
    case "SealedSecret":
      return readSealed(object, name, namespace, to);
    case "SecretProviderClass":
      return readProviderClass(object, name, namespace, to);
    case "ServiceAccount": {
      const id = to.scoped("service-account", namespace ?? "?", name, `ServiceAccount ${name}`, object.line);
      for (const pull of itemsAt(object, "imagePullSecrets")) {
        const secret = textAt(pull, "name");
        if (secret !== undefined) to.flow(to.kubernetesKey(namespace, secret, "*"), id, pull.line, { channel: "k8s-image-pull" });
      }
      return;
    }
    case "Ingress":
    case "Gateway":
      return readTls(object, kind, name, namespace, to);
    default: {
      const found = podOf(object, kind);
      if (found === undefined) return;
      const workload = workloadOf(object, kind, name, namespace, where, to);
      readPod(found.spec, found.metadata, { workload, namespace }, to);
    }
  }
}

function workloadOf(object: Tree, kind: string, name: string, namespace: string | undefined, where: Where, to: Sink): string {
  const full = namespace === undefined ? name : `${namespace}/${name}`;
  const label = `${where.form === undefined ? "" : `${where.form}: `}${kind} ${full}`;
  const workload = to.workload(where.form === undefined ? kind : `${where.form}-${kind}`, full, object.line, label);
  for (const holder of ["labels", "annotations"])
    for (const [key, value] of entriesAt(object, "metadata", holder))
      if (/(?:^|\/)(?:owner|team|owned-by|contact)$/.test(key) && value.kind === "text" && value.text !== "")
        to.owner(workload, value.text, value.line);
  return workload;
}

/** The PodSpec of whatever has one: known kinds, and custom ones that keep a template where those do (Rollout, Knative Service). */
function podOf(object: Tree, kind: string): { readonly spec: Tree; readonly metadata: Tree | undefined } | undefined {
  if (kind === "Pod") {
    const spec = at(object, "spec");
    return spec === undefined ? undefined : { spec, metadata: at(object, "metadata") };
  }
  for (const way of [
    ["spec", "template"],
    ["spec", "jobTemplate", "spec", "template"],
    ["spec", "workloadTemplate", "spec", "template"],
  ]) {
    const spec = at(object, ...way, "spec");
    if (spec !== undefined && at(spec, "containers") !== undefined) return { spec, metadata: at(object, ...way, "metadata") };
    if (spec !== undefined && at(spec, "initContainers") !== undefined) return { spec, metadata: at(object, ...way, "metadata") };
  }
  // A patch may change only what surrounds the containers.
  const patch = at(object, "spec", "template", "spec");
  return patch === undefined ? undefined : { spec: patch, metadata: at(object, "spec", "template", "metadata") };
}

function readSecret(object: Tree, name: string, namespace: string | undefined, to: Sink): void {
  const clear = new Map(entriesAt(object, "stringData"));
  for (const [key, value] of clear) if (value.kind === "text") to.holds(to.kubernetesKey(namespace, name, key), value.text, value.line);
  for (const [key, value] of entriesAt(object, "data")) {
    if (value.kind !== "text") continue;
    const id = to.kubernetesKey(namespace, name, key);
    // stringData wins where both have a key.
    if (clear.has(key)) continue;
    if (value.text.startsWith("ENC["))
      to.blind(`${key} of the Secret ${name} is encrypted by SOPS: its value is not compared`, value.line, id);
    // What is no base64 is filled in by a tool later.
    else if (!/^[A-Za-z0-9+/=_\s-]*$/.test(value.text)) to.holds(id, value.text, value.line);
    else to.holds(id, Buffer.from(value.text, "base64").toString("utf8"), value.line);
  }
}

function readSealed(object: Tree, name: string, namespace: string | undefined, to: Sink): void {
  const secret = textAt(object, "spec", "template", "metadata", "name") ?? name;
  for (const [key, value] of entriesAt(object, "spec", "encryptedData"))
    to.blind(
      `The SealedSecret ${secret} holds ${key} encrypted: its value is not compared`,
      value.line,
      to.kubernetesKey(namespace, secret, key),
    );
}

function readTls(object: Tree, kind: string, name: string, namespace: string | undefined, to: Sink): void {
  const refs = [
    ...itemsAt(object, "spec", "tls").map((tls) => ({ secret: textAt(tls, "secretName"), line: tls.line })),
    ...itemsAt(object, "spec", "listeners").flatMap((listener) =>
      itemsAt(listener, "tls", "certificateRefs").map((ref) => ({ secret: textAt(ref, "name"), line: ref.line })),
    ),
  ].flatMap(({ secret, line }) => (secret === undefined ? [] : [{ secret, line }]));
  if (refs.length === 0) return;
  const workload = workloadOf(object, kind, name, namespace, {}, to);
  for (const { secret, line } of refs)
    to.flow(
      to.kubernetesKey(namespace, secret, "*"),
      to.declaration(workload, `tls: ${secret}`, line, { channel: "k8s-tls" }, "tls"),
      line,
    );
}

/** The CSI driver's list of what to fetch; its parameters are YAML in a string. */
function readProviderClass(object: Tree, name: string, namespace: string | undefined, to: Sink): void {
  const id = to.scoped("secret-provider-class", namespace ?? "?", name, `SecretProviderClass ${name}`, object.line);
  const provider = textAt(object, "spec", "provider") ?? "";
  const parameters = at(object, "spec", "parameters");
  const objects = textAt(parameters, "objects") ?? textAt(parameters, "secrets") ?? "";
  const line = at(parameters, "objects")?.line ?? object.line;
  const vault = textAt(parameters, "keyvaultName") ?? "";
  for (const entry of objects.split(/^\s*-\s/m).slice(1)) {
    const field = (key: string): string | undefined => new RegExp(`\\b${key}:\\s*["']?([^"'\\n]+?)["']?\\s*$`, "m").exec(entry)?.[1];
    const source = sourceOf(provider, field, vault);
    if (source === undefined) continue;
    to.flow(to.store(source), id, line);
    for (const made of itemsAt(object, "spec", "secretObjects")) {
      const secret = textAt(made, "secretName");
      const alias = field("objectAlias") ?? field("objectName");
      for (const data of itemsAt(made, "data"))
        if (secret !== undefined && textAt(data, "objectName") === alias)
          to.flow(to.store(source), to.kubernetesKey(namespace, secret, textAt(data, "key") ?? "*"), data.line, { channel: "sync" });
    }
  }
}

function sourceOf(provider: string, field: (key: string) => string | undefined, vault: string): string | undefined {
  const object = field("objectName");
  switch (provider) {
    case "vault": {
      const path = field("secretPath");
      return path === undefined ? undefined : vaultName(path, field("secretKey"));
    }
    case "aws":
      if (object === undefined) return undefined;
      return field("objectType") === "ssmparameter" ? parameterName(object) : awsName(object);
    case "azure":
      return object === undefined ? undefined : azureName(vault, object);
    case "gcp": {
      const resource = field("resourceName");
      return resource === undefined ? undefined : gcpName(resource);
    }
    case "conjur": {
      const id = field("path") ?? object;
      return id === undefined ? undefined : conjurName(id);
    }
    default:
      return undefined;
  }
}

export type { Home };
export { pullSecret };
