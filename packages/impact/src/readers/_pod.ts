import { conjurName, vaultName } from "../names.ts";
import type { Sink } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt } from "../tree.ts";

/** Namespace of the object, undefined where the document does not say. */
export interface Home {
  readonly workload: string;
  readonly namespace: string | undefined;
}

/** A Pod's template: all ways in which it takes Secrets. `spec`: its PodSpec. */
export function readPod(spec: Tree, metadata: Tree | undefined, home: Home, to: Sink): void {
  const { workload, namespace } = home;
  const volumes = volumesOf(spec);
  for (const kind of ["initContainers", "containers", "ephemeralContainers"])
    for (const container of itemsAt(spec, kind)) {
      readContainer(container, home, to);
      for (const mount of itemsAt(container, "volumeMounts")) {
        const volume = volumes.get(textAt(mount, "name") ?? "");
        if (volume !== undefined) readMount(mount, volume, home, to);
      }
    }
  for (const pull of itemsAt(spec, "imagePullSecrets")) {
    const secret = textAt(pull, "name");
    if (secret !== undefined) pullSecret(secret, home, pull.line, to);
  }
  const account = textAt(spec, "serviceAccountName");
  if (account !== undefined)
    to.flow(to.scoped("service-account", namespace ?? "?", account, `ServiceAccount ${account}`), workload, spec.line, {
      channel: "k8s-image-pull",
      note: `image pull secrets of the ServiceAccount ${account}`,
    });
  readAnnotations(metadata, workload, to);
}

export function pullSecret(secret: string, { workload, namespace }: Home, line: number, to: Sink): void {
  const id = to.declaration(workload, `imagePullSecrets: ${secret}`, line, { channel: "k8s-image-pull" }, "image-pull");
  to.flow(to.kubernetesKey(namespace, secret, "*"), id, line);
}

function readContainer(container: Tree, { workload, namespace }: Home, to: Sink): void {
  const image = textAt(container, "image");
  if (image !== undefined) to.runs(workload, { image }, container.line);
  for (const variable of itemsAt(container, "env")) {
    const name = textAt(variable, "name");
    if (name === undefined) continue;
    const ref = at(variable, "valueFrom", "secretKeyRef");
    const secret = textAt(ref, "name");
    const value = textAt(variable, "value");
    if (ref === undefined && value === undefined) continue;
    const id = to.declaration(workload, name, variable.line, { channel: "k8s-env" });
    if (secret !== undefined) {
      const optional =
        textAt(ref, "optional") === "true"
          ? "optional: the Pod starts without it"
          : "the Pod does not start when the Secret or the key is missing";
      to.flow(to.kubernetesKey(namespace, secret, textAt(ref, "key") ?? "*"), id, variable.line, { note: optional });
    } else if (value !== undefined) readValue(value, id, variable.line, to);
  }
  for (const source of itemsAt(container, "envFrom")) {
    const secret = textAt(source, "secretRef", "name");
    if (secret === undefined) continue;
    const prefix = textAt(source, "prefix") ?? "";
    const whole = to.kubernetesKey(namespace, secret, "*");
    to.flow(whole, to.declaration(workload, `envFrom ${prefix}${secret}`, source.line, { channel: "k8s-env" }, "env-all"), source.line);
    to.later((all) => {
      const keys = all.fieldsOf(whole);
      for (const { id, field } of keys)
        to.flow(id, to.declaration(workload, `${prefix}${field}`, source.line, { channel: "k8s-env" }), source.line);
      if (keys.length === 0) to.blind(`envFrom takes every key of the Secret ${secret}, whose keys are not seen`, source.line);
    });
  }
}

/** A value in clear, or one that a tool fills in before it is applied. */
function readValue(value: string, id: string, line: number, to: Sink): void {
  const banks = /^vault:([^#]+)#([^#]+)/.exec(value);
  const argo = /<path:([^#>]+)#([^#>]+)(?:#[^>]*)?>/.exec(value);
  const found = banks ?? argo;
  if (found !== null) to.flow(to.store(vaultName(found[1] ?? "", (found[2] ?? "").trim())), id, line, { channel: "vault-agent" });
  else if (value.startsWith("!var:")) to.flow(to.store(conjurName(value)), id, line);
  else to.holds(id, value, line);
}

function volumesOf(spec: Tree): ReadonlyMap<string, Tree> {
  return new Map(itemsAt(spec, "volumes").map((volume) => [textAt(volume, "name") ?? "", volume]));
}

function readMount(mount: Tree, volume: Tree, { workload, namespace }: Home, to: Sink): void {
  const path = textAt(mount, "mountPath") ?? "?";
  const isSubPath = textAt(mount, "subPath") !== undefined || textAt(mount, "subPathExpr") !== undefined;
  const channel = isSubPath ? "k8s-subpath" : "k8s-mount";
  const sources = [at(volume, "secret"), ...itemsAt(volume, "projected", "sources").map((source) => at(source, "secret"))];
  for (const source of sources) {
    const secret = textAt(source, "secretName") ?? textAt(source, "name");
    if (source === undefined || secret === undefined) continue;
    const id = to.declaration(workload, path, mount.line, { channel }, "file");
    const keys = itemsAt(source, "items").flatMap((item) => textAt(item, "key") ?? []);
    for (const key of keys.length === 0 ? ["*"] : keys) to.flow(to.kubernetesKey(namespace, secret, key), id, mount.line);
  }
  const provider = textAt(volume, "csi", "volumeAttributes", "secretProviderClass");
  if (provider !== undefined) {
    const id = to.declaration(workload, path, mount.line, { channel: "k8s-csi" }, "file");
    to.flow(to.scoped("secret-provider-class", namespace ?? "?", provider, `SecretProviderClass ${provider}`), id, mount.line);
  }
}

/** Vault's and Conjur's agents are told by annotations what to fetch. */
export function readAnnotations(metadata: Tree | undefined, workload: string, to: Sink): void {
  for (const [key, value] of entriesAt(metadata, "annotations")) {
    const file = /^vault\.hashicorp\.com\/agent-inject-secret-(.+)$/.exec(key)?.[1];
    if (value.kind !== "text") continue;
    if (file !== undefined) {
      const id = to.declaration(workload, `/vault/secrets/${file}`, value.line, { channel: "vault-agent" }, "file");
      to.flow(to.store(vaultName(value.text, undefined)), id, value.line);
    }
    if (key.startsWith("conjur.org/conjur-secrets"))
      for (const [, id = ""] of value.text.matchAll(/^\s*-\s*(?:[\w.-]+:\s*)?["']?([\w/.-]+)/gm))
        to.flow(to.store(conjurName(id)), to.declaration(workload, id, value.line, { channel: "vault-agent" }, "file"), value.line);
  }
}
