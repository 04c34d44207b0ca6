import { type Node, PatternError, parsePattern } from "../import-rules/parse-pattern.ts";

/** A path's expression in pieces: text, anything within a name, anything at all. */
type Piece = { readonly text: string; readonly folds?: boolean } | "one" | "name" | "any" | "start" | "end";

const MOST_GLOBS = 40;

/**
 * Globs of our configuration for a path expression (Go's, which may match anywhere in the path), or undefined where it says
 * what no glob says. They are never wider than the expression but for what lies below a
 * file of that name, or a file of the name of a folder.
 */
export function globsOf(expression: string): readonly string[] | undefined {
  try {
    const globs = alternatives(parsePattern(expression)).map(globsOfPieces);
    const all = globs.every((one) => one !== undefined) ? simplified(new Set(globs.flat())) : undefined;
    return all === undefined || all.length === 0 || all.length > MOST_GLOBS ? undefined : all;
  } catch (error) {
    if (error instanceof PatternError || error instanceof Unclear) return undefined;
    throw error;
  }
}

/** At the top and below it is anywhere; and what names a folder names all in it. */
function simplified(globs: ReadonlySet<string>): string[] {
  const all = new Set(globs);
  for (const glob of globs) {
    const rest = glob.startsWith("*/**/") ? glob.slice("*/**/".length) : "";
    const top = rest.includes("/") ? rest : `/${rest}`;
    if (rest === "" || !globs.has(top)) continue;
    all.delete(glob);
    all.delete(top);
    all.add(rest.includes("/") ? `**/${rest}` : rest);
  }
  for (const glob of all) {
    const folder = glob.endsWith("/**") ? glob.slice(0, -"/**".length) : "";
    if (folder === "") continue;
    const names = [folder, `/${folder}`, folder.replace(/^\*\*\//, "")];
    if (names.some((name) => all.has(name) && (name !== names[2] || !name.includes("/")))) all.delete(glob);
  }
  return [...all];
}

class Unclear extends Error {}

function alternatives(node: Node): readonly (readonly Piece[])[] {
  switch (node.kind) {
    case "text":
      return [[{ text: node.text, folds: node.folds && /[a-z]/i.test(node.text) }]];
    case "assert":
      if (node.source === "^") return [["start"]];
      if (node.source === "$" || node.source === "(?![^])") return [["end"]];
      throw new Unclear();
    case "group":
      if (node.look !== undefined) throw new Unclear();
      return alternatives(node.body);
    case "either":
      return bounded(node.options.flatMap(alternatives));
    case "sequence":
      return node.parts.reduce<readonly (readonly Piece[])[]>(
        (before, part) => bounded(alternatives(part).flatMap((after) => before.map((one) => [...one, ...after]))),
        [[]],
      );
    case "class":
      return isAnything(node) ? [["one"]] : bounded(charactersOf(node).map((text) => [{ text }]));
    case "repeat":
      return repeated(node);
  }
}

function repeated(node: Node & { readonly kind: "repeat" }): readonly (readonly Piece[])[] {
  const { body, least, most } = node;
  if (least === 0 && most === 1) return [[], ...alternatives(body)];
  if (most !== Infinity || body.kind !== "class" || least > 1) throw new Unclear();
  const first: readonly Piece[] = least === 0 ? [] : ["one"];
  if (isAnything(body)) return [[...first, "any"]];
  if (body.negated && !body.folds && body.items.length === 1 && isChar(body.items[0], "/")) return [[...first, "name"]];
  throw new Unclear();
}

/** A dot: all characters, with or without the line feed. */
function isAnything({ items, negated }: Node & { readonly kind: "class" }): boolean {
  const size = items.reduce((sum, item) => sum + ("from" in item ? item.to - item.from + 1 : 0), 0);
  return negated ? items.length > 0 && items.every((item) => isChar(item, "\n")) : size >= 255;
}

function charactersOf(node: Node & { readonly kind: "class" }): string[] {
  if (node.negated || node.folds) throw new Unclear();
  return node.items.flatMap((item) => {
    if (!("from" in item) || item.to - item.from > 9) throw new Unclear();
    return Array.from({ length: item.to - item.from + 1 }, (_, index) => String.fromCharCode(item.from + index));
  });
}

const isChar = (item: object | undefined, char: string): boolean =>
  item !== undefined && "from" in item && "to" in item && item.from === char.charCodeAt(0) && item.to === item.from;

function bounded<T>(all: readonly T[]): readonly T[] {
  if (all.length > MOST_GLOBS) throw new Unclear();
  return all;
}

/** Neighbours of one kind as one; a name beside anything is part of it. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const before = out.at(-1);
    if (typeof piece === "object" && typeof before === "object" && (piece.folds ?? false) === (before.folds ?? false))
      out[out.length - 1] = { ...before, text: before.text + piece.text };
    else if ((piece === "any" || piece === "name") && (before === "any" || before === "name"))
      out[out.length - 1] = piece === "any" || before === "any" ? "any" : "name";
    else out.push(piece);
  }
  return out;
}

function globsOfPieces(given: readonly Piece[]): readonly string[] | undefined {
  const pieces = joined(given);
  const isAnchored = pieces[0] === "start";
  if (isAnchored) pieces.shift();
  const isEnded = pieces.at(-1) === "end";
  if (isEnded) pieces.pop();
  if (pieces.includes("start") || pieces.includes("end")) return undefined;
  const last = pieces.at(-1);
  if (isEnded && typeof last === "object" && last.text.endsWith("/")) return undefined;
  // A glob that names a folder means all in it.
  if (isEnded && last === "name") return undefined;
  // Paths are relative: what asks for a slash in front asks for absolute ones.
  if (isAnchored && nextText(pieces, -1).startsWith("/")) return undefined;
  if (!isAnchored) pieces.unshift("any");
  if (!isEnded) pieces.push("any");
  if (pieces.every((piece) => typeof piece === "string")) return undefined; // everything
  const globs = bounded(written(joined(pieces)));
  return globs.some((glob) => /^[*/]*$/.test(glob)) ? undefined : globs.map(rooted);
}

/** `any` may cross folders or not, and a glob says one of them: both are written. At the ends, matching folders say it. */
function written(pieces: readonly Piece[]): string[] {
  return pieces.reduce<string[]>(
    (before, piece, index) =>
      before.flatMap((glob) => {
        if (piece === "name") return [`${glob}*`];
        // A slash it could be too is left out.
        if (piece === "one") return [`${glob}?`];
        if (piece !== "any")
          return typeof piece === "string" ? [glob] : [glob + (piece.folds === true ? folded(piece.text) : escaped(piece.text))];
        if (index === 0) return nextText(pieces, index).startsWith("/") ? ["*/**"] : ["**/*"];
        if (index === pieces.length - 1) return [glob.endsWith("/") ? `${glob}**` : `${glob}*`];
        if (glob.endsWith("/")) return [`${glob}**/*`];
        return [`${glob}*`, `${glob}*/**/*`];
      }),
    [""],
  );
}

const nextText = (pieces: readonly Piece[], index: number): string => {
  const next = pieces[index + 1];
  return typeof next === "object" ? next.text : "";
};

const folded = (text: string): string => escaped(text).replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);

const escaped = (text: string): string => text.replace(/[*?[\]{}()!+@|\\]/g, "\\$&");

/** A pattern without a slash means a name at any depth: one for the top needs one in front. */
const rooted = (glob: string): string => (glob.includes("/") ? glob.replace(/^\*\*\/(\*?[^/]*)$/, "$1") : `/${glob}`);
