import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Node, Tree } from "@vscode/tree-sitter-wasm";
import type * as TreeSitter from "@vscode/tree-sitter-wasm";

export type { Node, Tree };

/**
 * Grammars as WebAssembly: a hostile file may at most end its own parse, and one build runs on every platform. The build puts
 * them beside the program; a checkout reads them from the packages that carry them.
 */
const GRAMMARS = {
  bash: "@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm",
  "c-sharp": "@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm",
  go: "@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm",
  java: "@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm",
  javascript: "@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm",
  kotlin: "@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm",
  php: "@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm",
  python: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
  ruby: "@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm",
  rust: "@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm",
  tsx: "@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm",
  typescript: "@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm",
} as const;

export type GrammarName = keyof typeof GRAMMARS;

const FOLDER = "@vscode/tree-sitter-wasm/wasm";
/** A file that takes longer than this to parse is somebody's trap. Milliseconds. */
const MOST_TIME = 5000;

/** Path of a file of those packages: beside the bundled program, where the build puts them, or in the package. */
function pathOf(path: string): string {
  const require = createRequire(import.meta.url);
  if (typeof STANCH_BUNDLED === "undefined") return require.resolve(path);
  const name = path.slice(path.lastIndexOf("/") + 1);
  return require.resolve(`./${name.replace(/\.js$/, ".cjs")}`);
}

let runtime: Promise<typeof TreeSitter> | undefined;
const parsers = new Map<GrammarName, Promise<TreeSitter.Parser>>();

async function start(): Promise<typeof TreeSitter> {
  // It is CommonJS, and loaded by path so that the bundle does not carry it to every start: no import gives its types.
  const treeSitter = createRequire(import.meta.url)(pathOf(`${FOLDER}/tree-sitter.js`)) as typeof TreeSitter;
  const binary = pathOf(`${FOLDER}/tree-sitter.wasm`);
  await treeSitter.Parser.init({ locateFile: () => binary });
  return treeSitter;
}

async function parserOf(grammar: GrammarName): Promise<TreeSitter.Parser> {
  const { Parser, Language } = await (runtime ??= start());
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(pathOf(GRAMMARS[grammar]))));
  return parser;
}

/**
 * A syntax tree. Offsets in it are UTF-16 units of `text`. Parts that do not parse are error nodes in it. Undefined when the
 * parser gave up. Call `delete()` on it when done: its memory is not JavaScript's.
 */
export async function parse(grammar: GrammarName, text: string): Promise<Tree | undefined> {
  let parser = parsers.get(grammar);
  if (parser === undefined) parsers.set(grammar, (parser = parserOf(grammar)));
  const ready = await parser;
  const until = performance.now() + MOST_TIME;
  try {
    const tree = ready.parse(text, undefined, { progressCallback: () => performance.now() > until });
    if (tree === null) ready.reset();
    return tree ?? undefined;
  } catch {
    parsers.delete(grammar); // a trap inside WebAssembly leaves its parser unusable
    return undefined;
  }
}

/** Whether a text parses without an error node. */
export async function parsesAs(grammar: GrammarName, text: string): Promise<boolean> {
  const tree = await parse(grammar, text);
  const whole = tree !== undefined && !tree.rootNode.hasError;
  tree?.delete();
  return whole;
}

/** Why `nodeAt` gives nothing. */
export const TOO_DEEP = "it lies deeper in the code than anybody writes";

/** The smallest node, named or not, that covers a span; undefined where it is `TOO_DEEP`. */
export function nodeAt(root: Node, start: number, end: number): Node | undefined {
  if (isTooDeep(root, start)) return undefined;
  return root.descendantForIndex(start, Math.max(start, end - 1)) ?? undefined;
}

/** The node itself or the nearest node above it whose type is one of these. */
export function enclosing(node: Node | undefined, types: readonly string[]): Node | undefined {
  for (let at = node ?? null; at !== null; at = at.parent) if (types.includes(at.type)) return at;
  return undefined;
}

/** The nodes above, nearest first. */
export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at !== null; at = at.parent) yield at;
}

/** Deeper than any code that somebody wrote. The library looks for a node's parent from the root: walks up cost depth by depth. */
const MOST_DEPTH = 500;

/** Whether the code at an offset lies so deep that no walk up from it may be made. */
function isTooDeep(root: Node, offset: number): boolean {
  let depth = 0;
  for (let at = root.firstChildForIndex(offset); at !== null; at = at.firstChildForIndex(offset)) if (++depth > MOST_DEPTH) return true;
  return false;
}

/** Named children; the library's own list may hold null. */
export function namedChildren(node: Node): readonly Node[] {
  return node.namedChildren.filter((child) => child !== null);
}
