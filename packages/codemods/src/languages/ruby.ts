import { lineEndOf } from "../edits.ts";
import { type Node, ancestors, enclosing, namedChildren, parsesAs } from "../grammar.ts";
import { type Holder, type Leaf, type Literals, lineEscapesOf, onTree, piecesIn, rewriteHolders, unescape, wholeOf } from "../literals.ts";
import { type Replacement, baseName, folderOf } from "../rewrite.ts";
import type { Codemod, Edit, Helper, NewFile, Project, Rewrite, SourceFile, Target } from "../types.ts";

const FILES = /^(?:gem|rake|cap|guard|vagrant|fast|pod|brew|danger|berks|app|match|deliver|gym|scan|thor|puppet|steep)file$|^appraisals$/;

export const ruby: Codemod = {
  id: "ruby",
  title: "Ruby",
  matches: (path) => /\.(?:rb|rake|gemspec|ru|podspec|thor|jbuilder|rabl|rbw|irbrc|pryrc)$/.test(path) || FILES.test(baseName(path)),
  matchesText: (_, text) => /^#![^\n]*\bruby\b/.test(text),
  parses: async (text) => parsesAs("ruby", text),
  rewrite: async (file, targets, project) => onTree("ruby", file, targets, (root) => rewriteTree({ file, root, project }, targets)),
};

interface Source {
  readonly file: SourceFile;
  readonly root: Node;
  readonly project: Project;
}

const SYMBOLS = ["delimited_symbol", "simple_symbol", "bare_symbol", "hash_key_symbol"];

const LITERALS: Literals = {
  types: ["string", "bare_string", "heredoc_body", "subshell", "regex", "character", ...SYMBOLS],
  chains: ["chained_string", "binary"],
  leafOf,
  decode(literal, raw) {
    if (literal.type === "regex") return /^[\w-]*$/.test(raw) ? raw : undefined;
    if (literal.type === "heredoc_body") return decodeHeredoc(literal, raw);
    return isPlain(literal) ? raw.replace(/\\([\\'])/g, "$1") : unescapeDouble(raw);
  },
};

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  s: " ",
  t: "\t",
  v: "\v",
  "\n": "",
  ...Object.fromEntries(
    ["\\", '"', "'", "#", "$", "@", "/", "&", "%", "!", "=", "+", "-", "(", ")", "[", "]", "{", "}"].map((char) => [char, char]),
  ),
};

function unescapeDouble(raw: string): string | undefined {
  return /(?<!\\)(?:\\\\)*#[{$@]/.test(raw) ? undefined : unescape(raw, ESCAPES);
}

function leafOf(literal: Node): Leaf {
  const { startIndex, endIndex } = literal;
  if (literal.type.startsWith("bare_")) return { from: startIndex, to: endIndex };
  if (literal.childCount === 0) return { from: startIndex + 1, to: endIndex }; // `:name`
  if (literal.type === "heredoc_body") {
    // The body begins behind the line of its beginning.
    const from = startIndex + (/^\r?\n/.exec(literal.text)?.[0].length ?? 0);
    return { from, to: literal.lastChild?.startIndex ?? endIndex };
  }
  return { from: literal.firstChild?.endIndex ?? startIndex, to: literal.lastChild?.startIndex ?? endIndex };
}

/** Whether a literal knows neither escapes nor interpolation. */
function isPlain(literal: Node): boolean {
  if (literal.type === "bare_string") return literal.parent?.text.startsWith("%w") === true;
  return /^(?:'|%q)/.test(literal.text);
}

/** The line that a heredoc begins on says how it is read; bodies follow in the order of their beginnings. */
function beginningOf(body: Node): string {
  let root = body;
  for (const above of ancestors(body)) root = above;
  const starts = root.descendantsOfType(["heredoc_beginning"]).flatMap((node) => (node === null ? [] : [node]));
  const bodies = root.descendantsOfType(["heredoc_body"]).flatMap((node) => (node === null ? [] : [node]));
  const start = starts[bodies.findIndex(({ id }) => id === body.id)];
  const name = body.lastChild?.text.trim() ?? "";
  return starts.length === bodies.length && start !== undefined && start.text.replace(/^<<[~-]?|["'`]/g, "") === name ? start.text : "";
}

function decodeHeredoc(body: Node, raw: string): string | undefined {
  const beginning = beginningOf(body);
  if (beginning === "") return undefined;
  const text = beginning.includes("'") ? raw : unescapeDouble(raw);
  if (!beginning.startsWith("<<~") || text === undefined) return text;
  const { from, to } = leafOf(body);
  const lines = body.text
    .slice(from - body.startIndex, to - body.startIndex)
    .split("\n")
    .slice(0, -1);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return text.replace(/\n[ \t]*/g, (blank) => `\n${blank.slice(1 + indent)}`);
}

function rewriteTree(source: Source, targets: readonly Target[]): Rewrite {
  const { file, root } = source;
  const outside = (node: Node | undefined): string | undefined =>
    enclosing(node, ["uninterpreted"]) === undefined ? undefined : "it stands in the data behind __END__";
  const gathered = rewriteHolders(file, root, targets, LITERALS, { outside, replace: (holder) => replace(holder, source) });
  return gathered.done(requireEdits(file.text, root, gathered.needs));
}

/** `quote`: the one that may stand there. */
type Reads = (target: Target, quote: string) => string;

function replace(holder: Holder, source: Source): Replacement {
  const [literal] = holder.leaves;
  if (literal === undefined) return { refused: "the place is no longer in the file" };
  const fault = faultOf(literal, holder) ?? tooEarly(holder, source);
  if (fault !== undefined) return { refused: fault };
  const helpers = new Map<Target, Helper>();
  for (const target of holder.targets) {
    const helper = target.helper?.("ruby");
    if (typeof helper === "string") return { refused: helper };
    if (helper !== undefined) helpers.set(target, helper);
  }
  const read: Reads = (target, quote) => {
    const code = helpers.get(target)?.symbol ?? credentialsOf(target) ?? `ENV.fetch(${quote}${target.variable}${quote})`;
    const letters = holder.escaped.has(target) ? lineEscapesOf(target) : [];
    return letters.reduce((inner, letter) => `${inner}.gsub('\\${letter}', "\\${letter}")`, code);
  };
  const isOwn = helpers.size > 0 || holder.targets.some(({ railsKey }) => railsKey !== undefined);
  const made = inPlace(holder, literal, source, read, isOwn);
  if ("refused" in made) return made;
  const placed = [...helpers.values()].map((helper) => placeOf(helper, source));
  const notes = isOwn ? [] : holder.targets.flatMap((target) => credentialsNote(target, source));
  return { edits: made.edits, needs: placed.flatMap(({ needs }) => needs), files: placed.map(({ file }) => file), notes };
}

/** Read before Rails is: the Gemfile, `config/boot.rb`, the lines of `config/application.rb` above the app, programs in `bin`. */
const BEFORE_RAILS = /(?:^|\/)(?:Gemfile|Rakefile|config\/(?:boot|application|puma)\.rb|bin\/[^/]+)$/;

function tooEarly({ targets }: Holder, { file }: Source): string | undefined {
  if (!BEFORE_RAILS.test(file.path) || targets.every(({ railsKey }) => railsKey === undefined)) return undefined;
  return "Rails is not loaded yet when this file is read: keep this one in the environment (--store env:.env)";
}

/** Raises KeyError where there is none; a missing map above it is told by the same exclamation mark. */
function credentialsOf({ railsKey }: Target): string | undefined {
  if (railsKey === undefined) return undefined;
  const [first = "", ...below] = railsKey.split(".");
  return below.reduce((above, name) => `${above}.fetch(:${name})`, `Rails.application.credentials.${first}!`);
}

/**
 * An app with encrypted credentials has a place of its own, which only its master key opens and only Rails writes: code reads the
 * environment, and a person is told the two steps that remain.
 */
function credentialsNote({ variable }: Target, { file, project }: Source): string[] {
  for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
    const path = folder === "" ? "config" : `${folder}/config`;
    if (project.list(path).includes("credentials.yml.enc")) {
      const key = variable.toLowerCase();
      return [
        `${path}/credentials.yml.enc can hold ${variable} in place of the environment: bin/rails credentials:edit, add ${key}, and read Rails.application.credentials.${key}! where ${file.path} has ENV.fetch`,
      ];
    }
    if (folder === "") return [];
  }
}

const LOADERS = /^(?:require|require_relative|load|autoload)$/;

/** Where the language or its readers want the literal itself. */
function faultOf(literal: Node, { targets }: Holder): string | undefined {
  if (SYMBOLS.includes(literal.type) || literal.type === "character") return "it is a symbol, a name of the program itself";
  let below = literal;
  for (const above of ancestors(literal)) {
    if (above.type === "pair" && above.childForFieldName("key")?.id === below.id) return "it is the key of a hash";
    if (above.type === "element_reference" && above.namedChild(0)?.id !== below.id) return "it is the key of a hash";
    if (above.type === "in_clause" && above.childForFieldName("pattern")?.id === below.id) return "a pattern of case … in needs a literal";
    if (above.type.endsWith("_pattern")) return "a pattern of case … in needs a literal";
    if (above.type === "ERROR") return "the code around it does not parse";
    if (above.type === "argument_list" && LOADERS.test(above.parent?.childForFieldName("method")?.text ?? ""))
      return "it is the path of a file to load";
    if (above.type === "interpolation" || above.type === "body_statement" || above.type === "do_block" || above.type === "block") break;
    below = above;
  }
  if (targets.some(({ value }) => value.includes("%")) && isFormat(literal))
    return "the format's own signs are in the secret: the result would differ";
  return undefined;
}

function isFormat(literal: Node): boolean {
  const parent = literal.parent;
  if (parent?.type === "binary")
    return parent.childForFieldName("operator")?.text === "%" && parent.childForFieldName("left")?.id === literal.id;
  return (
    parent?.type === "argument_list" &&
    parent.namedChild(0)?.id === literal.id &&
    /^(?:format|sprintf|printf)$/.test(parent.parent?.childForFieldName("method")?.text ?? "")
  );
}

function inPlace(holder: Holder, literal: Node, source: Source, read: Reads, isHelper: boolean): { edits: Edit[] } | { refused: string } {
  const { text } = source.file;
  const insert = (target: Target): Edit => ({ start: target.start, end: target.end, text: `#{${read(target, "'")}}` });
  switch (literal.type) {
    case "subshell":
      return { edits: holder.targets.map(insert) };
    case "regex":
      return {
        edits: holder.targets.map((target) => ({ start: target.start, end: target.end, text: `#{Regexp.escape(${read(target, "'")})}` })),
      };
    case "heredoc_body":
      return inHeredoc(holder, literal, source, insert);
    case "bare_string":
      return inWords(holder, literal, text, insert);
    default:
  }
  const pieces = piecesIn(text, holder, leafOf);
  const whole = wholeOf(pieces);
  const isAdjacent = literal.parent?.type === "chained_string" && namedChildren(literal.parent).length > holder.leaves.length;
  if (whole !== undefined && !isAdjacent) {
    const own = isHelper || holder.escaped.has(whole) ? undefined : inOwnWay(literal, whole);
    if (own !== undefined) return { edits: own };
    const quote = literal.text.startsWith("'") ? "'" : '"';
    const code = `${read(whole, quote)}${isChanged(literal, text) ? ".dup" : ""}`;
    // `puts"x"` and `a ?"x":"y"`: the quote was what ended the word.
    const gap = /[\w?!]/.test(text.charAt(holder.start - 1)) ? " " : "";
    return { edits: [{ start: holder.start, end: holder.end, text: gap + code }] };
  }
  if (holder.leaves.length === 1 && !isPlain(literal)) return { edits: holder.targets.map(insert) };
  const content = pieces.map((piece) => ("target" in piece ? `#{${read(piece.target, "'")}}` : doubled(piece.raw, piece.leaf))).join("");
  return { edits: [{ start: holder.start, end: holder.end, text: `"${content}"` }] };
}

/** A piece of a literal as it stands between double quotes. */
function doubled(raw: string, leaf: Node): string {
  if (!isPlain(leaf)) return leaf.text.startsWith('"') ? raw : raw.replace(/\\?"/g, '\\"');
  const close = leaf.text.at(-1) ?? "";
  return raw.replace(/\\[\s\S]|"|#(?=[{$@])/g, (found) => {
    if (found === '"' || found === "#") return `\\${found}`;
    const char = found.charAt(1);
    if (char === "\\") return found;
    return char === "'" || char === close ? (char === '"' ? '\\"' : char) : `\\\\${char === '"' ? '\\"' : char}`;
  });
}

function inHeredoc(
  holder: Holder,
  body: Node,
  { root, file }: Source,
  insert: (target: Target) => Edit,
): { edits: Edit[] } | { refused: string } {
  const beginning = beginningOf(body);
  if (beginning === "") return { refused: "the beginning of its heredoc was not found" };
  const edits = holder.targets.map(insert);
  if (!beginning.includes("'")) return { edits };
  const { from, to } = leafOf(body);
  let kept = "";
  let at = from;
  for (const { start, end } of holder.targets) {
    kept += file.text.slice(at, start);
    at = end;
  }
  kept += file.text.slice(at, to);
  if (/\\|#[{$@]/.test(kept)) return { refused: "its heredoc is a quoted one, whose text would be read differently without the quotes" };
  const bodies = root.descendantsOfType(["heredoc_body"]).findIndex((node) => node?.id === body.id);
  const start = root.descendantsOfType(["heredoc_beginning"])[bodies];
  if (start == null) return { refused: "the beginning of its heredoc was not found" };
  return { edits: [{ start: start.startIndex, end: start.endIndex, text: beginning.replaceAll("'", "") }, ...edits] };
}

/** `%w[…]` becomes `%W[…]`, which interpolates: blanks in a value split nothing there. */
function inWords(holder: Holder, word: Node, text: string, insert: (target: Target) => Edit): { edits: Edit[] } | { refused: string } {
  const list = word.parent;
  if (list?.type !== "string_array") return { refused: "it is a symbol, a name of the program itself" };
  const edits = holder.targets.map(insert);
  if (!list.text.startsWith("%w")) return { edits };
  if (/\\|#[{$@]/.test(text.slice(list.startIndex, list.endIndex)))
    return { refused: "other words of its %w list would be read differently in %W" };
  return { edits: [{ start: list.startIndex, end: list.startIndex + 2, text: "%W" }, ...edits] };
}

/** A fallback of `ENV.fetch`: of the same name it goes, of another it is asked for last. */
function inOwnWay(literal: Node, target: Target): Edit[] | undefined {
  const list = literal.parent;
  const call = list?.type === "argument_list" ? list.parent : undefined;
  if (list == null || call?.type !== "call" || call.childForFieldName("receiver")?.text !== "ENV") return undefined;
  const [asked, fallback] = namedChildren(list);
  if (call.childForFieldName("method")?.text !== "fetch" || fallback?.id !== literal.id || asked === undefined) return undefined;
  const quote = asked.text.charAt(0) === "'" ? "'" : '"';
  const read = `ENV.fetch(${quote}${target.variable}${quote})`;
  if (asked.text === `${quote}${target.variable}${quote}`) return [{ start: call.startIndex, end: call.endIndex, text: read }];
  if (call.childForFieldName("block") !== null) return undefined;
  return [{ start: call.startIndex, end: call.endIndex, text: `ENV.fetch(${asked.text}) { ${read} }` }];
}

/** What the environment gives is frozen: code that changes the string in place needs a copy. */
function isChanged(literal: Node, text: string): boolean {
  const parent = literal.parent;
  const changes = "(?:\\s*<<(?![~-]?[\"'A-Z])|\\.(?:\\w+!|concat|insert|replace|clear|prepend|force_encoding|setbyte|append_as_bytes)\\b)";
  if (parent?.type === "call" && parent.childForFieldName("receiver")?.id === literal.id)
    return new RegExp(`^${changes}`).test(`.${parent.childForFieldName("method")?.text ?? ""}`);
  if (parent?.type !== "assignment" && parent?.type !== "operator_assignment") return false;
  const name = parent.childForFieldName("left")?.text ?? "";
  return /^[\w@$]+$/.test(name) && new RegExp(`(?<![\\w@$])${name.replaceAll("$", "\\$")}${changes}`).test(text);
}

/** Beside the file that asks; Rails finds it by its name under `app/`. */
function placeOf(helper: Helper, { file, project }: Source): { needs: readonly string[]; file: NewFile } {
  const folder = folderOf(file.path);
  const rails = /^(.*?)app\//.exec(file.path)?.[1];
  if (rails !== undefined && project.read(`${rails}config/application.rb`) !== undefined)
    return { needs: [], file: { path: `${rails}app/lib/${helper.fileName}`, text: helper.text } };
  const name = helper.fileName.replace(/\.rb$/, "");
  return { needs: [name], file: { path: folder === "" ? helper.fileName : `${folder}/${helper.fileName}`, text: helper.text } };
}

/** Below the last `require` at the top, else below the comments that open the file. */
function requireEdits(text: string, root: Node, names: readonly string[]): Edit[] {
  const wanted = names.filter((name) => !new RegExp(`^require_relative\\s*\\(?\\s*["']${name}["']`, "m").test(text));
  if (wanted.length === 0) return [];
  const end = lineEndOf(text);
  const top = namedChildren(root);
  const isRequire = (node: Node): boolean => node.type === "call" && LOADERS.test(node.childForFieldName("method")?.text ?? "");
  const last = top.findLast(isRequire);
  const quote = last?.text.includes("'") === true ? "'" : '"';
  const lines = wanted.map((name) => `require_relative ${quote}${name}${quote}`).join(end);
  if (last !== undefined) return [{ start: last.endIndex, end: last.endIndex, text: end + lines }];
  const first = top.find(({ type }) => type !== "comment");
  const opening = top.filter((node) => node.type === "comment" && node.endIndex <= (first?.startIndex ?? text.length));
  // A comment right above the code is the code's own.
  const magic = opening.findLast(
    (node) => /^\r?\n[ \t]*\r?\n/.test(text.slice(node.endIndex)) || /^#!|^# *(?:frozen_string_literal|encoding|coding)/.test(node.text),
  );
  if (magic !== undefined) return [{ start: magic.endIndex, end: magic.endIndex, text: end + end + lines }];
  const start = opening[0]?.startIndex ?? first?.startIndex ?? text.length;
  return [{ start, end: start, text: lines + end + end }];
}
