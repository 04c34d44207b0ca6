// One bundled ESM file of the program. Modules that are only reached by import() are initialised when that is called.
import { build } from "esbuild";
import { readFileSync, readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverApart } from "./bundle-server.mjs";
import { PARTS, apart, lateDetectors, wholeEntry } from "./late-detectors.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Names that our sources import from a built-in module. */
function askedOf(path) {
  const importing = new RegExp(`import \\{([^}]*)\\} from "node:${path}"`, "g");
  const asked = sources().flatMap((text) => [...text.matchAll(importing)].flatMap(([, list = ""]) => list.split(",")));
  return new Set(asked.map((part) => part.trim().split(" ")[0] ?? ""));
}

/** What no start needs: loaded when something of it is called. Together they cost a start some 10 ms, and each thread again. */
const HEAVY = new Set(["child_process", "crypto", "module", "net", "os", "timers/promises", "zlib"]);

/**
 * What a bundled import of a built-in module can name. Many of its members load more, or warn of deprecation, merely by being
 * read: all but those that our sources ask for are functions that call what they are named after, and for objects one that
 * looks it up.
 */
function contentsOf(path) {
  const object = process.getBuiltinModule(path);
  const asked = HEAVY.has(path) ? new Set() : askedOf(path);
  if (path === "events") asked.add("EventEmitter"); // commander's commands extend it
  const names = Object.keys(object).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default");
  const lateOnes = names
    .filter((name) => !asked.has(name))
    .map((name) => {
      if (typeof object[name] === "function")
        return `export function ${name}(...args) { const real = it().${name}; return new.target ? new real(...args) : real(...args); }`;
      // Text, such as os.EOL, would have to be loaded to be exported: whoever needs it takes it another way.
      return typeof object[name] === "object" ? `export const ${name} = new Proxy({}, { get: (_, key) => it().${name}[key] });` : "";
    });
  const now = names.filter((name) => asked.has(name));
  return [
    "let loaded;",
    `const it = () => (loaded ??= process.getBuiltinModule("node:${path}"));`,
    "export default new Proxy({}, { get: (_, key) => it()[key] });",
    now.length === 0 ? "" : `export const { ${now.join(", ")} } = it();`,
    ...lateOnes,
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
    onResolve({ filter: /^(node:)?[a-z0-9_/]+$/ }, ({ path }) => {
      const name = path.replace(/^node:/, "");
      return builtinModules.includes(name) ? { path: name, namespace: "builtin", sideEffects: false } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({ contents: contentsOf(path) }));
  },
};

/**
 * A detector's samples are read when somebody asks for them: `doctor` does, a scan does not. The formatter fixes how they are
 * written, so the end of the list is known by its indent.
 */
const lateSamples = (samplesOf) => ({
  name: "late-samples",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]packages[\\/]detectors[\\/]src[\\/][\w.-]+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const late = text
        .replace(/^( +)(examples|counterExamples): \[\n([\s\S]*?)^\1\],$/gm, "$1get $2() { return samplesOf(this.id).$2; },")
        .replace(/^( +)(examples|counterExamples): (\[.*\]),$/gm, "$1get $2() { return samplesOf(this.id).$2; },")
        // Expressions too: parsing all of them is most of what loading the detectors costs.
        .replace(/^( +)(pattern|requires):(?:\n)? +(\/.*\/[a-z]*),$/gm, "$1get $2() { return $3; },")
        .replace(/^( +)(pattern|requires):(?:\n)? +(\w+\(.*\)),$/gm, "$1get $2() { return $3; },")
        .replace(/^( +)(notSecret): (\[\/.*\]),$/gm, "$1get $2() { return $3; },");
      return { contents: `import { samplesOf } from "stanch:samples";\n${late}`, loader: "ts" };
    });
    onResolve({ filter: /^stanch:samples$/ }, ({ path }) => ({ path, namespace: "samples", sideEffects: false }));
    onLoad({ filter: /.*/, namespace: "samples" }, () => ({ contents: samplesOf }));
  },
});

const SAMPLES_OF = `
import { createRequire } from "node:module";
let all;
export function samplesOf(id) {
  all ??= new Map(createRequire(import.meta.url)("./samples.cjs").detectors.map((detector) => [detector.id, detector]));
  return all.get(id);
}
`;

const SAMPLES_OF_CJS = SAMPLES_OF.replace('import { createRequire } from "node:module";', "").replace(
  "createRequire(import.meta.url)",
  "require",
);

const commonJs = {
  absWorkingDir: root,
  write: false,
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
};
const detectorBuild = { ...commonJs, external: ["./samples.cjs"], plugins: [lateBuiltins, lateSamples(SAMPLES_OF_CJS)] };

/**
 * Files of the detectors but for the common ones: all in one, and one after the other with their ends in bytes. Each module is
 * evaluated when a keyword of it is met.
 */
export async function bundleDetectors() {
  const { name, ...stdin } = wholeEntry();
  const files = apart();
  const [whole, each] = await Promise.all([
    build({ ...detectorBuild, stdin, outfile: name }),
    build({
      ...detectorBuild,
      entryPoints: files.map((file) => `packages/detectors/src/${file}`),
      outdir: "parts",
      external: ["./samples.cjs", "@stanch/model", "./_*.ts"],
    }),
  ]);
  const texts = new Map(each.outputFiles.map(({ path, text }) => [basename(path).replace(/\.js$/, ".ts"), asciiOnly(text)]));
  const parts = files.map((file) => texts.get(file));
  let end = 0;
  return {
    files: new Map([
      [name, `(function(module,exports,require){${asciiOnly(whole.outputFiles[0].text)}\n})`],
      [PARTS, parts.join("")],
    ]),
    ends: parts.map((part) => (end += part.length)),
  };
}

/** All detectors with their samples, in a file of their own: a third of the program that no scan reads. */
export async function bundleSamples() {
  const result = await build({ ...commonJs, entryPoints: ["packages/detectors/src/index.gen.ts"], outfile: "samples.cjs" });
  return result.outputFiles[0].contents;
}

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

/** Libraries as large as much of the program, each needed by one secret store or place: a file of its own, loaded when that is called. */
const APART = {
  "@aws-sdk/client-secrets-manager": "aws-sdk.mjs",
  "@aws-sdk/client-s3": "aws-s3.mjs",
  "google-auth-library": "google-auth.mjs",
  "@octokit/core": "octokit.mjs",
  "libsodium-wrappers": "libsodium.mjs",
  "@gitbeaker/rest": "gitbeaker.mjs",
};

const librariesApart = {
  name: "libraries-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^[@a-z]/ }, ({ path }) => (Object.hasOwn(APART, path) ? { path: `./${APART[path]}`, external: true } : undefined));
  },
};

/** What our sources take from a library: a wrong guess would fail at the first call, so it is read from them. */
function takenFrom(library) {
  const taking = new RegExp(`(?:\\{([^{}]*)\\}|\\bsdk) = await import\\("${library}"\\)`);
  return sources().flatMap((text) => {
    const found = taking.exec(text);
    if (found === null) return [];
    if (found[1] === undefined) return [...text.matchAll(/\bsdk\.(\w+)/g)].map(([, name]) => name);
    return found[1].split(",").map((part) => part.trim().split(":")[0] ?? "");
  });
}

/** Those libraries' files, and what they are made from. */
export async function bundleApart() {
  return Promise.all(Object.entries(APART).map(async ([library, file]) => bundleLibrary(library, file, [...new Set(takenFrom(library))])));
}

/** Google's library fetches with a package that does what Node's own fetch does, in Node too. */
const ownFetch = {
  name: "own-fetch",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node-fetch$/ }, ({ path }) => ({ path, namespace: "own-fetch" }));
    onLoad({ filter: /.*/, namespace: "own-fetch" }, () => ({ contents: "export default globalThis.fetch;" }));
  },
};

async function bundleLibrary(library, file, names) {
  const result = await build({
    absWorkingDir: root,
    stdin: { contents: `export { ${names.join(", ")} } from "${library}";`, resolveDir: join(root, "packages/stores") },
    outfile: file,
    write: false,
    bundle: true,
    metafile: true,
    plugins: [ownFetch],
    platform: "node",
    target: "node22",
    format: "esm",
    mainFields: ["module", "main"],
    // Some of their parts are CommonJS and ask for modules of Node.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: false,
    legalComments: "none",
    logLevel: "warning",
  });
  return { name: file, bytes: result.outputFiles[0].contents, files: Object.keys(result.metafile.inputs) };
}

/**
 * What a scan and a hook need is in main.js, all commands in all.js, which holds the same once more: a program loads what it
 * reads, a developer's commit a megabyte less. Only one of them runs in a process, so nothing is there twice.
 */
const allApart = {
  name: "all-apart",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/all\.ts$/ }, ({ path }) => ({ path, namespace: "all" }));
    onLoad({ filter: /.*/, namespace: "all" }, () => ({
      contents: `const module = { exports: {} };
STANCH_HOST.load("all.js")(STANCH_HOST, module);
export const { main } = module.exports;`,
    }));
    // A scan that asks providers or reads what is no path is not hot, nor are lists of kinds: hot.ts sends them to the other file.
    onResolve({ filter: /^@stanch\/providers$|^\.\/catalogue\.ts$|^\.\/(?:(?:hosts|places)\/index|scan-dockerfile)\.ts$/ }, ({ path }) => ({
      path,
      namespace: "absent",
    }));
    onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: 'throw new Error("this part of stanch is in all.js");' }));
  },
};

/** Patterns of paths are compiled when somebody gives one; reading what compiles them costs each start 2 ms. */
const lateGlobs = {
  name: "late-globs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^picomatch$/ }, ({ path, namespace }) =>
      namespace === "late-globs" ? undefined : { path, namespace: "late-globs", sideEffects: false },
    );
    onLoad({ filter: /.*/, namespace: "late-globs" }, () => ({
      contents: `const late = (...args) => require("picomatch")(...args);
late.makeRe = (...args) => require("picomatch").makeRe(...args);
export default late;`,
      resolveDir: join(root, "packages/scan"),
    }));
  },
};

/** `made`: by tables.mjs; `ends`: by bundleDetectors. Both files' texts by name, and what they are made from, relative to the root. Rejects after esbuild printed its errors. */
export async function bundle(define, made, ends) {
  const plugins = [serverApart, librariesApart, lateBuiltins, lateGlobs, lateDetectors(made, ends), lateSamples(SAMPLES_OF), oneLanguage];
  const options = { ...programBuild({ ...define, "import.meta.url": "STANCH_URL" }), format: "cjs" };
  const [main, all] = await Promise.all([
    build({ ...options, entryPoints: ["packages/cli/src/main.ts"], outfile: "main.js", plugins: [allApart, ...plugins] }),
    build({ ...options, entryPoints: ["packages/cli/src/all.ts"], outfile: "all.js", plugins }),
  ]);
  return {
    texts: new Map([
      ["main.js", asFunction(main.outputFiles[0].text)],
      ["all.js", asFunction(all.outputFiles[0].text)],
    ]),
    files: [...new Set([main, all].flatMap(({ metafile }) => Object.keys(metafile.inputs)))],
  };
}

/** So that start.mjs can load it with the code that V8 compiled before. */
const asFunction = (text) =>
  `(function(STANCH_HOST,module){"use strict";const STANCH_URL=STANCH_HOST.url,require=STANCH_HOST.require;${importsByHost(asciiOnly(text))}\n})`;

/** A text that is run as a script has no import() of its own but an experimental one, which warns. */
const importsByHost = (text) => text.replaceAll(/\bimport\((?="\.\/)/g, "STANCH_HOST.importBeside(");

const programBuild = (define) => ({
  absWorkingDir: root,
  write: false,
  bundle: true,
  metafile: true,
  platform: "node",
  target: "node22",
  format: "esm",
  define,
  minifyWhitespace: true,
  minifySyntax: true,
  // Names stay: a stack trace of a user is worth more than the bytes.
  minifyIdentifiers: false,
  legalComments: "none",
  logLevel: "warning",
});

const loadedLater = {
  name: "loaded-later",
  setup: ({ onResolve }) => onResolve({ filter: /^\.\.\// }, ({ path }) => ({ path, external: true })),
};

/** One file of scripts/NAME.mjs and what it imports of ours. What it loads only at need stays a path: it must lie as from scripts/. */
export async function bundleStart(name, define, format = "esm") {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [`scripts/${name}.mjs`],
    outfile: `${name}.js`,
    write: false,
    bundle: true,
    plugins: [loadedLater],
    define,
    platform: "node",
    target: "node22",
    format,
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}
