import type { Reader } from "../reader.ts";
import type { Tree } from "../tree.ts";
import { readObject } from "./_objects.ts";
import { at } from "../tree.ts";

export const kubernetes: Reader = {
  id: "kubernetes",
  title:
    "Kubernetes manifests: Secrets and every way in which Pods take them; ServiceAccounts, Ingresses, SealedSecrets, CSI, agents' annotations",
  wants: ({ extension, base, path, text }) =>
    /^(?:ya?ml|json)$/.test(extension) &&
    text.includes("apiVersion") &&
    text.includes("kind") &&
    !/^(?:kustomization|chart)\.ya?ml$/.test(base) &&
    !isTemplate(path, text),
  read(file, to) {
    for (const tree of file.trees()) for (const object of objectsOf(tree)) readObject(object, to);
  },
};

/** Helm's are read as text; braces elsewhere are ESO's, Argo's or a program's own, within strings. */
export const isTemplate = (path: string, text: string): boolean => /(?:^|\/)templates\//.test(path) && text.includes("{{");

export function objectsOf(tree: Tree): readonly Tree[] {
  const items = at(tree, "items");
  return items?.kind === "list" ? items.items : [tree];
}
