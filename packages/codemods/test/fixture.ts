import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fake } from "@stanch/model";
import type { Project, Target } from "../src/index.ts";

/**
 * One case: a file before and after, what else lies in the project, and reasons of refusal. `{{1}}` to `{{9}}` stand for
 * secrets, made when the test runs; the first is PLIVO_AUTH_TOKEN, the others are named in the file.
 *
 *     # What it shows, in a sentence
 *     === before src/app.py
 *     …
 *     === after src/app.py            (left out: everything was refused and the file stays)
 *     …
 *     === file requirements.txt       (lies in the project)
 *     === new src/helper.py           (made beside the edits)
 *     === refused must be a literal   (a part of the reason, one line for each refused target)
 *     === note set PLIVO_AUTH_TOKEN   (a part of a note)
 *     === value 2 DB_PASSWORD [A-Za-z0-9]{16}   (the name and shape of a secret; `text …` gives it by letter for odd ones)
 *     === stored .env              (the file that is the store itself)
 *     === rails plivo.auth_token     (the store is Rails' credentials, by this key)
 *     === helper stanch_secret.py read_secret   (the code asks the store, by this file and symbol)
 */
export interface Fixture {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly targets: readonly Target[];
  readonly files: ReadonlyMap<string, string>;
  readonly created: ReadonlyMap<string, string>;
  readonly refused: readonly string[];
  readonly notes: readonly string[];
}

const ROOT = fileURLToPath(new URL("./fixtures", import.meta.url));

export function fixtures(): readonly Fixture[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".txt"))
    .toSorted()
    .map((path) => read(path.replace(/\.txt$/, "").replaceAll("\\", "/"), readFileSync(`${ROOT}/${path}`, "utf8")));
}

interface Section {
  readonly kind: string;
  readonly rest: string;
  readonly text: string;
}

function read(name: string, text: string): Fixture {
  const [head = "", ...parts] = text.split(/^=== /m);
  const sections = parts.map((part): Section => {
    const [, kind = "", rest = "", body = ""] = /^(\w+) ?([^\n]*)\n?([\s\S]*)$/.exec(part) ?? [];
    return { kind, rest, text: body };
  });
  const values = valuesOf(sections);
  const fill = (template: string): string =>
    template.replace(/\{\{(\d)\}\}/g, (_, digit: string) => values.get(digit)?.value ?? `{{${digit}}}`);
  const before = sections.find(({ kind }) => kind === "before");
  if (before === undefined) throw new Error(`${name} has no "=== before PATH"`);
  const after = sections.find(({ kind }) => kind === "after");
  const map = (kind: string): Map<string, string> =>
    new Map(sections.filter((section) => section.kind === kind).map(({ rest, text: body }) => [rest, fill(body)]));
  return {
    name,
    title: head.replace(/^# /, "").trim(),
    path: before.rest,
    before: fill(before.text),
    after: fill((after ?? before).text),
    targets: targetsOf(fill(before.text), before.text, values, sections),
    files: map("file"),
    created: map("new"),
    refused: sections.filter(({ kind }) => kind === "refused").map(({ rest }) => rest),
    notes: sections.filter(({ kind }) => kind === "note").map(({ rest }) => rest),
  };
}

interface Value {
  readonly variable: string;
  readonly value: string;
}

function valuesOf(sections: readonly Section[]): Map<string, Value> {
  const values = new Map<string, Value>([["1", { variable: "PLIVO_AUTH_TOKEN", value: fake("[A-Za-z0-9]{40}", 11) }]]);
  for (const { kind, rest } of sections) {
    if (kind !== "value") continue;
    const [, digit = "", variable = "", shape = ""] = /^(\d) (\w+) (.*)$/.exec(rest) ?? [];
    values.set(digit, { variable, value: shape.startsWith("text ") ? shape.slice(5) : fake(shape, Number(digit) + 20) });
  }
  return values;
}

function targetsOf(text: string, template: string, values: ReadonlyMap<string, Value>, sections: readonly Section[]): Target[] {
  const helper = sections.find(({ kind }) => kind === "helper");
  const [fileName = "", symbol = ""] = helper?.rest.split(" ") ?? [];
  const stored = sections.find(({ kind }) => kind === "stored")?.rest;
  const railsKey = sections.find(({ kind }) => kind === "rails")?.rest;
  let grown = 0;
  return [...template.matchAll(/\{\{(\d)\}\}/g)].map((found, index): Target => {
    const { variable, value } = values.get(found[1] ?? "") ?? { variable: "", value: found[0] };
    const start = found.index + grown;
    grown += value.length - found[0].length;
    if (text.slice(start, start + value.length) !== value) throw new Error("the fixture's offsets are wrong");
    return {
      id: `t${index}`,
      start,
      end: start + value.length,
      value,
      title: "Plivo Auth Token",
      variable,
      ...(stored === undefined ? {} : { storedIn: stored }),
      ...(railsKey === undefined ? {} : { railsKey }),
      ...(helper === undefined ? {} : { helper: () => ({ fileName, symbol, text: helper.text, dependencies: [] }) }),
    };
  });
}

/** The fixture's other files as a project. */
export function projectOf({ files }: Fixture): Project {
  return {
    read: (path) => files.get(path),
    list: (folder) => [
      ...new Set(
        [...files.keys()]
          .filter((path) => folder === "" || path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder === "" ? 0 : folder.length + 1).split("/")[0] ?? ""),
      ),
    ],
  };
}
