import { namedChildren } from "../grammar.ts";
import { folderOf } from "../rewrite.ts";
import type { Helper, NewFile } from "../types.ts";
import { isImport } from "./_python-imports.ts";
import type { PythonSource } from "./python.ts";

/** How a file reads one secret. */
export interface Reader {
  /** `quote`: the kind of quote that may stand there. */
  readonly read: (variable: string, quote: string) => string;
  readonly needs: readonly string[];
  readonly files?: readonly NewFile[];
  /** The function of a library that takes a name and a default. */
  readonly library?: string;
}

/** From the environment, by what stands above the first secret: the file's own way when it has one. */
export function readerOf(source: PythonSource): Reader {
  const { file, first } = source;
  const above = file.text.slice(0, first);
  const lines = namedChildren(source.root).flatMap((node) => (isImport(node) && node.endIndex <= first ? [node.text] : []));
  const library = libraryOf(above, lines);
  if (library !== undefined) return { read: (name, quote) => `${library}(${quote}${name}${quote})`, needs: [], library };
  const own = ownReader(source);
  if (own !== undefined) return { read: (name, quote) => `${own}(${quote}${name}${quote})`, needs: [] };
  const environ = lines.map((line) => /^from\s+os\s+import\b[^#]*\benviron\b(?:\s+as\s+(\w+))?/.exec(line)).find((found) => found !== null);
  if (environ !== undefined) return { read: (name, quote) => `${environ[1] ?? "environ"}[${quote}${name}${quote}]`, needs: [] };
  const present = lines.map((line) => osIn(line)).find((name) => name !== undefined);
  // `os` may be somebody's own name here.
  const isTaken = /^[ \t]*(?:def\s+os\b|class\s+os\b|os\s*=[^=])|\bfor\s+os\s+in\b|\bas\s+os\b|\bdef\s+\w+\([^)]*\bos\b\s*[,=):]/m.test(
    file.text,
  );
  const os = isTaken ? "_os" : (present ?? "os");
  const need = os === "_os" ? "import os as _os" : "import os";
  return { read: (name, quote) => `${os}.environ[${quote}${name}${quote}]`, needs: present === os ? [] : [need] };
}

/** By which name an import brings the module os in. */
function osIn(line: string): string | undefined {
  const list = /^import\s+(.*)$/s.exec(line)?.[1] ?? "";
  for (const part of list.split(",")) {
    const [, alias] = /^\s*os(?:\.path)?\s*(?:\bas\s+(\w+)\s*)?$/.exec(part) ?? [];
    if (/^\s*os(?:\.path)?\s*$/.test(part)) return "os";
    if (alias !== undefined && !part.includes(".path")) return alias;
  }
  return undefined;
}

/** `config` of decouple and Starlette, `env` of environ and environs: each raises an error that names the missing variable. */
function libraryOf(above: string, lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const decouple = /^from\s+decouple\s+import\b[^#]*?\bconfig\b(?:\s+as\s+(\w+))?/.exec(line);
    if (decouple !== null) return decouple[1] ?? "config";
  }
  const has = (module: RegExp): boolean => lines.some((line) => module.test(line));
  const made = /^(\w+)\s*(?::\s*[\w.]+\s*)?=\s*(?:\w+\.)?(\w+)\(/gm;
  for (const [, name, maker = ""] of above.matchAll(made)) {
    if (/^(?:Env|FileAwareEnv)$/.test(maker) && has(/^(?:import|from)\s+environs?\b/)) return name;
    if (/^(?:AutoConfig|Config)$/.test(maker) && has(/^from\s+(?:decouple|starlette\.config)\b/)) return name;
  }
  return undefined;
}

/** A function of the file that reads a variable by its only parameter, and raises. */
function ownReader({ root, first }: PythonSource): string | undefined {
  for (const node of namedChildren(root)) {
    if (node.type !== "function_definition" || node.endIndex > first) continue;
    const [, parameter] = /^\(\s*(\w+)(?:\s*:\s*str)?\s*,?\s*\)$/.exec(node.childForFieldName("parameters")?.text ?? "") ?? [];
    const body = node.childForFieldName("body")?.text ?? "";
    if (parameter === undefined || !/\braise\b/.test(body) || !/\breturn\b/.test(body)) continue;
    if (
      new RegExp(`\\b(?:environ\\[\\s*${parameter}\\s*\\]|environ\\.get\\(\\s*${parameter}\\s*\\)|getenv\\(\\s*${parameter}\\s*\\))`).test(
        body,
      )
    )
      return node.childForFieldName("name")?.text;
  }
  return undefined;
}

/** A helper file beside this one. */
export function helperReader(helper: Helper, source: PythonSource): Reader {
  const { file } = source;
  const folder = folderOf(file.path);
  const from = `from ${moduleOf(helper.fileName.replace(/\.py$/, ""), source)} import `;
  const imported = new RegExp(`^${from.replaceAll(".", "\\.")}${helper.symbol}(?: as (\\w+))?$`, "m").exec(file.text);
  const isTaken = imported === null && new RegExp(`\\b${helper.symbol}\\b`).test(file.text);
  const name = imported?.[1] ?? (isTaken ? `${helper.symbol}_from_store` : helper.symbol);
  return {
    read: () => `${name}()`,
    needs: [`${from}${helper.symbol}${name === helper.symbol ? "" : ` as ${name}`}`],
    files: [{ path: folder === "" ? helper.fileName : `${folder}/${helper.fileName}`, text: helper.text }],
  };
}

/** As the file imports its other neighbours; else, inside a package, from there, so that the program's start decides nothing. */
function moduleOf(module: string, { file, project }: PythonSource): string {
  const folder = folderOf(file.path);
  const names = project.list(folder);
  const imported = [...file.text.matchAll(/^(?:from\s+([\w.]+)\s+import|import\s+([\w.]+))/gm)].map((found) => found[1] ?? found[2] ?? "");
  if (imported.some((name) => name.startsWith("."))) return `.${module}`;
  const own = folder.replaceAll("/", ".");
  for (let at = own; at !== ""; at = at.includes(".") ? at.slice(at.indexOf(".") + 1) : "")
    if (imported.some((name) => name === at || name.startsWith(`${at}.`))) return `${at}.${module}`;
  if (imported.some((name) => names.includes(`${name.split(".")[0] ?? ""}.py`))) return module;
  return names.includes("__init__.py") && !/^if\s+__name__\s*==/m.test(file.text) ? `.${module}` : module;
}
