import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { nodeHome } from "./cache.ts";

const GRAMMARS: Readonly<Record<string, string>> = {
  javascript: "javascript",
  typescript: "typescript",
  python: "python",
  go: "go",
  java: "java",
  ruby: "ruby",
  php: "php",
  csharp: "c-sharp",
  rust: "rust",
  shell: "bash",
};

interface Node {
  readonly hasError: boolean;
}
/** What we use of web-tree-sitter, which the cache holds and this package does not depend on. */
interface TreeSitter {
  readonly Parser: {
    init(options: object): Promise<void>;
    new (): { setLanguage(language: object): void; parse(text: string): { rootNode: Node } };
  };
  readonly Language: { load(bytes: Uint8Array): Promise<object> };
}

/** Whether a grammar is there for the language; Kotlin's is not in the package. */
export function hasGrammar(language: string): boolean {
  return GRAMMARS[language] !== undefined;
}

/** A function that tells whether a text of the language parses without an error node. */
export async function parserFor(language: string): Promise<(text: string) => boolean> {
  const folder = join(nodeHome(), "node_modules/@vscode/tree-sitter-wasm/wasm");
  const { Parser, Language } = createRequire(import.meta.url)(join(folder, "tree-sitter.js")) as TreeSitter; // its own types are in the cache
  await Parser.init({ locateFile: () => join(folder, "tree-sitter.wasm") });
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(join(folder, `tree-sitter-${GRAMMARS[language] ?? ""}.wasm`))));
  return (text) => !parser.parse(text).rootNode.hasError;
}
