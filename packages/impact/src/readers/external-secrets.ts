import { awsName, azureName, conjurName, gcpName, parameterName, vaultName } from "../names.ts";
import type { Reader } from "../reader.ts";
import type { Sink } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt } from "../tree.ts";
import { isTemplate, objectsOf } from "./kubernetes.ts";

export const externalSecrets: Reader = {
  id: "external-secrets",
  title: "External Secrets Operator (ExternalSecret, ClusterExternalSecret, PushSecret, stores), Vault Secrets Operator",
  wants: ({ extension, path, text }) =>
    /^(?:ya?ml|json)$/.test(extension) && /external-secrets\.io|secrets\.hashicorp\.com/.test(text) && !isTemplate(path, text),
  read(file, to) {
    for (const tree of file.trees()) for (const object of objectsOf(tree)) readExternal(object, to);
  },
};

/** One object of the operators' kinds; anything else is left. */
export function readExternal(object: Tree, to: Sink, where: { readonly namespace?: string } = {}): void {
  const kind = textAt(object, "kind");
  const name = textAt(object, "metadata", "name") ?? "";
  const namespace = textAt(object, "metadata", "namespace") ?? where.namespace;
  if (kind === "SecretStore" || kind === "ClusterSecretStore") {
    for (const [provider, settings] of entriesAt(object, "spec", "provider")) {
      const base =
        textAt(settings, "path") ??
        textAt(settings, "projectID") ??
        /https:\/\/([\w-]+)\.vault/.exec(textAt(settings, "vaultUrl") ?? "")?.[1] ??
        textAt(settings, "auth", "apikey", "account") ??
        "";
      const service = provider === "aws" && textAt(settings, "service") === "ParameterStore" ? "aws-ssm" : provider;
      to.all.facts.set(`store:${to.file.repository}/${name}`, `${service} ${base}`);
    }
  } else if (kind === "ExternalSecret") later(name, namespace, at(object, "spec"), to);
  else if (kind === "ClusterExternalSecret")
    later(textAt(object, "spec", "externalSecretName") ?? name, undefined, at(object, "spec", "externalSecretSpec"), to);
  else if (kind === "PushSecret") pushed(object, namespace, to);
  else if (kind === "VaultStaticSecret") {
    const secret = textAt(object, "spec", "destination", "name");
    const path = `${textAt(object, "spec", "mount") ?? "secret"}/${textAt(object, "spec", "path") ?? ""}`;
    if (secret !== undefined)
      to.flow(to.store(vaultName(path, undefined)), to.kubernetesKey(namespace, secret, "*"), object.line, {
        channel: "sync",
        note: `synchronised every ${textAt(object, "spec", "refreshAfter") ?? "hour or as it is set"}`,
      });
  }
}

function later(name: string, namespace: string | undefined, spec: Tree | undefined, to: Sink): void {
  to.later((all) => {
    const target = textAt(spec, "target", "name") ?? name;
    const every = textAt(spec, "refreshInterval") ?? "1h";
    const note =
      every === "0" || every === "0s"
        ? "fetched once only: force it by the annotation force-sync"
        : `fetched every ${every}, at once by the annotation force-sync`;
    const storeOf = (ref: Tree | undefined): string => all.facts.get(`store:${to.file.repository}/${textAt(ref, "name") ?? ""}`) ?? "";
    const fallback = at(spec, "secretStoreRef");
    const enter = (ref: Tree | undefined, store: Tree | undefined, key: string, line: number): void => {
      const remote = textAt(ref, "key");
      if (remote === undefined) return;
      const known = storeOf(store);
      const source = remoteName(known, remote, textAt(ref, "property"));
      const id = to.kubernetesKey(namespace, target, key);
      to.flow(to.store(source), id, line, { channel: "sync", note, confidence: known === "" ? "likely" : "certain" });
      if (known === "")
        to.blind(`The store ${textAt(store, "name") ?? "?"} is in none of the trees: which one ${remote} lies in is not known`, line, id);
    };
    for (const data of itemsAt(spec, "data"))
      enter(at(data, "remoteRef"), at(data, "sourceRef", "storeRef") ?? fallback, textAt(data, "secretKey") ?? "*", data.line);
    for (const from of itemsAt(spec, "dataFrom")) {
      const extract = at(from, "extract");
      if (extract !== undefined) enter(extract, at(from, "sourceRef", "storeRef") ?? fallback, "*", from.line);
      if (at(from, "find") !== undefined)
        to.blind(
          `The ExternalSecret ${name} takes whatever matches a pattern: which values those are is decided in the store`,
          from.line,
          to.kubernetesKey(namespace, target, "*"),
        );
    }
    // What a template makes of the values has other keys than those.
    const templated = at(spec, "target", "template", "data");
    if (templated?.kind === "map")
      for (const [key, value] of templated.entries) {
        const used = value.kind === "text" ? [...value.text.matchAll(/\{\{[^}]*?\.(\w+)[^}]*\}\}/g)].map(([, field = ""]) => field) : [];
        for (const data of itemsAt(spec, "data"))
          if (used.includes(textAt(data, "secretKey") ?? "")) enter(at(data, "remoteRef"), fallback, key, value.line);
      }
  }, 0);
}

/** The other way: a Secret's key is written to stores. */
function pushed(object: Tree, namespace: string | undefined, to: Sink): void {
  const secret = textAt(object, "spec", "selector", "secret", "name");
  if (secret === undefined) return;
  to.later((all) => {
    for (const ref of itemsAt(object, "spec", "secretStoreRefs"))
      for (const data of itemsAt(object, "spec", "data")) {
        const remote = textAt(data, "match", "remoteRef", "remoteKey");
        if (remote === undefined) continue;
        const known = all.facts.get(`store:${to.file.repository}/${textAt(ref, "name") ?? ""}`) ?? "";
        const target = to.store(remoteName(known, remote, textAt(data, "match", "remoteRef", "property")));
        to.flow(to.kubernetesKey(namespace, secret, textAt(data, "match", "secretKey") ?? "*"), target, data.line, { channel: "sync" });
      }
  }, 0);
}

/** `store`: provider and its base, as entered above; "" when it is not known: then Vault's form is the common one. */
function remoteName(store: string, key: string, property: string | undefined): string {
  const [provider = "", base = ""] = store.split(" ");
  switch (provider) {
    case "aws":
      return awsName(key, property);
    case "aws-ssm":
      return parameterName(key);
    case "gcpsm":
      return gcpName(base === "" ? key : `${base}/${key}`, property);
    case "azurekv":
      return azureName(base, key.replace(/^secret\//, ""));
    case "conjur":
      return conjurName(base === "" || key.startsWith(`${base}/`) ? key : `${base}/${key}`);
    case "vault":
    case "":
      return vaultName(base === "" || key.startsWith(`${base}/`) ? key : `${base}/${key}`, property);
    default:
      return `${provider}:${key}${property === undefined ? "" : `#${property}`}`;
  }
}
