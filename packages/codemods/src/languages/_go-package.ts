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
  const others = folderFiles(folderOf(file.path), project).filter(({ path }) => path !== file.path);
  const name = factsOf(file).name;
  return {
    name,
    files: [file, ...others.filter((other) => factsOf(other).name === name)],
    folder: [file, ...others],
  };
}

const folders = new WeakMap<Project, Map<string, readonly SourceFile[]>>();

/** Read once for all files of a folder: each of them asks. */
function folderFiles(folder: string, project: Project): readonly SourceFile[] {
  const known = folders.get(project) ?? new Map<string, readonly SourceFile[]>();
  folders.set(project, known);
  const files =
    known.get(folder) ??
    project
      .list(folder)
      .filter((name) => name.endsWith(".go"))
      .map((name) => (folder === "" ? name : `${folder}/${name}`))
      .flatMap((path) => {
        const text = project.read(path);
        return text === undefined ? [] : [{ path, text }];
      });
  known.set(folder, files);
  return files;
}

interface Facts {
  readonly name: string;
  /** `go build` leaves such a file out: it is run by its name. */
  readonly isStandalone: boolean;
  readonly hasMain: boolean;
  /** Whether it makes types of `string`. */
  readonly hasStringType: boolean;
  /** Functions that read a variable and end the program when it is not set. */
  readonly readers: readonly string[];
  /** Names of `NEW` that stand in it. */
  readonly used: ReadonlySet<string>;
}

const facts = new WeakMap<SourceFile, Facts>();

function factsOf(file: SourceFile): Facts {
  const known = facts.get(file) ?? readFacts(file.text);
  facts.set(file, known);
  return known;
}

const READS = /^func (\w+)\((\w+) string\) string \{\r?\n([\s\S]*?)^\}/gm;
const ENDS = /\b(?:panic|log\.(?:Fatal|Panic)(?:f|ln)?|os\.Exit)\(/;
const NEW = ["mustEnv", "requiredEnv", "mustGetenv", "envOrPanic"];
const NEW_IN_TESTS = ["mustTestEnv", "requiredTestEnv"];

function readFacts(text: string): Facts {
  const readers = [...text.matchAll(READS)].flatMap(([, symbol = "", parameter = "", body = ""]) =>
    new RegExp(`\\bos\\.(?:Getenv|LookupEnv)\\(${parameter}\\)`).test(body) && ENDS.test(body) ? [symbol] : [],
  );
  return {
    name: /^package[ \t]+(\w+)/m.exec(text)?.[1] ?? "main",
    isStandalone: /^\/\/(?:go:build|\s*\+build)\s+ignore\b/m.test(text),
    hasMain: /^func main\(\)/m.test(text),
    hasStringType: /^type \w+ string\r?$/m.test(text),
    readers,
    used: new Set([...NEW, ...NEW_IN_TESTS].filter((name) => new RegExp(`\\b${name}\\b`).test(text))),
  };
}

export function hasStringTypes({ files }: GoPackage): boolean {
  return files.some((file) => factsOf(file).hasStringType);
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

/** The package's own function when it has one, else a new one under a name that no file of the folder uses. */
export function envFunctionOf(file: SourceFile, pack: GoPackage, project: Project): EnvFunction {
  const isTest = isTestFile(file.path);
  for (const other of pack.files) {
    if (other !== file && (factsOf(other).isStandalone || (isTestFile(other.path) && !isTest))) continue;
    const [symbol] = factsOf(other).readers;
    if (symbol !== undefined) return { symbol, place: "present" };
  }
  // Test files have a function of their own: what they share with the package may be added in the same run.
  const symbols = isTest ? NEW_IN_TESTS : NEW;
  const symbol = symbols.find((name) => !pack.folder.some((each) => factsOf(each).used.has(name))) ?? `${symbols[0] ?? ""}Variable`;
  if (isAlone(file, pack)) return { symbol, place: "here" };
  const folder = folderOf(file.path);
  const names = isTest ? ["env_test.go", "must_env_test.go", "stanch_env_test.go"] : ["env.go", "must_env.go", "stanch_env.go"];
  const present = new Set(project.list(folder));
  const name = names.find((each) => !present.has(each)) ?? names[0] ?? "";
  return { symbol, place: { path: folder === "" ? name : `${folder}/${name}` } };
}

/** Whether a file is built without other files of its package. */
function isAlone(file: SourceFile, pack: GoPackage): boolean {
  const { isStandalone, hasMain } = factsOf(file);
  const companions = pack.files.filter(({ path }) => isTestFile(path) === isTestFile(file.path));
  const isOneOfSeveral = hasMain && pack.files.filter((each) => factsOf(each).hasMain).length > 1;
  return companions.length === 1 || isStandalone || isOneOfSeveral;
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

/** Where the function stands that turns a list of numbers into bytes; found again by its first line. */
export function byteFunctionOf(file: SourceFile, pack: GoPackage): EnvFunction {
  const isTest = isTestFile(file.path);
  const symbols = isTest ? ["testByteList", "byteListOfTest"] : ["byteList", "bytesOfList"];
  for (const other of pack.files) {
    if (other !== file && (factsOf(other).isStandalone || (isTestFile(other.path) && !isTest))) continue;
    const present = [...symbols, "byteList"].find((symbol) => other.text.includes(byteFunction(symbol).split("\n", 1)[0] ?? ""));
    if (present !== undefined) return { symbol: present, place: "present" };
  }
  const isUsed = (name: string): boolean => pack.folder.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text));
  const symbol = symbols.find((name) => !isUsed(name)) ?? `${symbols[0] ?? ""}OfNumbers`;
  if (isAlone(file, pack)) return { symbol, place: "here" };
  const folder = folderOf(file.path);
  const name = isTest ? "byte_list_test.go" : "byte_list.go";
  return { symbol, place: { path: folder === "" ? name : `${folder}/${name}` } };
}

export function byteFunction(symbol: string): string {
  return `// ${symbol} returns the numbers of a text such as "0x4c, 125". It panics when something else stands in it.
func ${symbol}(text string) []byte {
	var list []byte
	for _, number := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		value, err := strconv.ParseUint(number, 0, 8)
		if err != nil {
			panic("a secret is not a list of byte numbers")
		}
		list = append(list, byte(value))
	}
	return list
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
