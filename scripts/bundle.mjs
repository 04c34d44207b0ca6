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
  return { text: file.contents, files: Object.keys(result.metafile.inputs) };
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
