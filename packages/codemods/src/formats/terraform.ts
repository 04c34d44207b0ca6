import { indentAt, lineEndOf } from "../edits.ts";
import { type Replacement, baseName, folderOf, namedInComment } from "../rewrite.ts";
import { HclText, type HclString } from "../text/hcl.ts";
import { type Scene, rewriteEach, wholeLines, withNotes } from "../text/place.ts";
import type { Codemod, Edit, Target } from "../types.ts";

export const terraform: Codemod = {
  id: "terraform",
  title: "Terraform",
  matches: (path) => /\.(?:tf|tofu|tfvars|hcl)$/.test(path),
  parses: async (text) => new HclText(text).isValid,
  async rewrite(file, targets, project) {
    const hcl = new HclText(file.text);
    const scene: Module = { file, targets, project, others: once(() => siblings({ file, targets, project })) };
    return rewriteEach(
      file,
      targets,
      (target) => replace(target, hcl, scene),
      (needs) => declarations(needs, file.text),
    );
  },
};

/** A file of Terraform, and the others in its folder, which make one module together; they are read when asked for. */
interface Module extends Scene {
  readonly others: () => readonly HclText[];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function replace(target: Target, hcl: HclText, scene: Module): Replacement {
  if (hcl.comments.some(({ start, end }) => start <= target.start && end >= target.end)) return namedInComment(target);
  if (!hcl.isValid) return { refused: "the file is not whole, so that its place cannot be told for sure" };
  const string = hcl.stringAt(target.start, target.end);
  if (string === undefined) return { refused: "it stands in no string" };
  const { attribute } = string;
  if (attribute === undefined) return { refused: "it is a label of a block, which is a name" };
  if (scene.file.path.endsWith(".tfvars")) return inTfvars(string, target, hcl, scene);
  if (isKey(string, hcl.text)) return { refused: "it is a key, and a key is a name that others look for" };
  if (/(?:^|\/)terragrunt[\w.-]*\.hcl$|(?:^|\/)root\.hcl$/.test(scene.file.path))
    return put(string, target, `get_env("${target.variable}")`);
  if (scene.file.path.endsWith(".hcl") && !scene.file.path.endsWith(".pkr.hcl"))
    return { refused: "no program is known to fill a variable into this file" };
  return inBlocks(string, target, hcl, scene);
}

/** The whole string becomes the expression; a part of it, or a line of a heredoc, `${ }` around it. */
function put(string: HclString, target: Target, expression: string): Replacement {
  const isWhole = !string.isHeredoc && string.bodyStart === target.start && string.bodyEnd === target.end;
  return {
    edits: [
      isWhole
        ? { start: string.start, end: string.end, text: expression }
        : { start: target.start, end: target.end, text: `\${${expression}}` },
    ],
  };
}

/** `"secret" = …` in an object. A colon may also be one of `a ? "b" : "c"`. */
function isKey(string: HclString, text: string): boolean {
  const after = /^\s*(=(?!=)|:)/.exec(text.slice(string.end))?.[1];
  return after === "=" || (after === ":" && !text.slice(text.lastIndexOf("\n", string.start) + 1, string.start).includes("?"));
}

const FIXED_BLOCKS: Readonly<Record<string, string>> = {
  terraform:
    'the terraform block is read before any variable: take the entry out, and give it by terraform init -backend-config="…" or the backend\'s own variable',
  moved: "this block is read before any variable",
  removed: "this block is read before any variable",
  import: "an import names what is there already: take the block out once it is imported",
};
const FIXED_ATTRIBUTES = /^(?:count|for_each|depends_on|provider|providers|lifecycle)$/;

function inBlocks(string: HclString, target: Target, hcl: HclText, scene: Module): Replacement {
  const [outer, ...inner] = string.blocks;
  const { attribute } = string;
  if (outer === undefined || attribute === undefined) return { refused: "it stands outside of all blocks" };
  const fixed = FIXED_BLOCKS[outer.type];
  if (fixed !== undefined) return { refused: fixed };
  if (outer.type === "variable") return inVariable(string, target, hcl, scene);
  if (outer.type === "module" && inner.length === 0 && /^(?:source|version)$/.test(attribute.name))
    return { refused: "a module's source takes no variable: take the secret out of the address, and let git ask a credential helper" };
  if (FIXED_ATTRIBUTES.test(attribute.name) || inner.some(({ type }) => type === "lifecycle"))
    return { refused: `${attribute.name} takes no sensitive value` };
  const name = target.variable.toLowerCase();
  if (outer.type === "locals") {
    const use = shownBy(attribute.name, hcl, scene);
    if (use !== undefined) return { refused: `${use} shows local.${attribute.name}, or counts by it: a sensitive value is refused there` };
  }
  const declared = declaration(name, hcl, scene);
  if ("refused" in declared) return declared;
  const made = put(string, target, `var.${name}`);
  if ("refused" in made) return made;
  const lineEnd = lineEndOf(hcl.text);
  const isShown = outer.type === "output" && !outer.attributes.some((each) => each.name === "sensitive");
  const mark: Edit = { start: attribute.end, end: attribute.end, text: `${lineEnd}${indentAt(hcl.text, attribute.start)}sensitive = true` };
  return {
    ...declared,
    edits: [...made.edits, ...(isShown ? [mark] : [])],
    notes: [giveNote(scene, name, target)],
  };
}

function giveNote({ file }: Scene, name: string, { variable }: Target): string {
  const prefix = file.path.endsWith(".pkr.hcl") ? "PKR_VAR" : "TF_VAR";
  const tool = file.path.endsWith(".pkr.hcl") ? "packer" : "terraform";
  return `${tool} takes the value from ${prefix}_${name}: stanch run --env ${prefix}_${name}=… -- ${tool} … (where ${variable} is kept); the state holds it all the same`;
}

/** A default goes, and the variable is marked as sensitive. */
function inVariable(string: HclString, target: Target, hcl: HclText, scene: Module): Replacement {
  const [block] = string.blocks;
  const { attribute } = string;
  const name = block?.labels[0];
  if (block === undefined || attribute === undefined || name === undefined) return { refused: "the variable has another form than usual" };
  if (attribute.name === "description") return namedInComment(target);
  if (
    attribute.name !== "default" ||
    attribute.valueStart !== string.start ||
    attribute.end !== string.end ||
    string.bodyStart !== target.start ||
    string.bodyEnd !== target.end
  )
    return { refused: "it is a part of a variable's default: take the default out, and give all of it from outside" };
  const isMarked = block.attributes.some((each) => each.name === "sensitive");
  const { start, end } = attribute;
  const column = hcl.text.slice(start, end).indexOf("=");
  const isAlone = hcl.text.slice(hcl.text.lastIndexOf("\n", start) + 1, start).trim() === "";
  if (isMarked && !isAlone) return { edits: [{ start, end, text: "" }], notes: [giveNote(scene, name, target)] };
  const edit = isMarked ? wholeLines(hcl.text, start, end) : { start, end, text: `${"sensitive".padEnd(Math.max(column, 10))}= true` };
  return { edits: [edit], notes: [giveNote(scene, name, target)] };
}

function inTfvars(string: HclString, target: Target, hcl: HclText, scene: Module): Replacement {
  const { attribute } = string;
  if (
    attribute === undefined ||
    attribute.valueStart !== string.start ||
    attribute.end !== string.end ||
    string.bodyStart !== target.start ||
    string.bodyEnd !== target.end
  )
    return { refused: "a file of values fills nothing, and the secret is a part of this one: give all of it as TF_VAR_…" };
  return withNotes({ edits: [wholeLines(hcl.text, attribute.start, attribute.end)] }, giveNote(scene, attribute.name, target));
}

function siblings({ file, project }: Scene): readonly HclText[] {
  const folder = folderOf(file.path);
  return project
    .list(folder)
    .filter((name) => /\.(?:tf|tofu)$/.test(name) && name.toLowerCase() !== baseName(file.path))
    .flatMap((name) => {
      const text = project.read(folder === "" ? name : `${folder}/${name}`);
      return text === undefined ? [] : [new HclText(text)];
    });
}

function shownBy(local: string, own: HclText, scene: Module): string | undefined {
  const use = new RegExp(`\\blocal\\.${local}\\b`);
  for (const { text, blocks } of [own, ...scene.others()]) {
    for (const { type, labels, attributes } of blocks) {
      const isUsed = (each: { name: string; valueStart: number; end: number }): boolean => use.test(text.slice(each.valueStart, each.end));
      if (type === "output" && attributes.some(isUsed) && !attributes.some(({ name }) => name === "sensitive"))
        return `output "${labels[0] ?? ""}"`;
      if (attributes.some((each) => /^(?:count|for_each)$/.test(each.name) && isUsed(each))) return `${type} "${labels.join('" "')}"`;
    }
  }
  return undefined;
}

/** Uses the variable that the module has, or declares it: in this file when it is alone, else in a file of its own: two files that need it name the same. */
function declaration(
  name: string,
  own: HclText,
  scene: Module,
): Omit<Extract<Replacement, { edits: unknown }>, "edits"> | { refused: string } {
  const others = scene.others();
  for (const { text, blocks } of [own, ...others]) {
    const block = blocks.find((each) => each.type === "variable" && each.labels[0] === name);
    if (block === undefined) continue;
    const type = block.attributes.find((each) => each.name === "type");
    const isText = type === undefined || /^"?string"?$/.test(text.slice(type.valueStart, type.end));
    return isText ? {} : { refused: `var.${name} is there already and is no string` };
  }
  if (others.length === 0) return { needs: [name] };
  const folder = folderOf(scene.file.path);
  const path = `${folder === "" ? "" : `${folder}/`}variable-${name.replaceAll("_", "-")}.tf`;
  return { files: [{ path, text: variableBlock(name, "\n") }] };
}

function variableBlock(name: string, lineEnd: string): string {
  return [`variable "${name}" {`, "  type      = string", "  sensitive = true", "}", ""].join(lineEnd);
}

function declarations(needs: readonly string[], text: string): readonly Edit[] {
  const lineEnd = lineEndOf(text);
  const blocks = needs.map((name) => lineEnd + variableBlock(name, lineEnd)).join("");
  const gap = text === "" || text.endsWith("\n") ? "" : lineEnd;
  return blocks === "" ? [] : [{ start: text.length, end: text.length, text: gap + blocks }];
}
