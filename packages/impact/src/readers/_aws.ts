import { awsName, parameterName } from "../names.ts";
import type { Sink } from "../sink.ts";
import { type Tree, entriesAt, textsOf } from "../tree.ts";

/** What a text of CloudFormation or Serverless takes from outside: dynamic references, variables of both. */
export function* sourcesIn(text: string, to: Sink): Generator<string> {
  for (const [, id = "", rest = ""] of text.matchAll(
    /\{\{resolve:secretsmanager:((?:arn:[^:}]+:[^:}]+:[^:}]*:[^:}]*:secret:)?[^:}]+)((?::[^:}]*)*)\}\}/g,
  )) {
    const [, kind, field] = rest.split(":");
    yield to.store(awsName(id, kind === "SecretString" && field !== undefined && field !== "" ? field : undefined));
  }
  for (const [, id = ""] of text.matchAll(/\{\{resolve:ssm(?:-secure)?:([^:}]+)(?::\d+)?\}\}/g)) yield to.store(parameterName(id));
  for (const [, id = "", field] of text.matchAll(
    /\$\{(?:ssm|aws:ssm)(?:\([^)]*\))?:\/aws\/reference\/secretsmanager\/([^}~.,]+)(?:\.([\w-]+))?[^}]*\}/g,
  ))
    yield to.store(awsName(id, field));
  for (const [, id = ""] of text.matchAll(/\$\{(?:ssm|aws:ssm)(?:\([^)]*\))?:(?!\/aws\/reference)([^}~,]+)[^}]*\}/g))
    yield to.store(parameterName(id.trim()));
  for (const [, name = ""] of text.matchAll(/\$\{(?:opt|env|param):([\w.-]+)[^}]*\}/g)) yield to.hostVariable(name);
}

/** `arn:…` of either store as its name. */
export function arnName(arn: string): string | undefined {
  if (arn.includes(":secretsmanager:")) return awsName(arn);
  return arn.includes(":ssm:") || arn.startsWith("/") ? parameterName(arn) : undefined;
}

/** Logical ids that an expression refers to: `Ref`, `Fn::GetAtt`, `Fn::Sub`. */
export function* refsIn(tree: Tree): Generator<string> {
  if (tree.kind === "map")
    for (const [key, value] of tree.entries) {
      if (/^(?:Ref|Fn::Ref)$/.test(key) && value.kind === "text") yield value.text;
      else if (key === "Fn::GetAtt") {
        const first = value.kind === "list" ? value.items[0] : value;
        if (first?.kind === "text") yield first.text.split(".")[0] ?? "";
      } else if (key === "Fn::Sub")
        for (const { leaf } of textsOf(value)) for (const [, name = ""] of leaf.text.matchAll(/\$\{([\w]+)[\w.:]*\}/g)) yield name;
      else yield* refsIn(value);
    }
  else if (tree.kind === "list") for (const item of tree.items) yield* refsIn(item);
  else if (tree.tag === "Ref") yield tree.text;
  else if (tree.tag === "GetAtt") yield tree.text.split(".")[0] ?? "";
  else if (tree.tag === "Sub") for (const [, name = ""] of tree.text.matchAll(/\$\{([\w]+)[\w.:]*\}/g)) yield name;
}

/** A map of variables into a workload. */
export function variablesInto(
  tree: Tree | undefined,
  workload: string,
  channel: "function-env" | "task-env",
  to: Sink,
  refer: (name: string) => string | undefined,
): void {
  for (const [name, value] of entriesAt(tree)) {
    const id = to.declaration(workload, name, value.line, { channel });
    fillFrom(value, id, to, refer);
  }
}

export function fillFrom(value: Tree, id: string, to: Sink, refer: (name: string) => string | undefined): void {
  let taken = 0;
  const take = (source: string | undefined, line: number): void => {
    if (source === undefined) return;
    taken++;
    to.flow(source, id, line);
  };
  for (const { leaf } of textsOf(value)) for (const source of sourcesIn(leaf.text, to)) take(source, leaf.line);
  for (const name of refsIn(value)) take(refer(name), value.line);
  if (taken === 0 && value.kind === "text" && value.tag === undefined) to.holds(id, value.text, value.line);
}
