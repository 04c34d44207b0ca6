import type { Reader } from "../reader.ts";
import type { Sink } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt } from "../tree.ts";
import { variablesIn } from "./_placeholders.ts";
import { type CiSystem, job, setting, shellVariables, taken } from "./_ci.ts";

const SYSTEM: CiSystem = { form: "circleci", title: "CircleCI", settings: "CircleCI's settings (project variables or contexts)" };
const OWN = /^CIRCLE|^BASH_ENV$/;

export const circleci: Reader = {
  id: "circleci",
  title: "CircleCI: variables of jobs and commands, contexts",
  wants: ({ path }) => /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/.test(path),
  read(file, to) {
    for (const tree of file.trees()) {
      for (const [name, one] of entriesAt(tree, "jobs")) readJob(name, one, to);
      for (const [name, one] of entriesAt(tree, "commands")) readJob(`command ${name}`, one, to);
      for (const [, flow] of entriesAt(tree, "workflows"))
        for (const entry of itemsAt(flow, "jobs"))
          for (const [, one] of entriesAt(entry)) {
            const contexts = at(one, "context");
            for (const context of contexts?.kind === "list" ? contexts.items : contexts === undefined ? [] : [contexts])
              if (context.kind === "text")
                to.blind(`The context ${context.text} gives this job more variables: which, is set in CircleCI`, context.line);
          }
    }
  },
};

function readJob(name: string, one: Tree, to: Sink): void {
  const workload = job(SYSTEM, name, one.line, to);
  const own = new Set<string>();
  const holders = [
    at(one, "environment"),
    ...itemsAt(one, "steps").map((step) => at(step, "run", "environment")),
    ...itemsAt(one, "docker").map((image) => at(image, "environment")),
  ];
  for (const holder of holders)
    for (const [variable, value] of entriesAt(holder)) {
      own.add(variable);
      const text = value.kind === "text" ? value.text : "";
      const id = to.declaration(workload, variable, value.line, { channel: "ci-run" });
      for (const source of variablesIn(text)) to.flow(setting(SYSTEM, source, value.line, to), id, value.line);
      to.holds(id, text, value.line);
    }
  for (const image of itemsAt(one, "docker"))
    for (const auth of [at(image, "auth"), at(image, "aws_auth")])
      for (const [, value] of entriesAt(auth))
        if (value.kind === "text") for (const source of variablesIn(value.text)) taken(SYSTEM, workload, source, source, value.line, to);
  for (const { name: variable, line } of shellVariables(at(one, "steps"), own, OWN)) taken(SYSTEM, workload, variable, variable, line, to);
}
