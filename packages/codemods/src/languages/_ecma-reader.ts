import { type Node, namedChildren } from "../grammar.ts";
import { folderOf } from "../rewrite.ts";
import type { Edit, Helper, NewFile } from "../types.ts";
import type { EcmaSource } from "./_ecma.ts";
import { modulesOf } from "./_ecma-browser.ts";
import { packageOf } from "./_ecma-package.ts";

/** How a file reads a secret, and what it must have for that. */
export interface Reader {
  /** An expression that binds as tightly as a call. */
  readonly read: (variable: string, quote: string) => string;
  readonly additions: readonly Edit[];
  readonly files?: readonly NewFile[];
  readonly notes?: readonly string[];
}

/** From the environment, by what stands above the first secret: the file's own way when it has one, else by a small function that fails when a name is not set. */
export function readerOf(source: EcmaSource, first: number): Reader {
  const { file, root } = source;
  const library = /\bimport\s+(?:\*\s+as\s+)?(\w+)\s+from\s+["']env-var["']|\b(\w+)\s*=\s*require\(["']env-var["']\)/.exec(
    file.text.slice(0, first),
  );
  const env = library?.[1] ?? library?.[2];
  if (env !== undefined) return { read: (name, quote) => `${env}.get(${quote}${name}${quote}).required().asString()`, additions: [] };
  const own = ownReader(source, first);
  if (own !== undefined) return { read: (name, quote) => `${own}(${quote}${name}${quote})`, additions: [] };
  // Two scripts of TypeScript that are no modules share their names: a function in both would be defined twice.
  if (source.isTyped && !isModule(root)) return inlineReader(source);
  if (isOnEdge(source)) return inlineReader(source);
  const name = freeName(file.text, ["requireEnv", "requiredEnv", "readRequiredEnv"]);
  return { read: (variable, quote) => `${name}(${quote}${variable}${quote})`, additions: functionEdits(source, name) };
}

/** The edge runtime of Next.js knows a variable only where its name stands in the code. */
function isOnEdge({ file: { path, text }, project }: EcmaSource): boolean {
  const isEdge = /(?:^|\/)middleware\.[jt]s$/.test(path) || /\bruntime\s*[:=]\s*["'](?:experimental-)?edge["']/.test(text);
  return isEdge && packageOf(path, project)?.names.has("next") === true;
}

interface Environment {
  /** An object that is asked by a name in brackets. */
  readonly name: string;
  readonly line?: string;
}

/** The server's half of a SvelteKit project has the environment, and what .env says, from a module of its framework. */
function svelteOf({ file: { path, text }, project, style }: EcmaSource): Environment | undefined {
  if (!/(?:^|\/)lib\/server\/|(?:\.server|(?:^|\/)\+server)\.[jt]s$/.test(path)) return undefined;
  if (packageOf(path, project)?.names.has("@sveltejs/kit") !== true) return undefined;
  const present = /^import\s*\{\s*env(?:\s+as\s+(\w+))?\s*\}\s*from\s*["']\$env\/dynamic\/private["']/m.exec(text);
  if (present !== null) return { name: present[1] ?? "env" };
  const name = /\benv\b/.test(text) ? "privateEnv" : "env";
  const what = name === "env" ? "env" : `env as ${name}`;
  return { name, line: `import { ${what} } from ${style.quote}$env/dynamic/private${style.quote}${style.semicolon}` };
}

function isModule(root: Node): boolean {
  return namedChildren(root).some(({ type }) => type === "import_statement" || type === "export_statement");
}

function freeName(text: string, names: readonly string[]): string {
  return names.find((name) => !new RegExp(`\\b${name}\\b`).test(text)) ?? "requireEnvironmentVariable";
}

/** What reads a variable of the environment where this file runs. */
function environmentOf({ file: { text }, root }: EcmaSource, name: string): string {
  if (/\bDeno\.\w/.test(text) || /\bfrom\s+["'](?:https:\/\/deno\.land\/|jsr:|npm:)/.test(text)) return `Deno.env.get(${name})`;
  if (/\bBun\.env\b/.test(text)) return `Bun.env[${name}]`;
  if (modulesOf(root, text).some((module) => /^k6(?:\/|$)/.test(module))) return `__ENV[${name}]`;
  return `process.env[${name}]`;
}

function functionEdits(source: EcmaSource, name: string): readonly Edit[] {
  const { style, isTyped, file } = source;
  const svelte = svelteOf(source);
  const value = svelte === undefined ? environmentOf(source, "name") : `${svelte.name}[name]`;
  const { semicolon: end, indent } = style;
  const lines = style.isOld
    ? [
        `function ${name}(name) {`,
        `${indent}var value = ${value}${end}`,
        `${indent}if (!value) throw new Error(name + ${style.quote} is not set in the environment of this program${style.quote})${end}`,
      ]
    : [
        isTyped ? `function ${name}(name: string): string {` : `function ${name}(name) {`,
        `${indent}const value = ${value}${end}`,
        `${indent}if (!value) throw new Error(\`\${name} is not set in the environment of this program\`)${end}`,
      ];
  const text = [...lines, `${indent}return value${end}`, "}"].join(style.lineEnd);
  const at = endOfImports(source);
  if (at !== undefined) {
    const gap = /^(?:\r?\n){2}|^\s*$/.test(file.text.slice(at)) ? "" : style.lineEnd;
    const line = svelte?.line === undefined ? "" : style.lineEnd + svelte.line;
    return [{ start: at, end: at, text: line + style.lineEnd + style.lineEnd + text + gap }];
  }
  // Functions are known above their place: without imports it does not stand in the way at the end.
  const last = file.text.trimEnd().length;
  const rest = file.text.length > last ? "" : style.lineEnd;
  const added: Edit = { start: last, end: last, text: style.lineEnd + style.lineEnd + text + rest };
  return svelte?.line === undefined ? [added] : [importEdit(source, svelte.line), added];
}

function inlineReader(source: EcmaSource): Reader {
  const { quote } = source.style;
  return {
    additions: [],
    read: (variable) => {
      const fault = `(() => { throw new Error(${quote}${variable} is not set in the environment of this program${quote}); })()`;
      const value = isOnEdge(source) ? `process.env.${variable}` : environmentOf(source, `${quote}${variable}${quote}`);
      return `(${value} || ${fault})`;
    },
  };
}

/** The last import, or require at the top, of the unbroken run that the file begins with. */
function lastOfImports(root: Node): Node | undefined {
  let last: Node | undefined;
  for (const node of namedChildren(root)) {
    if (isImport(node)) last = node;
    else if (node.type !== "comment" && node.type !== "hash_bang_line" && !isDirective(node)) break;
  }
  return last;
}

/** End of the line of the last import; undefined when code follows on that line. */
function endOfImports({ root, file: { text } }: EcmaSource): number | undefined {
  const last = lastOfImports(root);
  if (last === undefined) return undefined;
  const rest = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*\*\/[ \t]*)?(?=\r?\n|$)/.exec(text.slice(last.endIndex));
  return rest === null ? undefined : last.endIndex + rest[0].length;
}

function isDirective(node: Node): boolean {
  return node.type === "expression_statement" && node.namedChild(0)?.type === "string";
}

function isImport(node: Node): boolean {
  if (node.type === "import_statement") return true;
  if (node.type === "expression_statement") return /^(?:require\(|import\(|await import\()["'`][^\n]*$/.test(node.text);
  if (node.type !== "lexical_declaration" && node.type !== "variable_declaration") return false;
  return namedChildren(node).every(
    (child) => child.type === "comment" || /^(?:await\s+import|require)\(\s*["'`]/.test(child.childForFieldName("value")?.text ?? ""),
  );
}

/** A function of the file, or one that it imports from beside it, which reads a variable by its name and throws without it. */
function ownReader({ file, root, project }: EcmaSource, first: number): string | undefined {
  const here = readersIn(file.text);
  const own = namedChildren(root)
    .flatMap((node) => namesOf(node, first))
    .find((name) => here.has(name));
  if (own !== undefined) return own;
  for (const node of namedChildren(root)) {
    if (node.type !== "import_statement") continue;
    const from = node.childForFieldName("source")?.text.slice(1, -1) ?? "";
    if (!from.startsWith(".")) continue;
    const text = moduleText(from, file.path, project.read);
    if (text === undefined) continue;
    const known = readersIn(text);
    const named = /\{([^}]*)\}/.exec(node.text)?.[1] ?? "";
    for (const part of named.split(",")) {
      const [, name = "", alias] = /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
      if (known.has(name)) return alias ?? name;
    }
  }
  return undefined;
}

/** Names that a statement at the top defines. */
function namesOf(node: Node, first: number): readonly string[] {
  const inner = node.type === "export_statement" ? (node.childForFieldName("declaration") ?? node) : node;
  if (inner.type === "function_declaration") return [inner.childForFieldName("name")?.text ?? ""];
  // A constant is not there before its line.
  if (inner.type !== "lexical_declaration" || inner.endIndex > first) return [];
  return namedChildren(inner).map((child) => child.childForFieldName("name")?.text ?? "");
}

/** Functions of one parameter whose body asks the environment by it, and throws. */
function readersIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const shape =
    /\b(?:function\s{1,9}(\w+)\s{0,9}|const\s{1,9}(\w+)\s{0,9}=\s{0,9})\(\s{0,9}(\w+)(?:\s{0,9}:\s{0,9}string)?\s{0,9},?\s{0,9}\)(?:\s{0,9}:\s{0,9}string)?\s{0,9}(?:=>\s{0,9})?\{([\s\S]{0,600}?)\n\}/g;
  for (const [, declared, assigned, parameter = "", body = ""] of text.matchAll(shape)) {
    const reads = new RegExp(
      `\\b(?:process|Bun)\\.env\\[\\s*${parameter}\\s*\\]|\\bDeno\\.env\\.get\\(\\s*${parameter}\\s*\\)|\\b(?:__ENV|env|privateEnv)\\[${parameter}\\]`,
    );
    if (reads.test(body) && /\bthrow\b/.test(body) && /\breturn\s+\w/.test(body)) names.add(declared ?? assigned ?? "");
  }
  return names;
}

function moduleText(from: string, path: string, read: (path: string) => string | undefined): string | undefined {
  const parts = folderOf(path)
    .split("/")
    .filter((part) => part !== "");
  for (const part of from.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  const base = parts.join("/");
  const stem = base.replace(/\.[cm]?[jt]s$/, "");
  for (const name of [base, ...["ts", "js", "mjs", "cjs", "mts"].map((end) => `${stem}.${end}`), `${stem}/index.ts`, `${stem}/index.js`]) {
    const text = read(name);
    if (text !== undefined) return text;
  }
  return undefined;
}

const NO_MODULE =
  "a store is asked with await, which only an ES module may do at its top, and this file is none for certain: start the program with stanch run instead";

/** From a store: a module beside this one, whose constant is there when the import is done. A reason where there are no such modules. */
export function storeReader(helper: Helper, source: EcmaSource): Reader | string {
  const { file, style, isTyped, project } = source;
  const owner = packageOf(file.path, project);
  const isEs = file.path.endsWith(".mjs") || (owner?.isModule === true && !/\.c[jt]s$/.test(file.path));
  if (!isEs || /\brequire\(\s*["']/.test(file.text) || /\bDeno\.\w/.test(file.text)) return NO_MODULE;
  if (isTyped && !mayAwait(owner?.folder ?? "", project.read)) return NO_MODULE;
  const symbol = freeName(file.text, [helper.symbol, `stored${helper.symbol.charAt(0).toUpperCase()}${helper.symbol.slice(1)}`]);
  const specifier = `./${isTyped ? specifierOf(helper.fileName, file.text) : helper.fileName}`;
  const imported = symbol === helper.symbol ? symbol : `${helper.symbol} as ${symbol}`;
  const present = importedAs(source.root, specifier, helper.symbol);
  const line = `import { ${imported} } from ${style.quote}${specifier}${style.quote}${style.semicolon}`;
  const folder = folderOf(file.path);
  return {
    read: () => present ?? symbol,
    additions: present === undefined ? [importEdit(source, line)] : [],
    files: [{ path: folder === "" ? helper.fileName : `${folder}/${helper.fileName}`, text: helper.text }],
  };
}

function importedAs(root: Node, specifier: string, symbol: string): string | undefined {
  for (const node of namedChildren(root)) {
    if (node.type !== "import_statement" || node.childForFieldName("source")?.text.slice(1, -1) !== specifier) continue;
    const found = new RegExp(`\\b${symbol}(?:\\s+as\\s+(\\w+))?`).exec(node.text);
    if (found !== null) return found[1] ?? symbol;
  }
  return undefined;
}

/** With the ending that the file's other imports from beside it have: compilers and runtimes differ in what they want. */
function specifierOf(fileName: string, text: string): string {
  const stem = fileName.replace(/\.ts$/, "");
  const others = [...text.matchAll(/\bfrom\s+["']\.{1,2}\/[^"'\n]*?(\.[cm]?[jt]s)?["']/g)].map((found) => found[1]);
  if (others.length === 0) return `${stem}.js`;
  if (others.includes(".ts")) return fileName;
  return others.includes(".js") ? `${stem}.js` : stem;
}

/** Whether the compiler's settings keep ES modules; without settings the runtime takes the types away itself. */
function mayAwait(folder: string, read: (path: string) => string | undefined): boolean {
  const text = read(folder === "" ? "tsconfig.json" : `${folder}/tsconfig.json`);
  const module = /"module"\s*:\s*"([^"]*)"/i.exec(text ?? "")?.[1];
  return module === undefined || /^(?:es2022|esnext|node\w*|preserve)$/i.test(module);
}

function importEdit(source: EcmaSource, line: string): Edit {
  const { root, style, file } = source;
  const end = endOfImports(source);
  if (end !== undefined) return { start: end, end, text: style.lineEnd + line };
  const first = namedChildren(root).find((node) => !["comment", "hash_bang_line"].includes(node.type) && !isDirective(node));
  const at = first === undefined ? file.text.length : aboveComments(first, file.text);
  return { start: at, end: at, text: line + style.lineEnd + style.lineEnd };
}

/** Above the comments that belong to a statement: those without an empty line between, but not what the file begins with. */
function aboveComments(first: Node, text: string): number {
  let at = first.startIndex;
  for (let before = first.previousNamedSibling; before?.type === "comment"; before = before.previousNamedSibling) {
    if (before.startIndex === 0 || /\n\s*\n/.test(text.slice(before.endIndex, at))) break;
    at = before.startIndex;
  }
  return at;
}
