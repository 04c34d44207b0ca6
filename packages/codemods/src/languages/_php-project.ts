import { type Node, namedChildren } from "../grammar.ts";
import { baseName, folderOf } from "../rewrite.ts";
import type { Project, SourceFile } from "../types.ts";

/** How code of a project reads the environment. */
export interface PhpStyle {
  /** `laravel-config`: files of settings, where a missing value is an empty one. `symfony-config`: the container asks later. */
  readonly kind: "getenv" | "env-array" | "env-function" | "laravel" | "laravel-config" | "symfony-config";
  /** Whether `throw` may stand in an expression: PHP 8. */
  readonly throws: boolean;
  /** `\RuntimeException`, or its name alone where that is the same. */
  readonly exception: string;
  /** `\` inside a namespace. */
  readonly global: string;
}

export function styleOf(file: SourceFile, root: Node, project: Project): PhpStyle {
  const composer = composerOf(file, project);
  const required = /"require(?:-dev)?"\s*:\s*\{([^}]*)\}/.exec(composer.text)?.[1] ?? "";
  const packages = `${required}\n${composer.text}`;
  const global = root.descendantsOfType(["namespace_definition"]).length > 0 ? "\\" : "";
  const imported = /^use\s+\\?RuntimeException\s*;/m.test(file.text);
  const base = {
    throws: !isOld(file, required),
    exception: global === "" || imported ? "RuntimeException" : "\\RuntimeException",
    global,
  };
  if (/"(?:laravel\/(?:framework|lumen-framework)|illuminate\/foundation)"/.test(packages)) {
    const isConfig = folderOf(file.path) === (composer.folder === "" ? "config" : `${composer.folder}/config`);
    return { ...base, kind: isConfig ? "laravel-config" : "laravel" };
  }
  // The container is kept in files: what is read while it is made would lie there in clear.
  if (/"symfony\/framework-bundle"/.test(packages) && /\bContainerConfigurator\b/.test(file.text))
    return { ...base, kind: "symfony-config" };
  if (/^use function Env\\env;/m.test(file.text)) return { ...base, kind: "env-function" };
  // What Symfony's and Vance Lucas's loaders read lies in $_ENV only, unless they were told otherwise.
  const loads =
    /"(?:vlucas\/phpdotenv|symfony\/(?:dotenv|framework-bundle|runtime))"/.test(packages) ||
    /\bDotenv::create(?:Immutable|Mutable)\b/.test(file.text);
  const unsafe = /\bcreateUnsafe(?:Immutable|Mutable)\b|->usePutenv\(/.test(file.text) || /\bgetenv\(/.test(file.text);
  return { ...base, kind: loads && !unsafe ? "env-array" : "getenv" };
}

/** The composer.json that governs a file: the nearest one above it. */
function composerOf(file: SourceFile, project: Project): { readonly folder: string; readonly text: string } {
  for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
    const text = project.read(folder === "" ? "composer.json" : `${folder}/composer.json`);
    if (text !== undefined) return { folder, text };
    if (folder === "") return { folder, text: "" };
  }
}

/** Whether PHP 7 or 5 may run it: the project says so, WordPress allows it, or the code knows no other. */
function isOld({ path, text }: SourceFile, required: string): boolean {
  const wanted = /"php"\s*:\s*"([^"]*)"/.exec(required)?.[1];
  if (wanted !== undefined) return /(?:^|[^.\d])[57](?:\.|\b)/.test(wanted);
  if (/\bmatch\s*\(.*\)\s*\{\s*$|\?->|^\s*(?:readonly|enum)\s|\bthrow new\b.*\?\?|\?\? throw\b|\?: throw\b/m.test(text)) return false;
  return (
    baseName(path).startsWith("wp-") ||
    /\b(?:ABSPATH|WPINC|add_action|add_filter|wp_enqueue_script)\b|^[\s*]*(?:Plugin|Theme) Name:/m.test(text) ||
    /\bmysql_(?:connect|query|pconnect)\s*\(|^\s*var\s+\$/m.test(text)
  );
}

/** Where code that must run before all else of a file goes, or undefined when the file has no such place. */
export function topOf(text: string, root: Node): number | undefined {
  const first = namedChildren(root)[0];
  // A byte order mark or the line that says what runs the file may stand above; other text is a page.
  if (first?.type !== "php_tag" && !(first?.type === "text" && /^\uFEFF?(?:#![^\n]*)?\s*$/.test(first.text))) return undefined;
  let comment: Node | undefined;
  for (const node of namedChildren(root)) {
    if (node.type === "php_tag" || node.type === "text") continue;
    if (node.type === "comment") {
      // A comment right above a statement is its own; one that an empty line follows is not.
      comment = /^\r?\n[ \t]*\r?\n/.test(text.slice(node.endIndex)) ? undefined : (comment ?? node);
      continue;
    }
    if (node.type === "namespace_definition" && node.childForFieldName("body") !== null) return undefined;
    if (node.type === "declare_statement" || node.type === "namespace_definition" || node.type === "namespace_use_declaration") {
      comment = undefined;
      continue;
    }
    const at = (comment ?? node).startIndex;
    const start = text.lastIndexOf("\n", at - 1) + 1;
    return text.slice(start, at).trim() === "" ? start : undefined;
  }
  return undefined;
}
