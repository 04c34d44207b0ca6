import { lineEndOf } from "../edits.ts";
import { type Node, namedChildren } from "../grammar.ts";
import type { Replacement } from "../rewrite.ts";
import type { Helper } from "../types.ts";
import { type Place, type Reading, type Source, beside, inPlace } from "./_code.ts";

/** Escapes of Java and Kotlin; Kotlin's `\$` too. */
export const JVM_ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  s: " ",
  0: "\0",
  '"': '"',
  "'": "'",
  "\\": "\\",
  $: "$",
};

/** Android has no environment, and whatever an app carries can be read out of it. */
export function androidFault({ file, project }: Source): string | undefined {
  const set = /^(.*?)\bsrc\/(\w+)\//.exec(file.path);
  const isApp =
    /^android/i.test(set?.[2] ?? "") ||
    /^import\s+androidx?\.(?!annotation\.)/m.test(file.text) ||
    (set !== null && !/test/i.test(set[2] ?? "") && project.list(`${set[1] ?? ""}src/main`).includes("AndroidManifest.xml"));
  return isApp
    ? "an Android app has no environment, and whoever has the app can read what it carries: keep the secret on a server of yours"
    : undefined;
}

const SPRING =
  /^import\s+(?:org\.springframework|io\.micronaut)\.([\w.]+)\.(?:\*|(Value|TestPropertySource|SpringBootTest|FeignClient)\b)/gm;

/** The annotation's own way to read a setting, or why there is none. `dollar`: how the language writes `$` in a string. */
export function inAnnotation(name: string, place: Place, { file }: Source, dollar: string): Replacement {
  const known = [...file.text.matchAll(SPRING)].some(
    ([, folder = "", exact]) =>
      exact === name || (exact === undefined && name === "Value" && /^(?:beans\.factory|context)\.annotation$/.test(folder)),
  );
  if (!known) return { refused: "an argument of an annotation must be known when the program is compiled" };
  if (place.targets.some(({ helper }) => helper !== undefined))
    return { refused: "an annotation cannot call the store: it reads the environment, so start the program with stanch run" };
  if (place.targets.some(({ value }) => /[$#]\{|['\\]/.test(value)))
    return { refused: "the secret holds characters that Spring reads in its own way" };
  return { edits: inPlace(place, (index) => `${dollar}{${place.targets[index]?.variable ?? ""}}`) };
}

/** Bounded: a file without closing parentheses must not cost a search to its end for each annotation. */
const ANNOTATIONS = /@(?!interface\b)[A-Za-z_][\w.:]{0,100}\s{0,20}\((?:[^()]|\((?:[^()]|\([^()]{0,500}\)){0,500}\)){0,2000}\)/g;

/** Annotations and labels of switch in a text. */
function* constantPlaces(path: string, text: string): Generator<string> {
  for (const [piece] of text.matchAll(ANNOTATIONS)) yield piece;
  if (path.endsWith(".java")) for (const [piece] of text.matchAll(/\bcase\s+[^:;{}\n]{1,500}(?=:|->)/g)) yield piece;
}

/** Pieces of Java and Kotlin text whose names must be constants. */
export function* jvmConstantPlaces(path: string, text: string): Generator<string> {
  yield* constantPlaces(path, text);
  for (const [, piece = ""] of text.matchAll(/\bconst\s+val\s+\w+[^=\n]{0,200}=([^\n]*)/g)) yield piece;
}

/** As well, Kotlin's constants that Java code reads as fields. */
export function* kotlinConstantPlaces(path: string, text: string): Generator<string> {
  yield* jvmConstantPlaces(path, text);
  if (path.endsWith(".java")) for (const [, piece = ""] of text.matchAll(/\b[A-Za-z]\w*((?:\.[A-Za-z_]\w*)+)/g)) yield piece;
}

/** Whether a name occurs in an annotation or a label of this file. */
export function isConstantHere(name: string, { file: { text, path } }: Source): boolean {
  const word = new RegExp(`\\b${name}\\b`);
  const isJava = path.endsWith(".java"); // Kotlin's strings may hold names
  for (const piece of constantPlaces(path, text)) if (word.test(isJava ? piece.replace(/"(?:[^"\\\n]|\\.)*"/g, "") : piece)) return true;
  return false;
}

/** The package line of a file for its helper's text. */
export function packaged(root: Node, text: string, type: string, end: string): string {
  const own = namedChildren(root)
    .find((node) => node.type === type)
    ?.text.trim();
  return (own === undefined ? text : `${own}\n\n${text}`).replaceAll("\n", end);
}

/** The store's helper beside the file, in its package. `header`: what the grammar calls a package's line. */
export function jvmHelper({ file, root }: Source, header: string): (helper: Helper) => Reading {
  return ({ symbol, fileName, text }) => ({
    text: `${symbol}()`,
    files: [{ path: beside(file.path, fileName), text: packaged(root, text, header, lineEndOf(file.text)) }],
  });
}
