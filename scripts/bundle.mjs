// One bundled ESM file of the program. Modules that are only reached by import() are initialised when that is called.
import { build } from "esbuild";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A plain name of a value; what a getter gives would be loaded, or warned of as deprecated, merely by naming it here. */
const isPlain = (object, name) =>
  /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default" && Object.hasOwn(Object.getOwnPropertyDescriptor(object, name), "value");
/** Getters that our sources import all the same. */
const WANTED_GETTERS = { fs: ["promises"] };

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
      const object = process.getBuiltinModule(path);
      const names = [...Object.keys(object).filter((name) => isPlain(object, name)), ...(WANTED_GETTERS[path] ?? [])];
      return {
        contents: `const it = process.getBuiltinModule("node:${path}");\nexport default it;\nexport const { ${names.join(", ")} } = it;`,
      };
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

/** The bundle's text and the files it is made from, relative to the root. Rejects after esbuild printed its errors. */
export async function bundle() {
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
    plugins: [lateBuiltins, oneLanguage],
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
