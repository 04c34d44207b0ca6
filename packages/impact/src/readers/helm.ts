import type { Reader } from "../reader.ts";
import { Sink } from "../sink.ts";
import { type Tree, itemsAt, parseTrees, textAt, textsOf } from "../tree.ts";
import type { Builder } from "../builder.ts";
import { objectsOf } from "./kubernetes.ts";
import { readObject } from "./_objects.ts";
import { pullSecret, readPod } from "./_pod.ts";
import { readExternal } from "./external-secrets.ts";

/** Rendering would run the chart's own program. Expressions become marks, and what they name is followed. */
export const helm: Reader = {
  id: "helm",
  title: "Helm charts: templates as text, `.Values` followed into them, values files (approximate: nothing is rendered)",
  wants: ({ path, base, text, extension }) =>
    (/(?:^|\/)templates\//.test(path) && /^(?:ya?ml|tpl)$/.test(extension) && text.includes("{{")) ||
    /^values[\w.-]*\.ya?ml$|^values\.schema\.json$/.test(base) ||
    base === "chart.yaml",
  read(file, to) {
    if (file.base === "chart.yaml")
      to.all.facts.set(`chart:${file.repository}/${file.folder}`, textAt(file.trees()[0], "name") ?? file.folder);
    else if (file.base.startsWith("values")) readValues(file.trees()[0], to);
    // Values come after templates in the order of names.
    else to.later((all) => readTemplate(all, to), 0);
  },
};

const chartOf = (path: string): string => path.slice(0, Math.max(0, path.search(/(?:^|\/)templates\//)));

function readValues(tree: Tree | undefined, to: Sink): void {
  const scope = to.file.folder;
  for (const { way, leaf } of textsOf(tree)) {
    const key = way.join(".");
    if (key === "" || leaf.text === "") continue;
    const id = to.scoped("helm-value", scope, key, `${key} of ${to.file.path}`, leaf.line);
    to.holds(id, leaf.text, leaf.line);
    const fact = `helm:${to.file.repository}/${scope}#${key}`;
    if (!to.all.facts.has(fact) || to.file.base === "values.yaml") to.all.facts.set(fact, leaf.text);
  }
  if (tree !== undefined) to.later((all) => readUsualKeys(tree, all, to), 0);
}

/** Keys that charts by others are told by: `env`, `envFrom`, `existingSecret`, `imagePullSecrets`. */
function readUsualKeys(tree: Tree, all: Builder, to: Sink): void {
  const scope = to.file.folder;
  const name = all.facts.get(`chart:${to.file.repository}/${scope}`) ?? (scope === "" ? to.file.repository : scope);
  const workload = (): string => to.workload("Helm", name, tree.line, `Helm release ${name}`);
  const visit = (here: Tree, way: readonly string[]): void => {
    if (here.kind === "text") return;
    if (here.kind === "list") {
      for (const item of here.items) visit(item, way);
      return;
    }
    const key = way.at(-1) ?? "";
    const env = [...here.entries].filter(([entry, value]) => /env(?:Vars|ironment)?$/i.test(entry) && value.kind === "list");
    const from = [...here.entries].filter(([entry]) => /envFrom$/i.test(entry));
    const container = new Map<string, Tree>();
    const joined = (entries: typeof env): Tree => ({
      kind: "list",
      line: here.line,
      items: entries.flatMap(([, value]) => (value.kind === "list" ? value.items : [])),
    });
    if (env.length > 0) container.set("env", joined(env));
    if (from.length > 0) container.set("envFrom", joined(from));
    if (container.size > 0) {
      const containers: Tree = { kind: "list", line: here.line, items: [{ kind: "map", line: here.line, entries: container }] };
      readPod(
        { kind: "map", line: here.line, entries: new Map([["containers", containers]]) },
        undefined,
        { workload: workload(), namespace: undefined },
        to,
      );
    }
    for (const [entry, value] of here.entries) {
      if (
        /^(?:existing\w*Secret|secretName|existingSecretName)$/i.test(entry) &&
        value.kind === "text" &&
        value.text !== "" &&
        key !== "tls"
      ) {
        const id = to.declaration(
          workload(),
          `${[...way, entry].join(".")}: ${value.text}`,
          value.line,
          { channel: "k8s-env", confidence: "likely" },
          "chart",
        );
        to.flow(to.kubernetesKey(undefined, value.text, "*"), id, value.line, { confidence: "likely" });
      } else visit(value, [...way, entry]);
    }
    for (const pull of itemsAt(here, "imagePullSecrets")) {
      const secret = textAt(pull, "name") ?? (pull.kind === "text" ? pull.text : "");
      if (secret !== "") pullSecret(secret, { workload: workload(), namespace: undefined }, pull.line, to);
    }
  };
  visit(tree, []);
}

const MARK = /@@(\d+)@@/g;

function readTemplate(all: Builder, to: Sink): void {
  const expressions: string[] = [];
  const rows = to.file.text.split("\n").map((row) => {
    if (
      /^\s*\{\{-?\s*(?:\/\*|if\b|else\b|end\b|range\b|with\b|define\b|include\b|template\b|tpl\b|block\b|toYaml\b|fail\b|\$|-)/.test(row) &&
      /\}\}\s*$/.test(row)
    ) {
      expressions.push(row);
      return "";
    }
    return row.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => `@@${expressions.push(expression) - 1}@@`);
  });
  const templated = new HelmSink(all, to, expressions);
  // Whole lines within an expression that goes on, or that nothing could be made of, break the YAML: the rest is read.
  const text = rows
    .map((row) =>
      /\{\{|\}\}/.test(row)
        ? ""
        : row.replace(
            /^(\s*(?:- )?[\w.$/-]+:\s+)(@@\d+@@.*)$/,
            (_, key: string, value: string) => `${key}"${value.replace(/["\\]/g, "")}"`,
          ),
    )
    .join("\n");
  for (const part of text
    .split(/^---.*$/m)
    .reduce<{ text: string; line: number }[]>(
      (parts, piece) => [...parts, { text: piece, line: (parts.at(-1)?.line ?? 0) + (parts.at(-1)?.text.split("\n").length ?? 1) - 1 }],
      [],
    )) {
    templated.offset = part.line;
    for (const tree of parseTrees(part.text.replace(/@@(\d+)@@:/g, '"@@$1@@":')))
      for (const object of objectsOf(tree)) {
        readObject(object, templated);
        readExternal(object, templated);
      }
  }
}

/** Follows what expressions name: values into what they fill, and default values into names. */
class HelmSink extends Sink {
  readonly #expressions: readonly string[];
  readonly #all: Builder;
  readonly #chart: string;
  readonly #ranges: ReadonlyMap<string, string>;
  offset = 0;

  constructor(all: Builder, to: Sink, expressions: readonly string[]) {
    super(all, to.file);
    this.#all = all;
    this.#expressions = expressions;
    this.#chart = chartOf(to.file.path);
    this.#ranges = new Map(
      expressions.flatMap((row) => {
        const found = /range\s+(\$\w+)\s*,\s*(\$\w+)\s*:=\s*\.Values\.([\w.]+)/.exec(row);
        return found === null ? [] : [[found[1] ?? "", found[3] ?? ""] as const, [found[2] ?? "", found[3] ?? ""] as const];
      }),
    );
  }

  override place(line: number, path?: string): ReturnType<Sink["place"]> {
    return super.place(line + this.offset, path);
  }

  override holds(id: string, value: string, line: number): void {
    const marks = [...value.matchAll(MARK)];
    if (marks.length === 0) return super.holds(id, value, line);
    for (const [, index] of marks) this.#follow(this.#expressions[Number(index)] ?? "", id, line);
  }

  #follow(expression: string, id: string, line: number): void {
    for (const [, key = ""] of expression.matchAll(/\.Values\.([\w.]+)/g)) this.flow(this.#value(key), id, line, { confidence: "likely" });
    const ranged = this.#ranges.get(/^(\$\w+)/.exec(expression)?.[1] ?? "");
    if (ranged !== undefined)
      for (const key of this.#keysBelow(ranged)) this.flow(this.#value(`${ranged}.${key}`), id, line, { confidence: "possible" });
    const looked = /lookup\s+"v1"\s+"Secret"\s+(\S+)\s+"([^"]+)"/.exec(expression)?.[2];
    if (looked !== undefined) this.flow(this.kubernetesKey(undefined, looked, "*"), id, line, { confidence: "likely" });
  }

  #value(key: string): string {
    return super.scoped(
      "helm-value",
      this.#chart,
      key,
      `.Values.${key} of the chart ${this.#chart === "" ? this.file.repository : this.#chart}`,
    );
  }

  #keysBelow(path: string): readonly string[] {
    const start = `helm:${this.file.repository}/${this.#chart}#${path}.`;
    return [...this.#all.facts.keys()].filter((fact) => fact.startsWith(start)).map((fact) => fact.slice(start.length));
  }

  /** Names are filled with the chart's default values; what else decides them stays as its expression, the same in all templates of a chart. */
  #filled(text: string): string {
    return text.replace(MARK, (_, index: string) => {
      const expression = this.#expressions[Number(index)] ?? "";
      const key = /^\.Values\.([\w.]+)/.exec(expression)?.[1];
      const value = key === undefined ? undefined : this.#all.facts.get(`helm:${this.file.repository}/${this.#chart}#${key}`);
      if (value !== undefined) return value;
      const fallback = /default\s+"([^"]*)"/.exec(expression)?.[1];
      return (
        fallback ??
        `{{${expression
          .replace(/\s*\|.*$/, "")
          .replace(/^(?:include|template)\s+"?|"?\s+[.$]\s*$/g, "")
          .trim()}}}`
      );
    });
  }

  override kubernetesKey(namespace: string | undefined, secret: string, key: string): string {
    const name = this.#filled(secret);
    const inChart = name.includes("{{") ? `${this.#chart === "" ? this.file.repository : this.#chart}:${name}` : name;
    const ranged = this.#ranges.get(
      /^@@(\d+)@@$/.exec(key) === null ? "" : (/^(\$\w+)/.exec(this.#expressions[Number(key.slice(2, -2))] ?? "")?.[1] ?? ""),
    );
    return super.kubernetesKey(
      namespace === undefined || namespace.includes("@@") ? undefined : namespace,
      inChart,
      ranged === undefined ? this.#filled(key) : "*",
    );
  }

  override workload(form: string, name: string, line: number, label?: string, scope?: string): string {
    const full = this.#filled(name);
    return super.workload(form, `${this.#chart}:${full}`, line, label === undefined ? `${form} ${full}` : this.#filled(label), scope);
  }

  override declaration(workload: string, name: string, line: number, step: Parameters<Sink["declaration"]>[3], form?: string): string {
    return super.declaration(workload, this.#filled(name), line, step, form);
  }

  override blind(what: string, line: number, about?: string): void {
    super.blind(this.#filled(what), line, about);
  }

  override store(name: string): string {
    return super.store(this.#filled(name));
  }

  override runs(workload: string, code: { readonly folder?: string; readonly image?: string }, line: number): void {
    const image = code.image === undefined ? undefined : this.#filled(code.image);
    if (image === undefined || !image.includes("{{")) super.runs(workload, image === undefined ? code : { image }, line);
  }

  override scoped(form: string, scope: string, name: string, label: string, line?: number): string {
    return super.scoped(form, this.#filled(scope), this.#filled(name), this.#filled(label), line);
  }
}
