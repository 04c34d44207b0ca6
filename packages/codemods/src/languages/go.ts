import { lineEndOf } from "../edits.ts";
import { type Node, ancestors, enclosing, namedChildren, nodeAt, parsesAs } from "../grammar.ts";
import {
  type Holder,
  type Leaf,
  type Literals,
  holdersOf,
  lineEscapesOf,
  onTree,
  piecesIn,
  refuseAll,
  unescape,
  wholeOf,
} from "../literals.ts";
import { Gathered, type Replacement, folderOf, isTest, namedInComment, testNote } from "../rewrite.ts";
import type { Codemod, Edit, Helper, NewFile, Project, Rewrite, SourceFile, Target } from "../types.ts";
import { type ByteList, byteListEdits, byteListOf } from "./_go-bytes.ts";
import { isJoined, makeVariables } from "./_go-const.ts";
import { insertIntoFormat, isTight, typeOf } from "./_go-expression.ts";
import { type GoImport, importEdits, importedAs } from "./_go-imports.ts";
import {
  type EnvFunction,
  type GoPackage,
  byteFunction,
  byteFunctionOf,
  envFunction,
  envFunctionOf,
  isTestFile,
  packageOf,
} from "./_go-package.ts";

export const go: Codemod = {
  id: "go",
  title: "Go",
  matches: (path) => path.endsWith(".go"),
  parses: async (text) => parsesAs("go", text),
  rewrite: async (file, targets, project) =>
    /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m.test(file.text)
      ? refuseAll(targets, "the file is generated: change what it is made from")
      : onTree("go", file, targets, (root) => rewriteTree({ file, root, project, pack: packageOf(file, project) }, targets)),
};

export interface GoSource {
  readonly file: SourceFile;
  readonly root: Node;
  readonly project: Project;
  readonly pack: GoPackage;
}

const LITERALS: Literals = {
  types: ["interpreted_string_literal", "raw_string_literal"],
  chains: ["binary_expression"],
  leafOf,
  decode: (literal, raw) => (literal.type === "raw_string_literal" ? raw.replaceAll("\r", "") : unescape(raw, ESCAPES)),
};

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

function leafOf({ startIndex, endIndex }: Node): Leaf {
  return { from: startIndex + 1, to: endIndex - 1 };
}

function rewriteTree(source: GoSource, targets: readonly Target[]): Rewrite {
  const { file, root } = source;
  const gathered = new Gathered();
  const inStrings: Target[] = [];
  const reader = new Reader(source);
  for (const target of targets) {
    const comment = enclosing(nodeAt(root, target.start, target.end), ["comment"]);
    const list = comment === undefined ? byteListOf(target, source) : undefined;
    if (comment !== undefined) gathered.add(target, inComment(comment, target));
    else if (list === undefined) inStrings.push(target);
    else gathered.add(target, typeof list === "string" ? { refused: list } : inByteList(list, source, reader));
  }
  const refuse = (target: Target, refused: string): void => gathered.add(target, { refused });
  const constants: Made[] = [];
  for (const holder of holdersOf(file.text, root, inStrings, LITERALS, refuse)) {
    const made = replace(holder, source, reader);
    const spec = enclosing(holder.leaves[0], ["const_spec"]);
    const [literal] = holder.leaves;
    if (spec !== undefined && literal !== undefined && !isJoined(literal, spec))
      for (const target of holder.targets) refuse(target, "the constant is worked out from it, and may have to stay one");
    else if ("refused" in made || spec === undefined) for (const target of holder.targets) gathered.add(target, made);
    else constants.push({ holder, spec, made });
  }
  for (const { targets: of, replacement } of constantsOf(constants, source)) for (const target of of) gathered.add(target, replacement);
  const refused = new Set(gathered.done().refusals.map(({ target }) => target));
  for (const target of targets)
    if (isTest(file.path) && !refused.has(target.id)) gathered.add(target, { edits: [], notes: [testNote(file.path, target.variable)] });
  return gathered.done(reader.edits(gathered.needs));
}

type Done = Extract<Replacement, { edits: readonly Edit[] }>;

interface Made {
  readonly holder: Holder;
  readonly spec: Node;
  readonly made: Done;
}

/** Directives are read by programs; a comment above `import "C"` is code of C. */
function inComment(comment: Node, target: Target): Replacement {
  if (comment.text.startsWith("//go:generate "))
    return { edits: [{ start: target.start, end: target.end, text: `\${${target.variable}}` }] };
  if (/^\/\/(?:go:|export |line )/.test(comment.text)) return { refused: "it stands in a directive to the compiler" };
  if (/^import\s+"C"/.test(comment.nextNamedSibling?.text ?? "")) return { refused: "the comment is code of C" };
  return namedInComment(target);
}

/** All secrets of a declaration become variables together, or none does. */
function constantsOf(
  constants: readonly Made[],
  { file, root, pack, project }: GoSource,
): { targets: readonly Target[]; replacement: Replacement }[] {
  if (constants.length === 0) return [];
  const targets = constants.flatMap(({ holder }) => holder.targets);
  const inner = constants.flatMap(({ made }) => made.edits);
  const specs = [...new Map(constants.map(({ spec }) => [spec.id, spec])).values()];
  const together = makeVariables(root, file, specs, inner, pack, project);
  const needs = constants.flatMap(({ made }) => made.needs ?? []);
  const files = constants.flatMap(({ made }) => made.files ?? []);
  const notes = constants.flatMap(({ made }) => made.notes ?? []);
  if (typeof together !== "string") return [{ targets, replacement: { edits: together, needs, files, notes } }];
  // One that cannot must not keep the others: each alone, when they stand in declarations of their own.
  const declarations = new Set(specs.map((spec) => spec.parent?.id));
  if (specs.length === 1 || declarations.size < specs.length) return [{ targets, replacement: { refused: together } }];
  return constants.map(({ holder, spec, made }) => {
    const alone = makeVariables(root, file, [spec], made.edits, pack, project);
    return { targets: holder.targets, replacement: typeof alone === "string" ? { refused: alone } : { ...made, edits: alone } };
  });
}

/** What stands for a secret: a call of the package's own function, or of the helper. */
class Reader {
  readonly #source: GoSource;
  #function: EnvFunction | undefined;
  #bytes: EnvFunction | undefined;

  constructor(source: GoSource) {
    this.#source = source;
  }

  get #env(): EnvFunction {
    return (this.#function ??= envFunctionOf(this.#source.file, this.#source.pack, this.#source.project));
  }

  get #byteFunction(): EnvFunction {
    return (this.#bytes ??= byteFunctionOf(this.#source.file, this.#source.pack));
  }

  read({ variable, helper: ask }: Target): { code: string; needs: readonly string[]; files: readonly NewFile[] } | string {
    const helper = ask?.("go");
    if (typeof helper === "string") return helper;
    if (helper !== undefined) return this.#clashOf(helper) ?? { code: `${helper.symbol}()`, needs: [], files: [this.#fileOf(helper)] };
    const { symbol, place } = this.#env;
    const needs = place === "here" ? ["function"] : [];
    return { code: `${symbol}("${variable}")`, needs, files: typeof place === "string" ? [] : [this.#functionFile(symbol, place.path)] };
  }

  /** The function that makes bytes of a list of numbers. */
  bytes(): { symbol: string; needs: readonly string[]; files: readonly NewFile[] } {
    const { symbol, place } = this.#byteFunction;
    if (typeof place === "string") return { symbol, needs: place === "here" ? ["bytes"] : [], files: [] };
    const text = `package ${this.#source.pack.name}\n\nimport (\n\t"strconv"\n\t"strings"\n)\n\n${byteFunction(symbol)}`;
    return { symbol, needs: [], files: [{ path: place.path, text }] };
  }

  #functionFile(symbol: string, path: string): NewFile {
    return { path, text: `package ${this.#source.pack.name}\n\nimport "os"\n\n${envFunction(symbol)}` };
  }

  /** A package that itself has what the helper imports would not compile. */
  #clashOf({ fileName, text }: Helper): string | undefined {
    const block = /^import \(([^)]*)\)/m.exec(text)?.[1] ?? "";
    const names = [...block.matchAll(/(?:(\w+) )?"(?:[^"]*\/)?([\w.-]+)"/g)].map(([, alias, last = ""]) => alias ?? last);
    const others = this.#source.pack.files.filter(({ path }) => !path.endsWith(`/${fileName}`) && path !== fileName);
    const taken = names.find((name) =>
      others.some(({ text: other }) => new RegExp(`^(?:func|type|var|const) ${name}\\b|^\\t${name}(?: +\\w+)? +=`, "m").test(other)),
    );
    return taken === undefined ? undefined : `the package has a ${taken} of its own, and the code that asks the store imports another`;
  }

  #fileOf({ fileName, text }: Helper): NewFile {
    const folder = folderOf(this.#source.file.path);
    return {
      path: folder === "" ? fileName : `${folder}/${fileName}`,
      text: text.replace(/^package \w+/m, `package ${this.#source.pack.name}`),
    };
  }

  edits(needs: readonly string[]): Edit[] {
    const { file, root } = this.#source;
    const imports: GoImport[] = [];
    if (needs.includes("function") || needs.includes("os")) imports.push({ path: "os" });
    const hasBytes = needs.includes("bytes");
    if (hasBytes) imports.push({ path: "strconv" });
    if (hasBytes || needs.includes("strings")) imports.push({ path: "strings" });
    if (needs.includes("autoload")) imports.push({ path: AUTOLOAD, name: "_" });
    const edits = importEdits(file.text, root, imports);
    const added = [
      ...(needs.includes("function") ? [envFunction(this.#env.symbol)] : []),
      ...(hasBytes ? [byteFunction(this.#byteFunction.symbol)] : []),
    ];
    if (added.length === 0) return edits;
    const end = lineEndOf(file.text);
    const code = added
      .join("\n")
      .replace(/\b(os|strings|strconv)\.(?=[A-Z])/g, (_, name: string) => `${importedAs(root, name) ?? name}.`)
      .replaceAll("\n", end);
    const gap = file.text.endsWith("\n") ? end : `${end}${end}`;
    return [...edits, { start: file.text.length, end: file.text.length, text: gap + code }];
  }
}

const AUTOLOAD = "github.com/joho/godotenv/autoload";

function replace(holder: Holder, source: GoSource, reader: Reader): Replacement {
  const [literal] = holder.leaves;
  if (literal === undefined) return { refused: "the place is no longer in the file" };
  const fault = faultOf(literal);
  if (fault !== undefined) return { refused: fault };
  const reads = new Map<Target, string>();
  const needs: string[] = [];
  const files: NewFile[] = [];
  for (const target of holder.targets) {
    const read = reader.read(target);
    if (typeof read === "string") return { refused: read };
    reads.set(target, holder.escaped.has(target) ? withLineEnds(read.code, target, source.root) : read.code);
    needs.push(...read.needs, ...(holder.escaped.has(target) ? ["strings"] : []));
    files.push(...read.files);
  }
  const early = loadedTooLate(literal, source);
  const base = { needs: [...needs, ...early.needs], files, notes: early.notes };
  const pieces = piecesIn(source.file.text, holder, leafOf);
  const codeOf = (target: Target): string => reads.get(target) ?? "";
  const whole = wholeOf(pieces);
  const own = whole === undefined || holder.escaped.has(whole) ? undefined : inOwnWay(holder, whole, codeOf(whole), source);
  if (own !== undefined) return { ...base, ...own };
  const type = holder.leaves.length > 1 ? undefined : typeOf(literal, source);
  const converted = (code: string): string => (type === undefined ? code : `${type}(${code})`);
  const formatted = insertIntoFormat(holder, codeOf);
  if (formatted !== undefined) return "refused" in formatted ? formatted : { ...base, edits: formatted.edits };
  if (whole !== undefined) return { ...base, edits: [{ start: holder.start, end: holder.end, text: converted(codeOf(whole)) }] };
  const plus = isTight(literal) ? "+" : " + ";
  const joined = pieces
    .map((piece) => {
      if ("target" in piece) return codeOf(piece.target);
      const quote = source.file.text.charAt(piece.leaf.startIndex);
      return `${quote}${piece.raw}${quote}`;
    })
    .join(plus);
  return { ...base, edits: [{ start: holder.start, end: holder.end, text: converted(isOperand(literal) ? `(${joined})` : joined) }] };
}

/** The variable holds the list as it stood in the code. */
function inByteList(list: ByteList, source: GoSource, reader: Reader): Replacement {
  const fault = faultOf(list.literal);
  if (fault !== undefined) return { refused: fault };
  const read = reader.read(list.target);
  if (typeof read === "string") return { refused: read };
  const bytes = reader.bytes();
  const early = loadedTooLate(list.literal, source);
  return {
    edits: byteListEdits(list, read.code, bytes.symbol),
    needs: [...read.needs, ...bytes.needs, ...early.needs],
    files: [...read.files, ...bytes.files],
    notes: [...early.notes, `${source.file.path}: ${list.target.variable} holds the bytes as the list of numbers that stood there`],
  };
}

function withLineEnds(code: string, target: Target, root: Node): string {
  const own = importedAs(root, "strings") ?? "strings";
  return lineEscapesOf(target).reduce((inner, letter) => `${own}.ReplaceAll(${inner}, \`\\${letter}\`, "\\${letter}")`, code);
}

/** Where the language wants the literal itself. */
function faultOf(literal: Node): string | undefined {
  let below = literal;
  for (const above of ancestors(literal)) {
    if (above.type === "import_spec") return "it is the path of an import";
    if (above.type === "field_declaration") return "a struct tag must be a literal";
    if (above.type === "ERROR") return "the code around it does not parse";
    if (above.type === "keyed_element" && above.childForFieldName("key")?.id === below.id) return "it is the key of a map";
    if (above.type === "array_type" || above.type === "generic_type") return "it stands in a type";
    if (above.type === "func_literal" || above.type === "function_declaration" || above.type === "method_declaration") return undefined;
    below = above;
  }
  return undefined;
}

/** Whether what stands there is taken apart by what follows it: `"…"[7:]`. */
function isOperand(literal: Node): boolean {
  const parent = literal.parent;
  const taken = ["index_expression", "slice_expression", "selector_expression", "call_expression"];
  return parent !== null && taken.includes(parent.type) && parent.namedChild(0)?.id === literal.id;
}

/** Viper's default becomes a binding; a fallback of the package's own kind of `getEnv(name, fallback)` is asked for last. */
function inOwnWay(
  holder: Holder,
  target: Target,
  code: string,
  { file, root }: GoSource,
): Pick<Done, "edits" | "notes" | "needs"> | undefined {
  const [literal] = holder.leaves;
  const call = literal?.parent?.type === "argument_list" ? literal.parent.parent : undefined;
  const callee = call?.childForFieldName("function");
  if (literal === undefined || call?.type !== "call_expression" || callee == null) return undefined;
  const all = namedChildren(literal.parent ?? literal);
  const isLast = all.length === 2 && all[1]?.id === literal.id;
  if (!isLast || target.helper !== undefined) return undefined;
  const usesViper = root.descendantsOfType(["import_spec"]).some((spec) => spec?.text.includes("github.com/spf13/viper") === true);
  if (usesViper && /(?:^|\.)SetDefault$/.test(callee.text) && call.parent?.type === "expression_statement") {
    const method = callee.type === "selector_expression" ? callee.childForFieldName("field") : callee;
    if (method == null) return undefined;
    return {
      edits: [
        { start: method.startIndex, end: method.endIndex, text: "MustBindEnv" },
        { start: holder.start, end: holder.end, text: `"${target.variable}"` },
      ],
      needs: [],
      notes: [`${file.path}: Viper takes ${all[0]?.text ?? "the setting"} from ${target.variable}; when that is not set, it is empty`],
    };
  }
  if (!/env/i.test(callee.text) || /set/i.test(callee.text)) return undefined;
  const asked = /^"([A-Z][A-Z0-9_]*)"$/.exec(all[0]?.text ?? "")?.[1];
  if (asked === undefined) return undefined;
  if (asked === target.variable) return { edits: [{ start: call.startIndex, end: call.endIndex, text: code }] };
  const own = importedAs(root, "os") ?? "os";
  return {
    edits: [{ start: holder.start, end: holder.end, text: `${own}.Getenv("${target.variable}")` }],
    needs: ["os"],
    notes: [`${file.path}: the value is empty when neither ${asked} nor ${target.variable} is set`],
  };
}

/** A package's variables are made before `main` can load a file of variables. */
function loadedTooLate(literal: Node, { file, pack, project }: GoSource): { needs: string[]; notes: string[] } {
  const inside = ["function_declaration", "method_declaration", "func_literal"];
  if (enclosing(literal, inside) !== undefined) return { needs: [], notes: [] };
  const tested = !isTestFile(file.path) && pack.folder.some(({ path }) => isTestFile(path));
  const notes = tested ? [`${file.path} reads the variable when its package is loaded: the package's tests need it too`] : [];
  const load = pack.files.map(({ text }) => /\bgodotenv\.(?:Load|Overload)\(([^)]*)\)/.exec(text)).find((found) => found !== null);
  if (load === undefined) return { needs: [], notes };
  if (load?.[1]?.trim() === "" && !project.list("").includes("vendor")) return { needs: ["autoload"], notes };
  return {
    needs: [],
    notes: [...notes, `${file.path} reads the variable before godotenv.Load runs: set it outside, or import ${AUTOLOAD} in its place`],
  };
}
