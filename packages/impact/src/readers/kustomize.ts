import type { Reader } from "../reader.ts";
import { type Sink, within } from "../sink.ts";
import { type Tree, at, itemsAt, parseTrees, textAt } from "../tree.ts";
import { readObject } from "./_objects.ts";

export const kustomize: Reader = {
  id: "kustomize",
  title: "Kustomize: secretGenerator (literals, envs, files), inline patches, namespace",
  wants: ({ base }) => /^kustomization(?:\.ya?ml)?$/.test(base),
  read(file, to) {
    for (const tree of file.trees()) {
      const namespace = textAt(tree, "namespace");
      const plain = textAt(tree, "generatorOptions", "disableNameSuffixHash") === "true";
      for (const generator of itemsAt(tree, "secretGenerator"))
        readGenerator(generator, textAt(generator, "namespace") ?? namespace, plain, to);
      for (const patch of [...itemsAt(tree, "patches"), ...itemsAt(tree, "patchesStrategicMerge")]) {
        const text = patch.kind === "text" ? patch.text : textAt(patch, "patch");
        if (text?.includes("kind:") === true)
          for (const object of parseTrees(text)) readObject(moved(object, patch.line), to, namespace === undefined ? {} : { namespace });
      }
    }
  },
};

function readGenerator(generator: Tree, namespace: string | undefined, isPlain: boolean, to: Sink): void {
  const name = textAt(generator, "name");
  if (name === undefined) return;
  const hashed = !isPlain && textAt(generator, "options", "disableNameSuffixHash") !== "true";
  const note = hashed
    ? "the generated name has a hash: applying a new value rolls what uses it"
    : "generated without a hash: nothing restarts by itself";
  for (const literal of itemsAt(generator, "literals")) {
    const text = literal.kind === "text" ? literal.text : "";
    const cut = text.indexOf("=");
    if (cut > 0)
      to.holds(to.kubernetesKey(namespace, name, text.slice(0, cut)), text.slice(cut + 1).replace(/^(["'])(.*)\1$/s, "$2"), literal.line);
  }
  const single = at(generator, "env");
  for (const entry of [...itemsAt(generator, "envs"), ...(single === undefined ? [] : [single])]) {
    const path = entry.kind === "text" ? within(to.file.folder, entry.text) : undefined;
    if (path === undefined) continue;
    to.later((all) => {
      const names = all.namesOf(to.file.repository, path);
      for (const { id, name: key } of names) to.flow(id, to.kubernetesKey(namespace, name, key), entry.line, { channel: "apply", note });
      if (names.length === 0)
        to.blind(
          `${path}, of which the Secret ${name} is generated, is not in the tree`,
          entry.line,
          to.kubernetesKey(namespace, name, "*"),
        );
    }, 0);
  }
  for (const entry of itemsAt(generator, "files")) {
    const text = entry.kind === "text" ? entry.text : "";
    const [key = "", path = key] = text.includes("=") ? text.split("=", 2) : [text.split("/").at(-1) ?? text, text];
    const inside = within(to.file.folder, path);
    const source = to.scoped("file", inside ?? path, path, `file ${path}`, entry.line);
    to.flow(source, to.kubernetesKey(namespace, name, key), entry.line, { channel: "apply", note });
    to.later((all) => {
      if (inside === undefined || !all.holdsFile(source, to.file.repository, inside))
        to.blind(`${path}, of which the Secret ${name} is generated, is not in the tree`, entry.line, source);
    });
  }
}

/** A document within a string: its lines begin at the string's. */
function moved(tree: Tree, by: number): Tree {
  const line = tree.line + by;
  if (tree.kind === "text") return { ...tree, line };
  if (tree.kind === "list") return { kind: "list", line, items: tree.items.map((item) => moved(item, by)) };
  return { kind: "map", line, entries: new Map([...tree.entries].map(([name, item]) => [name, moved(item, by)])) };
}
