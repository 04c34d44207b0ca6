import { type YAMLMap, type YAMLSeq, isMap, isPair, isScalar, isSeq } from "yaml";
import { lineEndOf } from "../edits.ts";
import type { Replacement } from "../rewrite.ts";
import type { Target } from "../types.ts";
import { withNotes } from "./place.ts";
import { type YamlSpot, type YamlText, columnAt, pairOf, rangeOf } from "./yaml.ts";

/** The manifest that a place belongs to: the nearest map above it with `apiVersion` and `kind`. */
export function kindOf(spot: YamlSpot): string | undefined {
  for (const each of spot.above.toReversed()) {
    if (!isMap(each) || pairOf(each, "apiVersion") === undefined) continue;
    const kind = each.get("kind");
    if (typeof kind === "string") return kind;
  }
  return undefined;
}

/** Kinds whose files hold values by design, or have no way to refer to a Secret. */
const LEFT: Readonly<Record<string, string>> = {
  Secret:
    "the manifest of a Secret holds the value itself: keep it out of the repository, and let an ExternalSecret or a SealedSecret make it",
  SealedSecret: "a SealedSecret is encrypted already",
  ConfigMap: "a ConfigMap is no place for a secret: move the key to a Secret, and refer to it by secretKeyRef or a volume",
  Kustomization: "kustomize fills no variables: use envs: or files: of secretGenerator with a file that git ignores",
};

const CONTAINER = String.raw`(?:(?:containers|initContainers|ephemeralContainers)\.\d+|container|script)`;
const ENV_VALUE = new RegExp(String.raw`(?:^|\.)${CONTAINER}\.env\.\d+\.value$`);
const ARGUMENT = new RegExp(String.raw`(?:^|\.)${CONTAINER}\.(?:args|command)\.\d+$`);

/** `value:` of a container's variable becomes a `secretKeyRef`; in text around it, and in arguments, `$(NAME)` stands for it. */
export function inKubernetes(kind: string, spot: YamlSpot, target: Target, yaml: YamlText): Replacement {
  if (spot.isKey) return { refused: "it is a key, and a key is a name that programs look for" };
  const left = LEFT[kind];
  if (left !== undefined) return { refused: left };
  const keys = spot.keys.join(".");
  const note = noteOf(target);
  if (ENV_VALUE.test(keys)) return withNotes(inEnv(spot, target, yaml), note);
  if (ARGUMENT.test(keys)) return withNotes(inArgument(spot, target, yaml), note);
  return { refused: `this field of a ${kind} takes the text as it is: give the container a variable or a file from a Secret instead` };
}

function noteOf({ variable }: Target): string {
  return `make the Secret first: printenv ${variable} | tr -d '\\n' | kubectl create secret generic ${secretName(variable)} --from-file=${variable}=/dev/stdin`;
}

/** An entry of a list of variables that a chart's template hands on as it is, such as `env:` of its values. */
export function inEnvList(spot: YamlSpot, target: Target, yaml: YamlText): Replacement {
  return withNotes(inEnv(spot, target, yaml), noteOf(target));
}

function secretName(variable: string): string {
  return variable
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^-+|-+$/g, "");
}

/** Lines of a reference below `valueFrom`, each with the indent of `valueFrom` itself. */
function reference(variable: string, column: number, lineEnd: string): string {
  const lines = ["valueFrom:", "  secretKeyRef:", `    name: ${secretName(variable)}`, `    key: ${variable}`];
  return lines.join(lineEnd + " ".repeat(column));
}

function inEnv(spot: YamlSpot, target: Target, yaml: YamlText): Replacement {
  const item = spot.above.at(-2);
  const pair = spot.above.at(-1);
  const list = spot.above.at(-3);
  const place = yaml.placeOf(spot, target);
  if (typeof place === "string") return { refused: place };
  if (!isMap(item) || !isPair(pair) || !isSeq(list)) return { refused: "the variable's entry has another form than usual" };
  if (!place.isWhole) return interpolated(list, spot, target, yaml);
  if (spot.scalar.anchor !== undefined) return { refused: "other places refer to the value by an anchor" };
  const range = rangeOf(pair);
  if (range === undefined) return { refused: "the variable's entry has another form than usual" };
  const [start, end] = range;
  const secret = secretName(target.variable);
  const stop = start + yaml.text.slice(start, end).trimEnd().length;
  const text =
    item.flow === true
      ? `valueFrom: {secretKeyRef: {name: ${secret}, key: ${target.variable}}}`
      : reference(target.variable, columnAt(yaml.text, start), lineEndOf(yaml.text));
  return { edits: [{ start, end: stop, text }] };
}

/** The kubelet fills `$(NAME)` from variables that stand above. */
function interpolated(list: YAMLSeq, spot: YamlSpot, target: Target, yaml: YamlText): Replacement {
  const use = useOf(spot, target, yaml);
  if ("refused" in use) return use;
  const known = list.items.findIndex((item) => isMap(item) && item.get("name") === target.variable);
  const own = list.items.findIndex((item) => item === spot.above.at(-2));
  if (known !== -1) {
    if (own === -1 || known < own)
      return holdsSecret(list.items[known], target) ? use : { refused: `${target.variable} is there already and is something else` };
    return { refused: `${target.variable} is set below this entry, and is seen only by entries after it` };
  }
  const first = list.items[0];
  const start = isMap(first) ? first.range?.[0] : undefined;
  if (start === undefined || list.flow === true || !isMap(first) || first.flow === true)
    return { refused: "its list is written in brackets: rewrite it by hand" };
  const column = columnAt(yaml.text, start);
  const dash = yaml.text.lastIndexOf("-", start);
  if (yaml.text.slice(dash + 1, start).trim() !== "" || column === 0)
    return { refused: "the variable's entry has another form than usual" };
  const lineEnd = lineEndOf(yaml.text);
  const entry = `name: ${target.variable}${lineEnd}${" ".repeat(column)}${reference(target.variable, column, lineEnd)}`;
  const again = `${lineEnd}${" ".repeat(columnAt(yaml.text, dash))}${yaml.text.slice(dash, start)}`;
  return { ...use, edits: [{ start, end: start, text: entry + again }, ...use.edits] };
}

/** Whether a variable of the container is this secret: by its value, or by the reference that we would write. */
function holdsSecret(item: unknown, target: Target): boolean {
  if (!isMap(item)) return false;
  const from = (key: string): unknown => item.getIn(["valueFrom", "secretKeyRef", key]);
  return item.get("value") === target.value || (from("name") === secretName(target.variable) && from("key") === target.variable);
}

function useOf(spot: YamlSpot, target: Target, yaml: YamlText): Extract<Replacement, { edits: unknown }> | { refused: string } {
  const place = yaml.placeOf(spot, target);
  return typeof place === "string" ? { refused: place } : place.splice(() => `$(${target.variable})`);
}

function inArgument(spot: YamlSpot, target: Target, yaml: YamlText): Replacement {
  const container = containerOf(spot);
  const env = pairOf(container, "env")?.value;
  if (isSeq(env)) return interpolated(env, spot, target, yaml);
  // All that the container's arguments need goes into one new list, whichever of them asks.
  const wanted = yaml.targets.flatMap((each) => {
    const at = yaml.spotAt(each.start, each.end);
    const isBeside = typeof at !== "string" && containerOf(at) === container && ARGUMENT.test(at.keys.join("."));
    return isBeside ? [{ variable: each.variable, start: keyStart(at) }] : [];
  });
  const starts = wanted.flatMap(({ start }) => start ?? []);
  if (container === undefined || starts.length < wanted.length || container.flow === true || env !== undefined)
    return { refused: "the container is written in another form than usual" };
  const use = useOf(spot, target, yaml);
  if ("refused" in use) return use;
  const start = Math.min(...starts);
  const lineEnd = lineEndOf(yaml.text);
  const indent = " ".repeat(columnAt(yaml.text, start));
  const entries = [...new Set(wanted.map(({ variable }) => variable))].map(
    (variable) => `${indent}  - name: ${variable}${lineEnd}${indent}    ${reference(variable, indent.length + 4, lineEnd)}${lineEnd}`,
  );
  return { ...use, edits: [{ start, end: start, text: `env:${lineEnd}${entries.join("")}${indent}` }, ...use.edits] };
}

function containerOf(spot: YamlSpot): YAMLMap | undefined {
  return spot.above.findLast((each): each is YAMLMap => isMap(each));
}

/** Where the entry of a container that holds the argument begins. */
function keyStart(spot: YamlSpot): number | undefined {
  const argument = spot.above.findLast((each) => isPair(each));
  return isPair(argument) && isScalar(argument.key) ? argument.key.range?.[0] : undefined;
}
