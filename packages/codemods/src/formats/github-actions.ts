import { isMap, isPair, isScalar, type YAMLMap } from "yaml";
import { lineEndOf } from "../edits.ts";
import { type Replacement, namedInComment } from "../rewrite.ts";
import { COMMENT, rewriteEach, withNotes } from "../text/place.ts";
import { scriptOf } from "../text/scripts.ts";
import { type Script, spliceShell } from "../text/shell.ts";
import { type YamlSpot, YamlText, columnAt, pairOf } from "../text/yaml.ts";
import type { Codemod, Target } from "../types.ts";

export const githubActions: Codemod = {
  id: "github-actions",
  title: "GitHub Actions",
  matches: (path) => /(?:^|\/)\.(?:github|gitea|forgejo)\/(?:workflows\/[^/]+|dependabot)\.ya?ml$|(?:^|\/)action\.ya?ml$/.test(path),
  parses: async (text) => new YamlText(text).isValid,
  async rewrite(file, targets) {
    const yaml = new YamlText(file.text, targets);
    const wanted = new Map<number, readonly string[]>();
    return rewriteEach(file, targets, async (target) => {
      const spot = yaml.spotAt(target.start, target.end);
      if (typeof spot === "string") return spot === COMMENT ? namedInComment(target) : { refused: spot };
      if (/(?:^|\/)action\.ya?ml$/.test(file.path))
        return { refused: "an action sees no secrets of its caller: make it an input, which the workflow fills from secrets" };
      const made = await replace(spot, target, { yaml, targets, wanted });
      const isReplaced = !("refused" in made) && made.edits.some(({ text }) => !text.startsWith("<"));
      return isReplaced
        ? withNotes(made, `set the secret for the repository: printenv ${target.variable} | gh secret set ${secretOf(target.variable)}`)
        : made;
    });
  },
};

/** Names that begin with GITHUB_ are GitHub's own: `secrets.GITHUB_TOKEN` is another token. */
function secretOf(variable: string): string {
  return variable.replace(/^(?:GITHUB|GITEA|FORGEJO)_/, "GH_");
}

interface Workflow {
  readonly yaml: YamlText;
  readonly targets: readonly Target[];
  /** Variables that each script will read, by where it begins. */
  readonly wanted: Map<number, readonly string[]>;
}

/** Keys whose values may name `secrets`, by GitHub's table of contexts. */
const FILLED =
  /^(?:env\.[^.]+|jobs\.[^.]+\.(?:env\.[^.]+|secrets\.[^.]+|(?:container|services\.[^.]+)\.(?:env|credentials)\.[^.]+|steps\.\d+\.(?:(?:env|with)\.[^.]+|name|working-directory))|registries\.[^.]+\.(?:token|password|key))$/;
const RUN = /^jobs\.[^.]+\.steps\.\d+\.run$/;

async function replace(spot: YamlSpot, target: Target, workflow: Workflow): Promise<Replacement> {
  const place = workflow.yaml.placeOf(spot, target);
  if (typeof place === "string") return { refused: place };
  const keys = spot.keys.join(".");
  const before = place.raw.slice(0, target.start - place.rawStart);
  const isInside = before.lastIndexOf("${{") > before.lastIndexOf("}}");
  if (!FILLED.test(keys) && !RUN.test(keys))
    return {
      refused: /\.with\.[^.]+$/.test(keys)
        ? "inputs of a called workflow cannot name secrets: give it under secrets: there, and take it in as a secret"
        : "GitHub gives no secrets to this part of a workflow",
    };
  if (isCalledWithout(spot, target))
    return {
      refused: `a called workflow sees the secrets that its callers pass: declare ${secretOf(target.variable)} under on.workflow_call.secrets, and pass it there`,
    };
  if (RUN.test(keys) && !isInside) return inRun(spot, target, workflow);
  if (!isInside) return place.splice(() => `\${{ secrets.${secretOf(target.variable)} }}`);
  // 'secret' as a text in an expression
  const around = workflow.yaml.text.slice(target.start - 1, target.start) + workflow.yaml.text.slice(target.end, target.end + 1);
  if (around !== "''" || spot.scalar.type === "QUOTE_SINGLE") return { refused: "it is a part of an expression between ${{ and }}" };
  return { edits: [{ start: target.start - 1, end: target.end + 1, text: `secrets.${secretOf(target.variable)}` }] };
}

/** Whether the workflow is one that others call, and names the secrets it wants, but not this one. */
function isCalledWithout({ document }: YamlSpot, { variable }: Target): boolean {
  const contents = document.contents;
  const on = isMap(contents) ? (contents.get("on") ?? contents.get(true)) : undefined;
  const call = pairOf(on, "workflow_call");
  return call !== undefined && pairOf(pairOf(call.value, "secrets")?.value, secretOf(variable)) === undefined;
}

/** A script gets the secret as a variable of its step, so that no text of it is put together by the runner. */
async function inRun(spot: YamlSpot, target: Target, workflow: Workflow): Promise<Replacement> {
  const { yaml, targets } = workflow;
  const step = spot.above.at(-2);
  if (!isMap(step)) return { refused: "the step has another form than usual" };
  if (!isShell(spot, step))
    return { refused: "the step's shell is not known to be sh or bash: give the step the secret under env:, and read it there" };
  const script = scriptOf(yaml.text, spot);
  if (script === undefined) return { refused: "the script is written in a form whose letters cannot be told one by one" };
  const edit = await spliceShell(script, target, `\${${target.variable}:?}`);
  if (edit === COMMENT) return namedInComment(target);
  if (typeof edit === "string") return { refused: edit };
  const wanted = workflow.wanted.get(spot.start) ?? (await wantedIn(script, targets, spot));
  workflow.wanted.set(spot.start, wanted);
  const given = giveVariable(spot, step, target, wanted, yaml.text);
  return "refused" in given ? given : { edits: [...given.edits, edit] };
}

/** Variables that a script will read, of all targets in it. */
async function wantedIn(script: Script, targets: readonly Target[], { start, end }: YamlSpot): Promise<readonly string[]> {
  const wanted = new Set<string>();
  for (const each of targets) {
    if (each.start < start || each.end > end) continue;
    if (typeof (await spliceShell(script, each, `\${${each.variable}:?}`)) !== "string") wanted.add(each.variable);
  }
  return [...wanted];
}

function giveVariable(
  spot: YamlSpot,
  step: YAMLMap,
  target: Target,
  wanted: readonly string[],
  text: string,
): Extract<Replacement, { edits: unknown }> | { refused: string } {
  const lineEnd = lineEndOf(text);
  const own = pairOf(step, "env")?.value;
  for (const env of [
    own,
    ...spot.above
      .slice(0, -2)
      .toReversed()
      .map((each) => (isMap(each) ? pairOf(each, "env")?.value : undefined)),
  ]) {
    const known = pairOf(env, target.variable)?.value;
    if (!isScalar(known)) continue;
    const isOurs = String(known.value).replaceAll(/\s/g, "") === `\${{secrets.${secretOf(target.variable)}}}`;
    if (known.value === target.value || isOurs) return { edits: [] };
    return { refused: `${target.variable} is set there already, and to something else` };
  }
  if (isMap(own)) {
    const first = own.items[0]?.key;
    const at = isScalar(first) ? first.range?.[0] : undefined;
    if (at === undefined || own.flow === true) return { refused: "the step's env is written in braces: rewrite it by hand" };
    const indent = " ".repeat(columnAt(text, at));
    return { edits: [{ start: at, end: at, text: `${target.variable}: \${{ secrets.${secretOf(target.variable)} }}${lineEnd}${indent}` }] };
  }
  const pair = spot.above.at(-1);
  const at = isPair(pair) && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  if (at === undefined || step.flow === true || own !== undefined) return { refused: "the step has another form than usual" };
  const indent = " ".repeat(columnAt(text, at));
  const missing = wanted.filter((name) => !isGiven(spot, name));
  const entries = missing.map((name) => `${indent}  ${name}: \${{ secrets.${secretOf(name)} }}${lineEnd}`).join("");
  return { edits: [{ start: at, end: at, text: `env:${lineEnd}${entries}${indent}` }] };
}

/** Whether the job or the workflow sets the variable for all steps. */
function isGiven(spot: YamlSpot, name: string): boolean {
  return spot.above.some((each) => isMap(each) && pairOf(pairOf(each, "env")?.value, name) !== undefined);
}

/** sh or bash: named so, or nothing named and no job of Windows. */
function isShell(spot: YamlSpot, step: YAMLMap): boolean {
  const maps = [step, ...spot.above.slice(0, -2).toReversed()].filter((each) => isMap(each));
  for (const map of maps) {
    const shell = map === step ? map.get("shell") : map.getIn(["defaults", "run", "shell"]);
    if (typeof shell === "string") return /^(?:bash|sh)\b/.test(shell);
  }
  const job = maps.find((map) => map.has("steps"));
  return !/windows/i.test(JSON.stringify([job?.get("runs-on"), job?.get("strategy")]) ?? "");
}
