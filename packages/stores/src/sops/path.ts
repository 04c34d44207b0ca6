import { at } from "../json.ts";

/** From the outermost: a map's key, or a list's index. */
export type KeyPath = readonly (string | number)[];

/**
 * Reads `path.to.key`, `list[0].name`; a dot, bracket or backslash of a key itself stands behind a backslash. Undefined for
 * what names no key.
 */
export function parsePath(text: string): KeyPath | undefined {
  const part = /(?:^|\.)((?:[^.[\]\\]|\\[.[\]\\])+)|\[(\d{1,9})\]/gsuy;
  const path: (string | number)[] = [];
  while (part.lastIndex < text.length) {
    const found = part.exec(text);
    if (found === null) return undefined;
    const [, key, index] = found;
    path.push(key === undefined ? Number(index) : key.replace(/\\(.)/gs, "$1"));
  }
  return typeof path[0] === "string" && !text.startsWith(".") ? path : undefined;
}

export function writePath(path: KeyPath): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${part.replace(/[.[\]\\]/g, "\\$&")}`))
    .join("");
}

/** As the sops program takes it: `["path"]["list"][0]`. */
export function sopsIndex(path: KeyPath): string {
  return path.map((part) => `[${JSON.stringify(part)}]`).join("");
}

/** What stands at the path of a parsed document. */
export function valueAt(document: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((here, part) => {
    if (typeof part === "number") return Array.isArray(here) ? (here as readonly unknown[])[part] : undefined; // isArray gives any[]
    return Array.isArray(here) ? undefined : at(here, part);
  }, document);
}

/** The document with another value at the path, or with none there; maps on the way are made. */
export function withValue(document: unknown, [part, ...below]: KeyPath, value: string | undefined): unknown {
  if (part === undefined) return value;
  if (typeof part === "number") {
    const items: readonly unknown[] = Array.isArray(document) ? document : [];
    return items.map((item, index) => (index === part ? withValue(item, below, value) : item));
  }
  const members = Object.entries(typeof document === "object" && document !== null ? document : {});
  const inner = withValue(at(document, part), below, value);
  const others = members.filter(([name]) => name !== part);
  return Object.fromEntries(inner === undefined ? others : [...others, [part, inner]]);
}

/** Paths of all values that are neither map nor list. */
export function* leaves(document: unknown, above: KeyPath = []): Iterable<KeyPath> {
  if (Array.isArray(document)) for (const [index, each] of document.entries()) yield* leaves(each, [...above, index]);
  else if (typeof document === "object" && document !== null)
    for (const [key, each] of Object.entries(document)) yield* leaves(each, [...above, key]);
  else yield above;
}
