import type { Reader } from "../reader.ts";
import { within } from "../sink.ts";
import { type Tree, at, entriesAt, textAt } from "../tree.ts";
import { variablesInto } from "./_aws.ts";
import { readTemplate } from "./cloudformation.ts";

export const serverless: Reader = {
  id: "serverless",
  title: "Serverless Framework: environment of the provider and of functions, ${ssm:}, ${env:}, ${opt:}, resources",
  wants: ({ base }) => /^serverless(?:[.-][\w-]+)?\.(?:ya?ml|json)$/.test(base),
  read(file, to) {
    for (const tree of file.trees()) {
      const service = textAt(tree, "service") ?? textAt(tree, "service", "name") ?? file.folder;
      const inlined = (value: Tree, depth = 0): Tree => {
        if (value.kind === "map")
          return { ...value, entries: new Map([...value.entries].map(([name, below]) => [name, inlined(below, depth)])) };
        if (value.kind !== "text" || depth > 8) return value;
        const text = value.text.replace(/\$\{self:([\w.-]+)[^}]*\}/g, (whole, way: string) => textAt(tree, ...way.split(".")) ?? whole);
        return text === value.text ? value : inlined({ ...value, text }, depth + 1);
      };
      for (const [name, fn] of entriesAt(tree, "functions")) {
        const workload = to.workload("Lambda", `${service}-${name}`, fn.line, `Lambda ${service}-${name}`, file.folder);
        to.runs(workload, { folder: within(file.folder, ".") ?? "" }, fn.line);
        for (const holder of [at(tree, "provider", "environment"), at(fn, "environment")]) {
          if (holder !== undefined) variablesInto(inlined(holder), workload, "function-env", to, () => undefined);
        }
        const whole = [at(tree, "provider", "environment"), at(fn, "environment")].find((holder) => holder?.kind === "text");
        if (whole?.kind === "text" && whole.text !== "")
          to.blind(`The variables come from ${whole.text}, which is not followed`, whole.line, workload);
      }
      const resources = at(tree, "resources");
      if (resources?.kind === "map") readTemplate(resources, to);
    }
  },
};
