// One bundled ESM file of the program. Modules that are only reached by import() are initialised when that is called.
import { build } from "esbuild";
import { readFileSync, readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lateDetectors } from "./late-detectors.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const isGetter = (object, name) => Object.getOwnPropertyDescriptor(object, name)?.get !== undefined;

/**
 * What a bundled import of a built-in module can name: all but its getters, since those load more, or warn of deprecation,
 * merely by being read; and the getters that our sources ask for.
 */
function namesOf(path) {
  const object = process.getBuiltinModule(path);
  const importing = new RegExp(`import \\{([^}]*)\\} from "node:${path}"`, "g");
  const asked = sources().flatMap((text) => [...text.matchAll(importing)].flatMap(([, list = ""]) => list.split(",")));
  const wanted = new Set(asked.map((part) => part.trim().split(" ")[0] ?? ""));
  return Object.keys(object).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default" && (!isGetter(object, name) || wanted.has(name)),
  );
}

/** What no start needs: loaded when something of it is called. Together they cost a start some 10 ms, and each thread again. */
const HEAVY = new Set(["child_process", "crypto", "net", "os", "timers/promises", "zlib"]);

/** Functions that call what they are named after, and for anything else an object that looks it up. */
function lateContents(path, names) {
  const object = process.getBuiltinModule(path);
  // Text, such as os.EOL, would have to be loaded to be exported: whoever needs it takes it another way.
  const lines = names
    .filter((name) => ["function", "object"].includes(typeof object[name]))
    .map((name) =>
      typeof object[name] === "function"
        ? `export function ${name}(...args) { const real = it().${name}; return new.target ? new real(...args) : real(...args); }`
        : `export const ${name} = new Proxy({}, { get: (_, key) => it().${name}[key] });`,
    );
  return [
    `let loaded;`,
    `const it = () => (loaded ??= process.getBuiltinModule("node:${path}"));`,
    `export default new Proxy({}, { get: (_, key) => it()[key] });`,
    ...lines,
  ].join("\n");
}

let texts;
function sources() {
  texts ??= readdirSync(join(root, "packages"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes("node_modules"))
    .map((path) => readFileSync(join(root, "packages", path), "utf8"));
  return texts;
}

/**
 * Node's modules, loaded when the module that imports them is initialised. An `import` from "node:https" stays one in a
 * bundle, moves to its top and is loaded at every start: measured 18 of 24 ms of `--version`.
 */
const lateBuiltins = {
  name: "late-builtins",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path }) => {
      const name = path.replace(/^node:/, "");
      return builtinModules.includes(name) ? { path: name, namespace: "builtin", sideEffects: false } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => {
      const names = namesOf(path);
      if (HEAVY.has(path)) return { contents: lateContents(path, names) };
      return {
        contents: `const it = process.getBuiltinModule("node:${path}");\nexport default it;\nexport const { ${names.join(", ")} } = it;`,
      };
    });
  },
};

/**
 * A detector's samples are made when somebody asks for them: `doctor` and tests do, a scan does not. The formatter fixes
 * how they are written, so the end of the list is known by its indent.
 */
const lateSamples = {
  name: "late-samples",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]packages[\\/]detectors[\\/]src[\\/][\w.-]+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const late = text
        .replace(/^( +)(examples|counterExamples): \[\n([\s\S]*?)^\1\],$/gm, "$1get $2() { return [\n$3$1]; },")
        .replace(/^( +)(examples|counterExamples): (\[.*\]),$/gm, "$1get $2() { return $3; },")
        // Expressions too: parsing all of them is most of what loading the detectors costs.
        .replace(/^( +)(pattern|requires):(?:\n)? +(\/.*\/[a-z]*),$/gm, "$1get $2() { return $3; },")
        .replace(/^( +)(pattern|requires):(?:\n)? +(\w+\(.*\)),$/gm, "$1get $2() { return $3; },")
        .replace(/^( +)(notSecret): (\[\/.*\]),$/gm, "$1get $2() { return $3; },");
      return { contents: late, loader: "ts" };
    });
  },
};

/** zod carries its messages in fifty languages, a third of the whole bundle. */
const oneLanguage = {
  name: "one-language",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: 'export { default as en } from "./en.js";' }));
  },
};

/**
 * One character beyond Latin-1 makes V8 hold the whole program at two bytes a character, and a start decode it the slow way.
 * esbuild escapes those in strings and leaves those in expressions, where the escape means the same.
 */
const asciiOnly = (text) => text.replace(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** `made`: by tables.mjs. The bundle's text and the files it is made from, relative to the root. Rejects after esbuild printed its errors. */
export async function bundle(define, made) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["packages/cli/src/main.ts"],
    outfile: "main.mjs",
    write: false,
    bundle: true,
    metafile: true,
    platform: "node",
    target: "node22",
    format: "esm",
    plugins: [lateBuiltins, lateDetectors(made), lateSamples, oneLanguage],
    define,
    minifyWhitespace: true,
    minifySyntax: true,
    // Names stay: a stack trace of a user is worth more than the bytes.
    minifyIdentifiers: false,
    legalComments: "none",
    logLevel: "warning",
  });
  const [file] = result.outputFiles;
  return { text: asciiOnly(file.text), files: Object.keys(result.metafile.inputs) };
}

const loadedLater = {
  name: "loaded-later",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\.\// }, ({ path }) => ({ path, external: true })),
};

/** One file of scripts/NAME.mjs and what it imports of ours. What it loads only at need stays a path: it must lie as from scripts/. */
export async function bundleStart(name, define) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [`scripts/${name}.mjs`],
    outfile: `${name}.mjs`,
    write: false,
    bundle: true,
    plugins: [loadedLater],
    define,
    platform: "node",
    target: "node22",
    format: "esm",
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}
