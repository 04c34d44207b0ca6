import { indentAt, lineEndOf } from "../edits.ts";
import { type Node, ancestors, namedChildren, parsesAs } from "../grammar.ts";
import { type Replacement, baseName } from "../rewrite.ts";
import type { Codemod, Edit, Helper, Target } from "../types.ts";
import {
  type Dialect,
  type Place,
  type Reading,
  type Source,
  amongLines,
  filesThatNeed,
  inPlace,
  lineAfter,
  readings,
  rewriteBy,
  unescapeC,
  within,
} from "./_code.ts";
import {
  children,
  environmentFault,
  hasOnceLock,
  imports,
  importsOf,
  lazyOf,
  macroUse,
  manifests,
  moduleOf,
  placeForItems,
} from "./_rust.ts";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", 0: "\0", '"': '"', "'": "'", "\\": "\\" };
const PATTERNS =
  /^(?:match_pattern|or_pattern|tuple_pattern|slice_pattern|tuple_struct_pattern|struct_pattern|field_pattern|range_pattern|ref_pattern|captured_pattern)$/;

const dialect: Dialect = {
  id: "rust",
  grammar: "rust",
  comments: ["line_comment", "block_comment"],
  literals: ["string_literal", "raw_string_literal"],
  holes: [],
  delimiters: (literal) => {
    const [opening, hashes] = /^b?r?(#*)"/.exec(literal) ?? []; // C strings have another type
    return opening === undefined ? undefined : [opening, `"${hashes ?? ""}`];
  },
  decode: (piece, literal) => (/^b?r/.test(literal) ? piece : unescapeC(piece, ESCAPES)),
  replace,
  add,
};

export const rust: Codemod = {
  id: "rust",
  title: "Rust",
  matches: (path) => path.endsWith(".rs"),
  parses: async (text) => parsesAs("rust", text),
  rewrite: rewriteBy(dialect),
};

function replace(place: Place, source: Source): Replacement {
  const { node } = place;
  const fault = faultOf(node) ?? environmentFault(source);
  if (fault !== undefined) return { refused: fault };
  const isBytes = node.text.startsWith("b");
  const constant = within(node, ["const_item", "static_item"], ["block", "function_item", "source_file"]);
  if (isBytes && constant === undefined && !takesBytes(node))
    return { refused: "bytes of a text have a type with their number: make them of a text by hand" };
  const all = readings("rust", place, byEnvironment(node, source), byHelper(node, source));
  if ("refused" in all) return all;
  const made: Made = { place, source, all, needs: all.flatMap(({ needs }) => needs ?? []), files: all.flatMap(({ files }) => files ?? []) };
  if (constant !== undefined) return inConstant(constant, made, isBytes);
  if (isBytes) return borrowed(made, node, "as_bytes");
  if (node.parent?.type === "token_tree") return inMacro(made);
  const owned = ownedAround(node);
  return owned === undefined ? borrowed(made, node) : inOwned(owned, made);
}

interface Made {
  readonly place: Place;
  readonly source: Source;
  readonly all: readonly Reading[];
  readonly needs: readonly string[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

function done({ needs, files }: Made, edits: readonly Edit[], more: readonly string[] = []): Replacement {
  return { edits, files, needs: [...needs, ...more] };
}

function faultOf(node: Node): string | undefined {
  let child = node;
  for (const above of ancestors(node)) {
    if (/^(?:inner_)?attribute_item$/.test(above.type)) return "an attribute must be known when the program is compiled";
    if (above.type === "macro_definition") return "the body of a macro may want the text itself";
    if (above.type === "const_block") return "a block of constants must be known when the program is compiled";
    if (PATTERNS.test(above.type) && above.childForFieldName("condition")?.id !== child.id)
      return "a pattern must be known when the program is compiled";
    if (above.type === "let_condition" && above.childForFieldName("pattern")?.id === child.id)
      return "a pattern must be known when the program is compiled";
    if (above.type === "extern_modifier") return "the name of an interface must be known when the program is compiled";
    if (above.type === "function_item") return isConstFunction(above) ? "a const function cannot read the environment" : undefined;
    child = above;
  }
  return undefined;
}

function isConstFunction(item: Node): boolean {
  return namedChildren(item).some(({ type, text }) => type === "function_modifiers" && /\bconst\b/.test(text));
}

function byEnvironment(node: Node, { root }: Source): (variable: string) => Reading {
  const env = moduleOf(node).id === root.id && imports(root, "std", "env") ? "env" : "std::env";
  return (variable) => ({ text: `${env}::var("${variable}").expect("${variable} is not set")` });
}

/** The helper is a module below this file; of a program that is one file, cargo would take the helper for another program. */
function byHelper(node: Node, { file, root }: Source): (helper: Helper) => Reading | { readonly refused: string } {
  return (helper) => {
    const name = baseName(file.path);
    const isRoot = /^(?:main|lib|mod)\.rs$/.test(name);
    if (moduleOf(node).id !== root.id || (!isRoot && /(?:^|\/)(?:bin|examples|tests|benches)\/[^/]+$|(?:^|\/)build\.rs$/.test(file.path)))
      return { refused: "a module that asks the store cannot stand below this file: start the program with stanch run" };
    const folder = isRoot ? file.path.slice(0, -name.length) : `${file.path.slice(0, -".rs".length)}/`;
    const module = helper.fileName.replace(/\.rs$/, "");
    return {
      text: `${module}::${helper.symbol}()`,
      needs: [`mod ${module};`],
      files: [{ path: folder + helper.fileName, text: helper.text }],
    };
  };
}

const TAKE_BYTES =
  /^(?:from_secret|new_from_slice|update|chain_update|write|write_all|put_slice|send|send_to|copy_from_slice|extend_from_slice|from_static|starts_with|ends_with|from_(?:rsa|ec|ed)_pem|from_pem|private_key_from_pem\w*)$/;

/** Where bytes of any number fit: an argument of a known function, a place of that type, a slice of them. */
function takesBytes(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === "let_declaration")
    return /^&(?:'static)?\[u8\]$/.test((parent.childForFieldName("type")?.text ?? "").replace(/\s+/g, ""));
  if (parent?.type === "index_expression") return /^\[\s*\.\.\s*\]$/.test(parent.text.slice(node.text.length));
  if (parent?.type === "field_expression") return /^(?:to_vec|len|is_empty|iter)$/.test(parent.childForFieldName("field")?.text ?? "");
  if (parent?.type === "token_tree") {
    const taken = macroUse(node);
    return node.nextSibling?.text === "[..]" && !("refused" in taken) && taken.kind === "expression";
  }
  const call = parent?.type === "arguments" ? parent.parent : null;
  return TAKE_BYTES.test(/(\w+)$/.exec(call?.childForFieldName("function")?.text ?? "")?.[1] ?? "");
}

/** What makes the literal a String: `"…".to_string()`, `String::from("…")`. */
function ownedAround(node: Node): Node | undefined {
  const parent = node.parent;
  if (parent?.type === "field_expression" && parent.parent?.type === "call_expression") {
    const field = parent.childForFieldName("field")?.text ?? "";
    return /^(?:to_string|to_owned)$/.test(field) && parent.parent.childForFieldName("arguments")?.namedChildCount === 0
      ? parent.parent
      : undefined;
  }
  const call = parent?.type === "arguments" ? parent.parent : null;
  return call?.type === "call_expression" && /^(?:std::string::)?String::from$/.test(call.childForFieldName("function")?.text ?? "")
    ? call
    : undefined;
}

/** The secret itself, or the text with the secrets in it: a String. */
function textOf({ place, all, source }: Made): string {
  if (place.isWhole) return all[0]?.text ?? "";
  const { node, from, to } = place;
  const text = source.file.text;
  let literal = text.slice(node.startIndex, from).replace(/^b/, "");
  const isRaw = /^b?r/.test(node.text);
  let at = from;
  for (const { start, end } of place.targets) {
    literal += `${braced(text.slice(at, start), isRaw)}{}`;
    at = end;
  }
  literal += braced(text.slice(at, to), isRaw) + text.slice(to, node.endIndex);
  return `format!(${literal}, ${all.map((reading) => reading.text).join(", ")})`;
}

/** Braces that were text stay text; those of `\u{…}` are an escape. */
function braced(text: string, isRaw: boolean): string {
  return text.replace(isRaw ? /[{}]/g : /\\u\{[^}]*\}|[{}]/g, (found) => (found.length > 1 ? found : found + found));
}

function inOwned(owned: Node, made: Made): Replacement {
  const text = textOf(made);
  const [first] = made.place.targets;
  const fallback = fallbackOf(owned, first, made);
  if (fallback !== undefined) return done(made, fallback);
  return done(made, [{ start: owned.startIndex, end: owned.endIndex, text }]);
}

/** A default of another variable is asked for only when that one is missing; of this one, only the failure is left. */
function fallbackOf(owned: Node, { variable, helper }: Target, made: Made): Edit[] | undefined {
  const closure = owned.parent?.type === "closure_expression" ? owned.parent : undefined;
  const call = (closure ?? owned).parent?.parent;
  const method = call?.type === "call_expression" ? call.childForFieldName("function") : undefined;
  const field = method?.type === "field_expression" ? method.childForFieldName("field") : undefined;
  const asked = method?.childForFieldName("value")?.text ?? "";
  const name = /^(?:std::)?env::var\("(\w+)"\)$/.exec(asked)?.[1];
  if (call === undefined || call === null || field === undefined || field === null || name === undefined) return undefined;
  if (field.text !== (closure === undefined ? "unwrap_or" : "unwrap_or_else")) return undefined;
  if (name === variable && made.place.isWhole && helper === undefined)
    return [{ start: field.startIndex, end: call.endIndex, text: `expect("${variable} is not set")` }];
  if (closure !== undefined) return undefined;
  return [
    { start: field.startIndex, end: field.endIndex, text: "unwrap_or_else" },
    { start: owned.startIndex, end: owned.endIndex, text: `|_| ${textOf(made)}` },
  ];
}

/** The literal's own type and life: text of a static that is made when it is first asked for. */
function borrowed(made: Made, node: Node, method = "as_str"): Replacement {
  if (isPromoted(node)) return { refused: LIVES };
  const named = staticFor(made);
  if (typeof named === "string") return { refused: named };
  return done(made, [{ start: node.startIndex, end: node.endIndex, text: `${named.code}.${method}()` }], named.needs);
}

const LIVES = "a reference to a list of literals lives as long as the program: make a static of the list by hand";

/** Of `&["…"]` the compiler makes a static, which it cannot of a call; an argument lives as long as its call either way. */
function isPromoted(node: Node): boolean {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    if (at.type === "reference_expression") return at.parent?.type !== "arguments";
    if (
      !/^(?:string_literal|raw_string_literal|identifier|scoped_identifier|array_expression|tuple_expression|parenthesized_expression|struct_expression|field_initializer\w*)$/.test(
        at.type,
      )
    )
      return false;
  }
  return false;
}

/** `code`: gives the text, for as long as the program runs. */
function staticFor(made: Made): { readonly code: string; readonly needs: readonly string[] } | string {
  const { source, place } = made;
  const lazy = lazyOf(source);
  const isOnce = typeof lazy === "string" && hasOnceLock(source);
  if (typeof lazy === "string" && !isOnce) return lazy;
  const module = moduleOf(place.node);
  const isRoot = module.id === source.root.id;
  const outside = conditionsOf(module);
  const conditions = conditionsOf(place.node, module).filter((each) => !outside.includes(each));
  // An import that only a part of the builds uses would be a warning in the others.
  const isShort = isRoot && conditions.length === 0;
  const type = typeof lazy === "string" ? "std::sync::OnceLock" : isShort ? lazy.name : lazy.path;
  const value = `: ${type}<String> = ${type}::new(${isOnce ? "" : `|| ${textOf(made)}`});`;
  const key = conditions.join("") + value + textOf(made);
  const name = nameFor(`${place.targets[0].variable}${place.isWhole ? "" : "_TEXT"}`, key, module, source);
  const lines = [...conditions, `static ${name}${value}`].join(lineEndOf(source.file.text));
  const use = typeof lazy === "string" || !isShort || lazy.use === undefined ? [] : [lazy.use];
  return { code: isOnce ? `${name}.get_or_init(|| ${textOf(made)})` : name, needs: [`static ${module.startIndex} ${lines}`, ...use] };
}

/** The conditions under which the place is compiled at all. */
function conditionsOf(node: Node, module?: Node): readonly string[] {
  const found = new Set<string>();
  for (let at: Node | null = node; at !== null && at.id !== module?.id; at = at.parent)
    for (let before = at.previousNamedSibling; before?.type === "attribute_item"; before = before.previousNamedSibling) {
      if (before.text.startsWith("#[cfg(")) found.add(before.text);
      else if (/^#\[(?:\w+::)?test\b/.test(before.text)) found.add("#[cfg(test)]");
    }
  return [...found];
}

const given = new WeakMap<Source, Map<string, string>>();

/** A name that the file does not have; the same for the same value in the same module. */
function nameFor(wanted: string, value: string, module: Node, source: Source): string {
  const names = given.get(source) ?? new Map<string, string>();
  given.set(source, names);
  const key = `${module.startIndex} ${value}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const taken = new Set(names.values());
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    if (
      taken.has(name) ||
      new RegExp(`\\b(?:const|static|fn|struct|enum|type|mod)\\s+(?:mut\\s+|ref\\s+)?${name}\\b|\\buse\\b[^;"]*\\b${name}\\b`).test(
        source.file.text,
      )
    )
      continue;
    names.set(key, name);
    return name;
  }
}

/** `const NAME: &str = "…"` becomes a static that is made at its first use, and its uses ask it for the text. */
function inConstant(item: Node, made: Made, isBytes: boolean): Replacement {
  const { place, source } = made;
  const name = item.childForFieldName("name")?.text ?? "";
  const type = item.childForFieldName("type")?.text.replace(/\s+/g, "") ?? "";
  const owner = item.parent;
  const isPlain =
    item.childForFieldName("value")?.id === place.node.id &&
    (isBytes ? /^&(?:'static)?\[u8\]$/ : /^&(?:'static)?str$/).test(type) &&
    !namedChildren(item).some((child) => child.type === "mutable_specifier") &&
    (owner?.type === "source_file" || owner?.type === "block" || owner?.parent?.type === "mod_item");
  if (!isPlain)
    return {
      refused: "a constant must be known when the program is compiled: only a text of its own, outside types, can be made a lazy one",
    };
  const lazy = lazyOf(source);
  if (typeof lazy === "string") return { refused: lazy };
  const fault = isSeenElsewhere(item, name, source);
  if (fault !== undefined) return { refused: fault };
  const uses = useEdits(item, name, source, isBytes ? "as_bytes" : "as_str");
  if (typeof uses === "string") return { refused: uses };
  const isRoot = moduleOf(item).id === source.root.id;
  const lazyType = isRoot ? lazy.name : lazy.path;
  const keyword = children(item).find((child) => child.type === "const");
  const typeNode = item.childForFieldName("type");
  return done(
    made,
    [
      ...(keyword === undefined ? [] : [{ start: keyword.startIndex, end: keyword.endIndex, text: "static" }]),
      ...(typeNode === null ? [] : [{ start: typeNode.startIndex, end: typeNode.endIndex, text: `${lazyType}<String>` }]),
      { start: place.node.startIndex, end: place.node.endIndex, text: `${lazyType}::new(|| ${textOf(made)})` },
      ...uses,
    ],
    isRoot && lazy.use !== undefined ? [lazy.use] : [],
  );
}

/** Other files would still take it for a text. */
function isSeenElsewhere(item: Node, name: string, source: Source): string | undefined {
  if (item.parent?.type === "block") return undefined;
  const visibility = namedChildren(item).find(({ type }) => type === "visibility_modifier")?.text;
  const crate = manifests(source.file.path, source.project)[0]?.folder;
  const prefix = crate === undefined || crate === "" ? "" : `${crate}/`;
  if (visibility === "pub" && source.project.read(`${prefix}src/lib.rs`) !== undefined)
    return `${name} is public in a library: others may use it as a constant`;
  const path = source.file.path;
  const below = /(?:^|\/)(?:main|lib|mod)\.rs$/.test(path) ? path.replace(/[^/]*$/, "") : `${path.slice(0, -".rs".length)}/`;
  const files = filesThatNeed(source, name, "rust", namesOfRust).filter((other) => visibility !== undefined || other.startsWith(below));
  return files.length === 0 ? undefined : `${name} is used in other files, which take it for a constant text`;
}

/** Names in capitals that a file has from elsewhere. */
function* namesOfRust(_: string, text: string): Generator<string> {
  const own = new Set([...text.matchAll(/\b(?:const|static)\s+([A-Z][A-Z0-9_]*)\s*:/g)].map((found) => found[1]));
  for (const [name] of text.matchAll(/\b[A-Z][A-Z0-9_]{2,}\b/g)) if (!own.has(name)) yield name;
}

/** Methods that a lazy text has as the text has them. */
const SAME = /^(?:to_string|to_owned|len|is_empty|as_bytes|trim|chars|starts_with|ends_with|contains|parse)$/;

function useEdits(item: Node, name: string, source: Source, method: "as_bytes" | "as_str"): Edit[] | string {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return `${name} may be another thing's name too: its uses are not clear`;
  const edits: Edit[] = [];
  for (const format of source.root.descendantsOfType(["string_literal", "raw_string_literal"])) {
    if (format === null || format.parent?.type !== "token_tree" || !new RegExp(`\\{${name}[:}]`).test(format.text)) continue;
    const taken = macroUse(format);
    if ("refused" in taken || taken.kind !== "format" || new RegExp(`\\b${name}\\s*=`).test(taken.tree.text))
      return `a text names ${name} in braces: give it as an argument of the format first`;
    edits.push(argumentEdit(taken.tree, `${name} = ${name}.${method}()`));
  }
  for (const use of source.root.descendantsOfType(["identifier", "type_identifier", "field_identifier", "shorthand_field_identifier"])) {
    if (use === null || use.text !== name || (use.startIndex >= item.startIndex && use.endIndex <= item.endIndex)) continue;
    const edit = useEdit(use, name, method);
    if (typeof edit === "string") return edit;
    if (edit !== undefined) edits.push(edit);
  }
  return edits;
}

function useEdit(use: Node, name: string, method: "as_bytes" | "as_str"): Edit | string | undefined {
  const unclear = `${name} is used where its text must be known when the program is compiled, or in a way that is not clear`;
  if (use.type !== "identifier" || faultOf(use) !== undefined) return unclear;
  if (within(use, ["use_declaration"], []) !== undefined)
    return /\bas\b/.test(within(use, ["use_declaration"], [])?.text ?? "") ? unclear : undefined;
  let whole = use;
  if (use.parent?.type === "scoped_identifier") {
    if (use.parent.childForFieldName("name")?.id !== use.id || !/^[a-z_:]+$/.test(use.parent.childForFieldName("path")?.text ?? ""))
      return unclear;
    whole = use.parent;
  }
  if (
    within(use, ["const_item", "static_item", "array_type", "type_arguments", "enum_variant"], ["block", "closure_expression"]) !==
    undefined
  )
    return unclear;
  if (
    /^(?:const_item|static_item|let_declaration|parameter|mod_item)$/.test(whole.parent?.type ?? "") &&
    whole.parent?.childForFieldName("value")?.id !== whole.id
  )
    return unclear;
  if (isPromoted(whole)) return unclear;
  const add = { start: whole.endIndex, end: whole.endIndex, text: `.${method}()` };
  if (whole.parent?.type === "token_tree") {
    const taken = macroUse(whole);
    return "refused" in taken || taken.kind === "format" || whole.nextSibling?.type === "!" || whole.nextSibling?.type === "::"
      ? unclear
      : add;
  }
  const isSame = method === "as_str" ? SAME : /^(?:len|is_empty)$/;
  if (whole.parent?.type === "field_expression") return isSame.test(whole.parent.childForFieldName("field")?.text ?? "") ? undefined : add;
  return add;
}

function inMacro(made: Made): Replacement {
  const { node, targets } = made.place;
  const taken = macroUse(node);
  if ("refused" in taken) return taken;
  if (taken.kind === "format") return inFormat(taken.tree, made);
  const [dot, method, none] = [node.nextSibling, node.nextSibling?.nextSibling, node.nextSibling?.nextSibling?.nextSibling];
  if (dot?.type === "." && /^(?:to_string|to_owned)$/.test(method?.text ?? "") && none?.text === "()" && targets.length > 0)
    return done(made, [{ start: node.startIndex, end: none.endIndex, text: textOf(made) }]);
  return borrowed(made, node);
}

/** The secret becomes a named argument of the macro whose format it stands in. */
function inFormat(tree: Node, made: Made): Replacement {
  const { place, all } = made;
  if (place.targets.some(({ value }) => /[{}]/.test(value)))
    return { refused: "the secret holds braces, which the format reads in its own way" };
  const names = place.targets.map(({ variable }) => variable.toLowerCase());
  if (names.some((name) => new RegExp(`\\b${name}\\b`).test(tree.text))) return { refused: "the format has a name of that kind already" };
  const added = new Map(names.map((name, index) => [name, all[index]?.text ?? ""]));
  return done(made, [
    ...inPlace(place, (index) => `{${names[index] ?? ""}}`),
    ...[...added].map(([name, text]) => argumentEdit(tree, `${name} = ${text}`)),
  ]);
}

/** One more argument of a macro, before the comma that may end them. */
function argumentEdit(tree: Node, argument: string): Edit {
  const last = children(tree).at(-2);
  const at = last?.type === "," ? last.startIndex : (last?.endIndex ?? tree.endIndex - 1);
  return { start: at, end: at, text: `, ${argument}` };
}

function add(needs: readonly string[], { file, root }: Source): readonly Edit[] {
  const end = lineEndOf(file.text);
  const uses = needs.filter((need) => need.startsWith("use "));
  const modules = needs.filter((need) => need.startsWith("mod ") && !file.text.includes(need));
  const all = importsOf(root);
  const edits: Edit[] = [];
  const loose: string[] = [];
  for (const line of uses) {
    const std = all.filter(({ text }) => /^use\s+std::/.test(text));
    const edit = amongLines(file.text, line.startsWith("use std::") && std.length > 0 ? std : all, line);
    if (edit === undefined) loose.push(line);
    else edits.push(edit);
  }
  const heads = [...modules, ...loose].join(end);
  const statics = new Map<number, string[]>([[root.startIndex, []]]);
  for (const need of needs) {
    const [, module, text] = /^static (\d+) ([\s\S]*)$/.exec(need) ?? [];
    if (module !== undefined && text !== undefined) statics.set(Number(module), [...(statics.get(Number(module)) ?? []), text]);
  }
  for (const [at, texts] of statics) {
    const isRoot = at === root.startIndex;
    const blocks = [...(isRoot && heads !== "" ? [heads] : []), ...(texts.length > 0 ? [texts] : []).map((lines) => lines.join(end))];
    const module = isRoot ? root : root.descendantsOfType("declaration_list").find((list) => list?.startIndex === at);
    if (blocks.length > 0 && module !== undefined && module !== null) edits.push(itemsEdit(blocks, module, file.text));
  }
  return edits;
}

function itemsEdit(blocks: readonly string[], module: Node, text: string): Edit {
  const end = lineEndOf(text);
  const place = placeForItems(module);
  const indent = indentAt(text, place.before);
  const lines = blocks
    .join(end + end)
    .split(end)
    .join(end + indent);
  if (place.after !== undefined) return lineAfter(text, place.after, `${end}${indent}${lines}`.replace(/[ \t]+(?=\r?\n)/g, ""));
  return { start: place.before, end: place.before, text: `${lines}${end}${end}${indent}` };
}
