import { type Node, ancestors, namedChildren } from "../grammar.ts";
import type { Project } from "../types.ts";
import { folderOf } from "../rewrite.ts";
import type { Source } from "./_code.ts";

/** Macros whose arguments are plain expressions, with the place of their format among them; -1 where there is none. */
const MACROS: Readonly<Record<string, number>> = {
  print: 0,
  println: 0,
  eprint: 0,
  eprintln: 0,
  format: 0,
  format_args: 0,
  panic: 0,
  todo: 0,
  unimplemented: 0,
  unreachable: 0,
  anyhow: 0,
  bail: 0,
  trace: 0,
  debug: 0,
  info: 0,
  warn: 0,
  error: 0,
  write: 1,
  writeln: 1,
  assert: 1,
  debug_assert: 1,
  ensure: 1,
  assert_eq: 2,
  assert_ne: 2,
  debug_assert_eq: 2,
  debug_assert_ne: 2,
  vec: -1,
  json: -1,
  dbg: -1,
  lazy_static: -1,
  join: -1,
  eyre: 0,
  format_err: 0,
  log: 1,
  assert_ok: -1,
  assert_err: -1,
  assert_that: -1,
  expect_that: -1,
  hashmap: -1,
  btreemap: -1,
  hashset: -1,
  smallvec: -1,
  ready: -1,
  try_join: -1,
};

/** How a macro takes what stands at a place among its tokens. */
export type MacroUse = { readonly kind: "format"; readonly tree: Node } | { readonly kind: "expression" } | { readonly refused: string };

/** `at`: a child of a token tree. */
export function macroUse(at: Node): MacroUse {
  let tree = at.parent;
  let isOutermost = true;
  let outer: Node | null = tree;
  while (outer !== null && outer.type === "token_tree" && outer.parent?.type === "token_tree") {
    outer = outer.parent;
    isOutermost = false;
  }
  const macro = outer?.parent;
  if (tree === null || macro === null || macro === undefined || macro.type !== "macro_invocation")
    return { refused: "it stands in the pattern of a macro, which may want the text itself" };
  const name = (macro.childForFieldName("macro")?.text ?? "").replace(/^.*::/, "");
  const place = MACROS[name];
  // A macro among another macro's tokens is no node of its own.
  if (place === undefined || isInnerMacro(tree)) return { refused: `the macro ${name}! may want the text itself` };
  const next = at.nextSibling?.type;
  if (next === ":" || next === "=>" || next === "=") return { refused: "it is a key or a name of a macro" };
  const isLone = isEdge(at.previousSibling) && isEdge(at.nextSibling);
  if (isOutermost && isLone && place >= 0) {
    const before = children(tree).filter(({ startIndex }) => startIndex < at.startIndex);
    const argument = before.filter(({ type }) => type === ",").length;
    if (argument !== place && before.some(({ type }) => type === ":" || type === "="))
      return { refused: `the arguments of ${name}! have names: which of them is the format is not clear` };
    if (argument === place) return { kind: "format", tree };
  }
  tree = null;
  return { kind: "expression" };
}

function isInnerMacro(tree: Node): boolean {
  for (let at: Node | null = tree; at !== null && at.type === "token_tree"; at = at.parent) {
    const before = at.previousSibling;
    if (before?.type === "!" && at.parent?.type === "token_tree") return !Object.hasOwn(MACROS, before.previousSibling?.text ?? "");
  }
  return false;
}

function isEdge(sibling: Node | null): boolean {
  return sibling === null || /^[,(){}[\]]$/.test(sibling.type);
}

export function children(node: Node): readonly Node[] {
  return node.children.filter((child) => child !== null);
}

/** The file or the inline module that a place lies in. */
export function moduleOf(node: Node): Node {
  let last = node;
  for (const above of ancestors(node)) {
    if (above.type === "declaration_list" && above.parent?.type === "mod_item") return above;
    last = above;
  }
  return last;
}

/** Where new items of a module go: below its first imports, else above its first item with its documentation and attributes. */
export function placeForItems(module: Node): { readonly after?: number; readonly before: number } {
  const items = namedChildren(module);
  let last: Node | undefined;
  for (const item of items) {
    if (
      /^(?:use_declaration|extern_crate_declaration)$/.test(item.type) ||
      (item.type === "mod_item" && item.childForFieldName("body") === null && last !== undefined)
    )
      last = item;
    else if (!/comment|attribute|mod_item/.test(item.type)) break;
  }
  if (last !== undefined) return { after: last.endIndex, before: last.startIndex };
  let index = items.findIndex(({ type }) => !/comment|attribute/.test(type));
  if (index === -1) return { before: module.endIndex };
  const isOf = (item: Node | undefined): boolean =>
    item !== undefined && (item.type === "attribute_item" || (/comment/.test(item.type) && /^\/(?:\/\/|\*\*)/.test(item.text)));
  while (isOf(items[index - 1])) index--;
  return { before: items[index]?.startIndex ?? module.endIndex };
}

/** Imports of the file's top that no attribute conditions. */
export function importsOf(root: Node): readonly Node[] {
  return namedChildren(root).filter(
    (node) => node.type === "use_declaration" && node.previousNamedSibling?.type !== "attribute_item" && !/^pub\b/.test(node.text),
  );
}

/** Whether the file imports a name under itself: `imports(root, "std", "env")`. */
export function imports(root: Node, path: string, name: string): boolean {
  const parts = path.split("::");
  return importsOf(root).some(({ text }) => {
    const flat = text.replace(/\s+/g, "");
    if (flat === `use${path}::${name};`) return true;
    const inner = new RegExp(`^use${path}::\\{(?:.*[,{])?${name}[,}]`).test(flat);
    return (
      inner ||
      new RegExp(`^use${parts[0]}::\\{.*\\b${parts.slice(1).join("::")}${parts.length > 1 ? "::" : ""}\\{?(?:[^}]*,)?${name}[,}]`).test(
        flat,
      )
    );
  });
}

/** Manifests from a file's folder up to the root, nearest first. */
export function manifests(path: string, project: Project): readonly { readonly folder: string; readonly text: string }[] {
  const found: { folder: string; text: string }[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const text = project.read(folder === "" ? "Cargo.toml" : `${folder}/Cargo.toml`);
    if (text !== undefined) found.push({ folder, text });
    if (folder === "") return found;
  }
}

/** The lazy value that this crate can use, and the line that imports it; or why there is none. */
export function lazyOf({ file, root, project }: Source): { readonly name: string; readonly path: string; readonly use?: string } | string {
  if (imports(root, "once_cell::sync", "Lazy")) return { name: "Lazy", path: "once_cell::sync::Lazy" };
  if (imports(root, "std::sync", "LazyLock")) return { name: "LazyLock", path: "std::sync::LazyLock" };
  const found = manifests(file.path, project);
  const version = found.map(({ text }) => /^rust-version\s*=\s*"1\.(\d+)/m.exec(text)?.[1]).find((minor) => minor !== undefined);
  if (version === undefined || Number(version) >= 80)
    return { name: "LazyLock", path: "std::sync::LazyLock", use: "use std::sync::LazyLock;" };
  if (found.some(({ text }) => /^once_cell\s*=/m.test(text)))
    return { name: "Lazy", path: "once_cell::sync::Lazy", use: "use once_cell::sync::Lazy;" };
  return "a text that is read when the program runs needs LazyLock, which the project's Rust does not have: hand it in from main()";
}

/** Whether the crate's Rust has OnceLock, for code between LazyLock and what came before it. */
export function hasOnceLock({ file, project }: Source): boolean {
  const version = manifests(file.path, project)
    .map(({ text }) => /^rust-version\s*=\s*"1\.(\d+)/m.exec(text)?.[1])
    .find((minor) => minor !== undefined);
  return version !== undefined && Number(version) >= 70;
}

/** Why code of this file or crate cannot read the environment. */
export function environmentFault({ file, project }: Source): string | undefined {
  const found = manifests(file.path, project)[0];
  const inCrate = (name: string): string =>
    project.read(found === undefined || found.folder === "" ? name : `${found.folder}/${name}`) ?? "";
  const roots = [file.text, inCrate("src/lib.rs"), inCrate("src/main.rs")];
  if (roots.some((text) => /^#!\[(?:cfg_attr\([^\]]*,\s*)?no_std\b/m.test(text)))
    return "a program without the standard library has no environment: hand the secret in when it is built";
  if (/\bwasm_bindgen\b|^use\s+(?:worker|yew|leptos|dioxus)\b/m.test(file.text))
    return "code in the browser has no environment, and hides nothing";
  if (found !== undefined && /^\[package\]/m.test(found.text) && !/^edition\b|^edition\.workspace/m.test(found.text))
    return "the crate is of the edition of 2015, whose paths differ: read it by hand";
  return undefined;
}
