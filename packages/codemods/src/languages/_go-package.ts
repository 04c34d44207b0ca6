import { folderOf } from "../rewrite.ts";
import type { Project, SourceFile } from "../types.ts";

/** What the other files of a package say, and of the module around it. */
export interface GoPackage {
  readonly name: string;
  /** Every file of the folder that says the same package, this one first. */
  readonly files: readonly SourceFile[];
  /** Files of the folder, of any package: names in them are better not used again. */
  readonly folder: readonly SourceFile[];
}

export function packageOf(file: SourceFile, project: Project): GoPackage {
  const folder = folderOf(file.path);
  const others = project
    .list(folder)
    .filter((name) => name.endsWith(".go"))
    .map((name) => (folder === "" ? name : `${folder}/${name}`))
    .filter((path) => path !== file.path)
    .flatMap((path) => {
      const text = project.read(path);
      return text === undefined ? [] : [{ path, text }];
    });
  const name = packageNameOf(file.text);
  return {
    name,
    files: [file, ...others.filter(({ text }) => packageNameOf(text) === name)],
    folder: [file, ...others],
  };
}

function packageNameOf(text: string): string {
  return /^package[ \t]+(\w+)/m.exec(text)?.[1] ?? "main";
}

export function isTestFile(path: string): boolean {
  return path.endsWith("_test.go");
}

/** A function that reads a variable and ends the program when it is not set: its name, and the file that defines it where that is new. */
export interface EnvFunction {
  readonly symbol: string;
  /** `present`: nothing is added. `here`: at the end of this file. Else the path of a new file of the package. */
  readonly place: "present" | "here" | { readonly path: string };
}

const READS = /^func (\w+)\((\w+) string\) string \{\r?\n([\s\S]*?)^\}/gm;
const ENDS = /\b(?:panic|log\.(?:Fatal|Panic)(?:f|ln)?|os\.Exit)\(/;

/** The package's own function when it has one, else a new one under a name that no file of the folder uses. */
export function envFunctionOf(file: SourceFile, pack: GoPackage, project: Project): EnvFunction {
  const isTest = isTestFile(file.path);
  for (const { path, text } of pack.files) {
    if (path !== file.path && (isStandalone(text) || (isTestFile(path) && !isTest))) continue;
    for (const [, symbol = "", parameter = "", body = ""] of text.matchAll(READS)) {
      if (new RegExp(`\\bos\\.(?:Getenv|LookupEnv)\\(${parameter}\\)`).test(body) && ENDS.test(body)) return { symbol, place: "present" };
    }
  }
  // Test files have a function of their own: what they share with the package may be added in the same run.
  const symbols = isTest ? ["mustTestEnv", "requiredTestEnv"] : ["mustEnv", "requiredEnv", "mustGetenv", "envOrPanic"];
  const isFree = (symbol: string): boolean => !pack.folder.some(({ text }) => new RegExp(`\\b${symbol}\\b`).test(text));
  const symbol = symbols.find(isFree) ?? `${symbols[0] ?? ""}Variable`;
  const companions = pack.files.filter(({ path }) => isTestFile(path) === isTest);
  const mains = pack.files.filter(({ text }) => /^func main\(\)/m.test(text));
  if (companions.length === 1 || isStandalone(file.text) || (mains.length > 1 && /^func main\(\)/m.test(file.text)))
    return { symbol, place: "here" };
  const folder = folderOf(file.path);
  const names = isTest ? ["env_test.go", "must_env_test.go", "stanch_env_test.go"] : ["env.go", "must_env.go", "stanch_env.go"];
  const present = new Set(project.list(folder));
  const name = names.find((each) => !present.has(each)) ?? names[0] ?? "";
  return { symbol, place: { path: folder === "" ? name : `${folder}/${name}` } };
}

/** `go build` leaves such a file out: it is run by its name. */
function isStandalone(text: string): boolean {
  return /^\/\/(?:go:build|\s*\+build)\s+ignore\b/m.test(text);
}

export function envFunction(symbol: string): string {
  return `// ${symbol} returns what a variable of the environment holds. It panics when the variable is not set.
func ${symbol}(name string) string {
	value := os.Getenv(name)
	if value == "" {
		panic(name + " is not set in the environment")
	}
	return value
}
`;
}

const MOST_FOLDERS = 3000;
const importers = new WeakMap<Project, ReadonlyMap<string, readonly string[]>>();

/** Paths of the project's Go files, vendored ones left out, that import a package whose folder has this name. Reads each file once. */
export function importersOf(project: Project, folder: string): readonly string[] {
  const known = importers.get(project) ?? importersIn(project);
  importers.set(project, known);
  return known.get(folder) ?? [];
}

function importersIn(project: Project): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const path of goFilesOf(project)) {
    const text = project.read(path) ?? "";
    const head = text.slice(0, Math.max(0, text.search(/^(?:func|type|var|const)\b/m)));
    const names = new Set([...head.matchAll(/"([^"\n]*)"/g)].map(([, imported = ""]) => imported.slice(imported.lastIndexOf("/") + 1)));
    for (const name of names) {
      const paths = all.get(name);
      if (paths === undefined) all.set(name, [path]);
      else paths.push(path);
    }
  }
  return all;
}

function goFilesOf(project: Project): readonly string[] {
  const paths: string[] = [];
  const folders = [""];
  for (let index = 0; index < folders.length && index < MOST_FOLDERS; index++) {
    const folder = folders[index] ?? "";
    for (const name of project.list(folder)) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (name.endsWith(".go")) paths.push(path);
      else if (!name.startsWith(".") && !/^(?:vendor|node_modules|testdata)$|\.\w{1,5}$/.test(name)) folders.push(path);
    }
  }
  return paths;
}
