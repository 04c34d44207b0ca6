import { indentAt, lineEndOf } from "../edits.ts";
import { type Node, TOO_DEEP, ancestors, enclosing, namedChildren, nodeAt, parsesAs } from "../grammar.ts";
import { onTree, refuseAll, unescape } from "../literals.ts";
import { Gathered, type Replacement, baseName, folderOf, isTest, namedInComment, testNote } from "../rewrite.ts";
import type { Codemod, Edit, Helper, NewFile, Rewrite, SourceFile, Target } from "../types.ts";

/** Files that a shell reads when it starts: they make the environment. */
const START =
  /^\.?(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|kshrc|mkshrc|xprofile|xsessionrc|xinitrc)$/;

export const shell: Codemod = {
  id: "shell",
  title: "Shell",
  matches: (path) =>
    /\.(?:sh|bash|zsh|ksh|dash|ash|bats|command|envrc)$/.test(path) ||
    START.test(baseName(path)) ||
    /^(?:pkg|apk)build$/.test(baseName(path)),
  matchesText: (_, text) => /^#![^\n]*\b(?:sh|bash|zsh|ksh|dash|ash|mksh)\b/.test(text),
  parses: async (text) => parsesAs("bash", text),
  async rewrite(file, targets) {
    if (START.test(baseName(file.path)) || /(?:^|\/)(?:profile|bashrc|zshrc)\.d\//.test(file.path))
      return refuseAll(
        targets,
        "a shell that starts makes its environment from this file: set the value in one that is not shared, and source it here",
      );
    if (/^#![^\n]*\b(?:csh|tcsh|fish)\b/.test(file.text)) return refuseAll(targets, "this is no shell of Bourne's kind");
    return onTree("bash", file, targets, (root) => rewriteTree({ file, root }, targets));
  },
};

interface Source {
  readonly file: SourceFile;
  readonly root: Node;
}

function rewriteTree(source: Source, targets: readonly Target[]): Rewrite {
  const { file, root } = source;
  const gathered = new Gathered();
  for (const target of targets) {
    const replacement = replace(target, source);
    gathered.add(target, replacement);
    if ("refused" in replacement) continue;
    if (isTest(file.path)) gathered.add(target, { edits: [], notes: [testNote(file.path, target.variable)] });
    if (baseName(file.path) === ".envrc")
      gathered.add(target, {
        edits: [],
        notes: [`${file.path}: let direnv load ${target.variable} above, from a file that is not shared: dotenv_if_exists`],
      });
  }
  return gathered.done(topEdits(file.text, root, gathered.needs));
}

/** Where a target stands, from the inside out: what quotes it. */
type Context = { readonly kind: "bare" | "double" | "single" | "ansi" | "heredoc"; readonly node: Node };

function replace(target: Target, source: Source): Replacement {
  const node = nodeAt(source.root, target.start, target.end);
  if (node === undefined) return { refused: TOO_DEEP };
  const comment = enclosing(node, ["comment"]);
  if (comment !== undefined)
    return comment.text.startsWith("#!") ? { refused: "it stands in the line that says what runs the file" } : namedInComment(target);
  const context = contextOf(node);
  if (context === undefined) return { refused: "it does not stand in a word, a string or a comment" };
  const fault = faultOf(node, context, target, source);
  if (fault !== undefined) return { refused: fault };
  if (decode(context, source.file.text.slice(target.start, target.end)) !== target.value)
    return { refused: "what stands there does not read as the secret's value" };
  const helper = target.helper?.("shell");
  if (typeof helper === "string") return { refused: helper };
  if (helper !== undefined) {
    const fromHelper = helperNeed(helper, target, source);
    if (typeof fromHelper === "string") return { refused: fromHelper };
    const made = place(target, context, `\${${target.variable}}`);
    return "refused" in made ? made : { edits: made.edits, needs: fromHelper.needs, files: fromHelper.files };
  }
  const guard = guardOf(node, target, source);
  const read = guard === undefined ? `\${${target.variable}:?${target.variable} is not set}` : `\${${target.variable}}`;
  const whole = wholeDefault(node, target);
  const made = whole === undefined ? place(target, context, read) : { edits: [whole] };
  return "refused" in made ? made : { edits: guard === undefined ? made.edits : [guard, ...made.edits] };
}

function contextOf(node: Node): Context | undefined {
  for (const at of [node, ...ancestors(node)]) {
    if (at.type === "raw_string") return { kind: "single", node: at };
    if (at.type === "ansi_c_string") return { kind: "ansi", node: at };
    if (at.type === "string" || at.type === "translated_string") return { kind: "double", node: at };
    if (at.type === "heredoc_body") return { kind: "heredoc", node: at };
    if (["command_substitution", "process_substitution", "variable_name", "special_variable_name"].includes(at.type)) return undefined;
    if (["word", "number", "extglob_pattern", "regex"].includes(at.type)) {
      // A default in `"${X:-word}"` is quoted by what is around the expansion.
      const outer = enclosing(at, ["expansion", "command_substitution"]);
      const around =
        outer?.type === "expansion" ? enclosing(outer, ["string", "heredoc_body", "command_substitution", "raw_string"]) : undefined;
      if (around?.type === "string") return { kind: "double", node: around };
      if (around?.type === "heredoc_body") return { kind: "heredoc", node: around };
      return { kind: "bare", node: at };
    }
  }
  return undefined;
}

/** What a piece of text is to the shell; undefined where that is known only when it runs. */
function decode({ kind, node }: Context, raw: string): string | undefined {
  const isExpanded = kind === "bare" || kind === "double" || (kind === "heredoc" && !isQuoted(startOf(node)));
  if (isExpanded && /(?<!\\)(?:\\\\)*(?:`|\$[\w{(@*#?$!-])/.test(raw)) return undefined;
  switch (kind) {
    case "single":
      return raw;
    case "ansi":
      return unescape(raw, {
        n: "\n",
        t: "\t",
        r: "\r",
        a: "\x07",
        b: "\b",
        e: "\x1b",
        f: "\f",
        v: "\v",
        "\\": "\\",
        "'": "'",
        '"': '"',
        "?": "?",
      });
    case "double":
      return raw.replace(/\\(\r?\n|[$`"\\])/g, (_, char: string) => (char.endsWith("\n") ? "" : char));
    case "heredoc":
      return isQuoted(startOf(node)) ? raw : raw.replace(/\\(\r?\n|[$`\\])/g, (_, char: string) => (char.endsWith("\n") ? "" : char));
    case "bare":
      return raw.replace(/\\([\s\S])/g, "$1");
  }
}

function startOf(body: Node): Node | undefined {
  const redirect = body.parent;
  return redirect === null ? undefined : namedChildren(redirect).find(({ type }) => type === "heredoc_start");
}

function isQuoted(start: Node | undefined): boolean {
  return start === undefined || /['"\\]/.test(start.text);
}

/** Names, keys and arithmetic want what stands there itself. */
function faultOf(node: Node, { kind, node: holder }: Context, target: Target, { file }: Source): string | undefined {
  let below = node;
  for (const above of ancestors(node)) {
    if (above.type === "ERROR") return "the code around it does not parse";
    if (above.type === "arithmetic_expansion") return "it stands in arithmetic";
    if (above.type === "subscript" && above.childForFieldName("name")?.id !== below.id) return "it is the key of an array";
    if (above.type === "function_definition" && above.childForFieldName("name")?.id === below.id) return "it is the name of a function";
    if (above.type === "array" && isKey(file.text, target, above)) return "it is the key of an array";
    if (
      above.type === "command_substitution" &&
      above.text.startsWith("`") &&
      enclosing(above.parent ?? undefined, ["string"]) !== undefined
    )
      return "it stands in backquotes inside double quotes: write $( ) in their place";
    below = above;
  }
  if (
    (kind === "single" || kind === "ansi") &&
    holder.parent?.type === "expansion" &&
    enclosing(holder.parent, ["string", "heredoc_body"]) !== undefined
  )
    return "its quotes are text where they stand";
  return undefined;
}

/** `([key]=value)`. */
function isKey(text: string, { start, end }: Target, array: Node): boolean {
  const before = text.slice(array.startIndex, start);
  return /(?:^\(|\s)\["?'?$/.test(before) && /^["']?\]=/.test(text.slice(end));
}

/** `${X:-secret}` of the variable itself: no default any more. */
function wholeDefault(node: Node, { start, end, variable }: Target): Edit | undefined {
  const expansion = enclosing(node, ["expansion"]);
  const [name, value] = expansion === undefined ? [] : namedChildren(expansion);
  if (expansion === undefined || name?.text !== variable || value === undefined) return undefined;
  const isWhole = value.text.replace(/^["']|["']$/g, "").length === end - start && /^\$\{\w+:?[-=]/.test(expansion.text);
  if (!isWhole) return undefined;
  return { start: expansion.startIndex, end: expansion.endIndex, text: `\${${variable}:?${variable} is not set}` };
}

function place({ start, end }: Target, { kind, node }: Context, read: string): { edits: Edit[] } | { refused: string } {
  if (kind === "double") return { edits: [{ start, end, text: read }] };
  if (kind === "heredoc") return inHeredoc({ start, end }, node, read);
  if (kind === "bare") return { edits: [{ start, end, text: `"${read}"` }] };
  const open = kind === "ansi" ? "$'" : "'";
  const isFirst = start === node.startIndex + open.length;
  const isLast = end === node.endIndex - 1;
  return {
    edits: [
      {
        start: isFirst ? node.startIndex : start,
        end: isLast ? node.endIndex : end,
        text: `${isFirst ? "" : "'"}"${read}"${isLast ? "" : open}`,
      },
    ],
  };
}

/** A quoted heredoc loses its quotes when nothing in it would be read differently. */
function inHeredoc({ start, end }: { start: number; end: number }, body: Node, read: string): { edits: Edit[] } | { refused: string } {
  const put = { start, end, text: read };
  const word = startOf(body);
  if (!isQuoted(word)) return { edits: [put] };
  if (word === undefined || /[$`\\]/.test(body.text))
    return { refused: "its text is a quoted heredoc, which would be read differently without the quotes" };
  return { edits: [{ start: word.startIndex, end: word.endIndex, text: word.text.replace(/['"\\]/g, "") }, put] };
}

const CHILDREN = ["heredoc_body", "command_substitution", "process_substitution", "pipeline", "subshell"];
const BLOCKS = ["program", "compound_statement", "do_group", "if_statement", "elif_clause", "else_clause", "case_item"];
/** What a statement stands behind on one line. */
const AFTER = ["then", "do", "else", "{", ")"];

/**
 * In a pipeline, a substitution or a heredoc `${X:?…}` ends only a child of the shell, and the program goes on: there a line
 * above asks first. Undefined where that is not needed, or where no line can stand above.
 */
function guardOf(node: Node, { variable }: Target, { file }: Source): Edit | undefined {
  let outermost: Node | undefined;
  let isBackground = false;
  for (const above of [node, ...ancestors(node)]) {
    if (CHILDREN.includes(above.type)) outermost = above;
    // The words of a command that runs beside the program, too.
    if (file.text.slice(above.endIndex).match(/^[ \t]*&(?![&>])/) !== null && above.type === "command") isBackground = true;
    if (above.type === "function_definition") break;
  }
  const inner = outermost ?? (isBackground ? node : undefined);
  if (inner === undefined) return undefined;
  for (const at of [inner, ...ancestors(inner)]) {
    const parent = at.parent;
    if (parent === null) return undefined;
    const start = file.text.lastIndexOf("\n", at.startIndex - 1) + 1;
    const opens = file.text.slice(start, at.startIndex).trim() === "" && !/(?:\\|\||&&)\r?\n$/.test(file.text.slice(0, start));
    if (!BLOCKS.includes(parent.type)) continue;
    const ask = `: "\${${variable}:?${variable} is not set}"`;
    if (!opens && AFTER.includes(at.previousSibling?.type ?? "")) return { start: at.startIndex, end: at.startIndex, text: `${ask}; ` };
    if (!opens || (parent.type === "case_item" && parent.childrenForFieldName("value").some((value) => value?.id === at.id))) continue;
    const indent = indentAt(file.text, at.startIndex);
    return { start, end: start, text: `${indent}${ask}${lineEndOf(file.text)}` };
  }
  return undefined;
}

/** The helper is sourced, and the variable filled once at the top: a failure in the middle of a command would not end the program. */
function helperNeed(
  { fileName, symbol, text }: Helper,
  { variable }: Target,
  { file }: Source,
): { needs: string[]; files: NewFile[] } | string {
  const shebang = /^#![^\n]*/.exec(file.text)?.[0] ?? "";
  const isBash = /\bbash\b/.test(shebang) || file.path.endsWith(".bash");
  const isZsh = /\bzsh\b/.test(shebang) || file.path.endsWith(".zsh");
  if (shebang === "" && !isBash && !isZsh) return "nothing says which shell runs the file, and where it is: start it with stanch run";
  const folder = folderOf(file.path);
  const here = isBash ? '$(dirname -- "${BASH_SOURCE[0]}")' : isZsh ? "${0:A:h}" : '$(dirname -- "$0")';
  return {
    needs: [`. "${here}/${fileName}"`, `${variable}=$(${symbol}) || exit 1`],
    files: [{ path: folder === "" ? fileName : `${folder}/${fileName}`, text }],
  };
}

/** Below the first comments and the lines of `set`. */
function topEdits(text: string, root: Node, needs: readonly string[]): Edit[] {
  const lines = needs.filter((line) => !text.includes(line));
  if (lines.length === 0) return [];
  const end = lineEndOf(text);
  const sorted = lines.toSorted((a, b) => Number(b.startsWith(". ")) - Number(a.startsWith(". ")));
  let comment: Node | undefined;
  for (const node of namedChildren(root)) {
    if (node.type === "comment") {
      comment = node.text.startsWith("#!") || /^\r?\n[ \t]*\r?\n/.test(text.slice(node.endIndex)) ? undefined : (comment ?? node);
      continue;
    }
    if (/^set\s/.test(node.text)) {
      comment = undefined;
      continue;
    }
    const at = text.lastIndexOf("\n", (comment ?? node).startIndex - 1) + 1;
    return [{ start: at, end: at, text: sorted.join(end) + end + end }];
  }
  return [];
}
