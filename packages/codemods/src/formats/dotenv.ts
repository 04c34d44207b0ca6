import { type Replacement, baseName, namedInComment } from "../rewrite.ts";
import { type Scene, rewriteEach, withNotes } from "../text/place.ts";
import { nearby } from "../text/programs.ts";
import type { Codemod, Target } from "../types.ts";

export const dotenv: Codemod = {
  id: "dotenv",
  title: ".env file",
  matches: (path) =>
    /(?:^|\/)(?:\.env(?:rc)?(?:[.-][\w.-]+)?|[\w.-]*\.env(?:\.[\w-]+)?|\.flaskenv|\.dev\.vars)$/.test(path) &&
    !/\.(?:json|ya?ml|toml|xml|md|txt|html?|properties)$/.test(path),
  parses: async () => true, // its readers disagree on what is whole
  async rewrite(file, targets, project) {
    const scene: Scene = { file, targets, project };
    return rewriteEach(file, targets, (target) => replace(target, scene));
  },
};

function replace(target: Target, scene: Scene): Replacement {
  const { file } = scene;
  const lineStart = file.text.lastIndexOf("\n", target.start - 1) + 1;
  const stop = file.text.indexOf("\n", target.start);
  const line = file.text.slice(lineStart, stop === -1 ? file.text.length : stop).replace(/\r$/, "");
  if (/^\uFEFF?\s*#/.test(line)) return namedInComment(target);
  const found = /^(\uFEFF?\s*(?:export\s+)?([\w.-]+)[ \t]*[=:][ \t]*)(.*)$/.exec(line);
  if (found === null) return { refused: "the line is no NAME=value" };
  const [, head = "", name = "", value = ""] = found;
  const from = lineStart + head.length;
  if (target.start < from) return { refused: "it stands in a name, not in a value" };
  const isExample = /\.(?:example|sample|template|dist|tpl|defaults?)\b|^(?:example|sample)\./.test(baseName(file.path));
  if (target.storedIn === file.path && !isExample)
    return {
      refused: `${file.path} is the store itself and keeps it: put it in .gitignore, and take it out of the repository with git rm --cached ${file.path}`,
    };
  const quote = /^(["'`])/.exec(value)?.[1] ?? "";
  const close = quote === "" ? -1 : value.indexOf(quote, target.end - from);
  const comment = quote === "" ? (/\s#.*$/.exec(value)?.index ?? value.length) : close + 1;
  if (quote !== "" && close === -1) return { refused: "the value goes on over several lines: take it out by hand" };
  if (target.end > from + comment) return namedInComment(target);
  const raw = value.slice(quote.length, quote === "" ? comment : close).trimEnd();
  if (target.start !== from + quote.length || target.end !== from + quote.length + raw.length)
    return inPart(name, quote, target, isExample, scene);
  const edit = { start: from, end: from + quote.length * 2 + raw.length, text: "" };
  if (isExample) return { edits: [edit] };
  return withNotes(
    { edits: [edit] },
    `${file.path} has ${name} without a value now: start programs with stanch run --env ${name}=… (where ${target.variable} is kept), and put ${file.path} in .gitignore`,
  );
}

/** A part of a value: readers that fill `${NAME}` do so from the environment they were started in. */
function inPart(name: string, quote: string, target: Target, isExample: boolean, scene: Scene): Replacement {
  if (isExample) return { edits: [{ start: target.start, end: target.end, text: `<${target.variable}>` }] };
  if (quote === "'") return { refused: "between single quotes no reader of .env fills a variable" };
  if (!fillsVariables(scene))
    return {
      refused: `it is a part of the value of ${name}, and not every reader of .env fills \${NAME}: give all of ${name} from the store`,
    };
  return withNotes(
    { edits: [{ start: target.start, end: target.end, text: `\${${target.variable}}` }] },
    `${scene.file.path} takes ${target.variable} from the environment that programs are started in`,
  );
}

function fillsVariables(scene: Scene): boolean {
  if (/(?:^|\/)\.envrc/.test(scene.file.path)) return true;
  return (
    nearby(scene, ["package.json"], /"(?:dotenv-expand|vite|next|nuxt|@nestjs\/config|react-scripts)"/) ||
    nearby(scene, ["requirements.txt", "pyproject.toml", "Pipfile"], /python-dotenv|pydantic-settings/) ||
    nearby(scene, ["Gemfile"], /dotenv/) ||
    nearby(scene, ["composer.json"], /vlucas\/phpdotenv|laravel\/|symfony\/dotenv/)
  );
}
