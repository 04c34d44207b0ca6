import { python } from "../languages/python.ts";
import { type Replacement, namedInComment } from "../rewrite.ts";
import { type JsonSpot, JsonText } from "../text/json.ts";
import { rewriteEach } from "../text/place.ts";
import { type Script, quotedScript } from "../text/shell.ts";
import type { Codemod, Edit, Project, SourceFile, Target } from "../types.ts";

export const notebook: Codemod = {
  id: "notebook",
  title: "Jupyter notebook",
  matches: (path) => path.endsWith(".ipynb"),
  parses: async (text) => new JsonText(text).isValid,
  async rewrite(file, targets, project) {
    const json = new JsonText(file.text);
    return rewriteEach(file, targets, (target) => replace(target, targets, json, file, project));
  },
};

async function replace(
  target: Target,
  targets: readonly Target[],
  json: JsonText,
  file: SourceFile,
  project: Project,
): Promise<Replacement> {
  const spot = json.spotAt(target.start, target.end);
  if (typeof spot === "string") return { refused: spot };
  const [cells, index = "", part] = spot.keys;
  if (cells !== "cells" || part === undefined) return { refused: "it stands outside of the cells" };
  if (part === "outputs" || part === "attachments")
    return { refused: "it stands in what a cell printed: clear the outputs (jupyter nbconvert --clear-output --inplace)" };
  if (part !== "source" || spot.isKey) return { refused: "it stands in the notebook's own data" };
  const kind = json.spots.find(({ keys, isKey }) => !isKey && keys.length === 3 && keys[1] === index && keys[2] === "cell_type");
  if (kind !== undefined && file.text.slice(kind.start, kind.end) !== '"code"') return namedInComment(target);
  if (!isPython(json)) return { refused: "the notebook's language is not Python" };
  return inCell(
    target,
    targets,
    json.spots.filter((each) => isSource(each, index)),
    file,
    project,
  );
}

function isSource({ keys, isKey }: JsonSpot, index: string): boolean {
  return !isKey && keys[0] === "cells" && keys[1] === index && keys[2] === "source";
}

function isPython({ text }: JsonText): boolean {
  const language = /"language"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? /"kernelspec"[\s\S]*?"name"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? "python";
  return language.startsWith("python");
}

/** The cell's lines as one text of Python, changed by Python's own codemod. Lines for IPython itself are comments to it. */
async function inCell(
  target: Target,
  targets: readonly Target[],
  lines: readonly JsonSpot[],
  file: SourceFile,
  project: Project,
): Promise<Replacement> {
  const script = joined(lines, file.text);
  if (script === undefined) return { refused: "the cell is written with escapes that cannot be told apart" };
  const text = script.text.replaceAll(/^[ \t]*[!%?](?=.)/gm, (mark) => `${mark.slice(0, -1)}#`);
  const inside = targets.flatMap((each) => {
    const [start, end] = [script.offsets.indexOf(each.start), script.offsets.indexOf(each.end)];
    return start === -1 || end === -1 ? [] : [{ ...each, start, end }];
  });
  const own = inside.find(({ id }) => id === target.id);
  if (own === undefined) return { refused: "it is written with escapes that cannot be told apart" };
  const line = script.text.slice(script.text.lastIndexOf("\n", own.start - 1) + 1, own.start);
  if (/^[ \t]*[!%]|^%%/.test(line) || /^\s*%%/.test(script.text))
    return { refused: "it stands in a line for IPython's shell or magic: pass it as {os.environ[…]} by hand" };
  // The import is asked for by all of a cell together, so that each answer has the same edits.
  const made = await python.rewrite({ path: file.path.replace(/\.ipynb$/, ".py"), text }, inside, project);
  const refusal = made.refusals.find((each) => each.target === target.id);
  if (refusal !== undefined) return { refused: refusal.reason };
  const edits = made.edits.map((edit) => placed(edit, script));
  if (edits.some((edit) => edit === undefined)) return { refused: "the change would go over several lines of the notebook" };
  return { edits: edits.filter((edit) => edit !== undefined), files: made.files, notes: made.notes };
}

function joined(lines: readonly JsonSpot[], text: string): Script | undefined {
  const scripts = lines.map(({ start, end }) => quotedScript(text, start + 1, end - 1));
  if (scripts.some((script) => script === undefined)) return undefined;
  const all = scripts.filter((script) => script !== undefined);
  const last = all.at(-1)?.offsets.at(-1) ?? 0;
  return {
    text: all.map((script) => script.text).join(""),
    offsets: [...all.flatMap(({ offsets }) => offsets.slice(0, -1)), last],
    escape: (each) => JSON.stringify(each).slice(1, -1),
  };
}

/** An edit that begins and ends within one string of the JSON. */
function placed({ start, end, text }: Edit, script: Script): Edit | undefined {
  const from = script.offsets[start];
  const last = script.offsets[Math.max(start, end - 1)];
  const to = end === start ? from : last === undefined ? undefined : last + widthOf(script, end - 1, last);
  if (from === undefined || to === undefined) return undefined;
  if (script.text.slice(start, Math.max(start, end - 1)).includes("\n")) return undefined;
  return { start: from, end: to, text: script.escape(text) };
}

/** Letters of the file that one letter of the script takes: two for an escape. */
function widthOf(script: Script, index: number, offset: number): number {
  const next = script.offsets[index + 1];
  return next === offset + 1 || !/[\n\t\r"\\/]/.test(script.text.charAt(index)) ? 1 : 2;
}
