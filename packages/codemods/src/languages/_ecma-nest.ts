import { type Node, ancestors, namedChildren } from "../grammar.ts";
import type { EcmaSource } from "./_ecma.ts";
import { versionOf } from "./_ecma-package.ts";
import type { Reader } from "./_ecma-reader.ts";

const FUNCTIONS = ["arrow_function", "function_expression", "function_declaration", "generator_function", "method_definition"];

/** NestJS: the ConfigService that the code around a literal was given; it throws when a variable is not set. */
export function nestReader(literal: Node, source: EcmaSource): Reader | undefined {
  const { file, project } = source;
  if (!/\bimport\s*\{[^}]*\bConfigService\b(?!\s+as\b)[^}]*\}\s*from\s*["']@nestjs\/config["']/.test(file.text)) return undefined;
  // Before its second version it had no getOrThrow.
  if ((versionOf(file.path, project, "@nestjs/config") ?? 2) < 2) return undefined;
  const service = serviceAround(literal);
  if (service === undefined) return undefined;
  return { read: (name, quote) => `${service}.getOrThrow<string>(${quote}${name}${quote})`, additions: [] };
}

/** An expression that is the service there: a parameter of a function around it, or a member of the class. */
function serviceAround(literal: Node): string | undefined {
  let below = literal;
  for (const above of ancestors(literal)) {
    if (FUNCTIONS.includes(above.type)) {
      const isInBody = above.childForFieldName("body")?.id === below.id;
      const parameter = isInBody ? parametersOf(above).find(isService)?.childForFieldName("pattern")?.text : undefined;
      if (parameter !== undefined) return parameter;
      if (above.type === "method_definition") return isInBody ? memberAround(above) : undefined;
      // Only an arrow has the class's own `this`.
      if (above.type !== "arrow_function") return undefined;
    }
    if (/^(?:public_field_definition|class_static_block|decorator)$/.test(above.type)) return undefined;
    below = above;
  }
  return undefined;
}

function parametersOf(owner: Node): readonly Node[] {
  return namedChildren(owner.childForFieldName("parameters") ?? owner).filter(({ type }) => type === "required_parameter");
}

/** One with names of its own in angle brackets may not know the variable. */
function isService(parameter: Node): boolean {
  return parameter.childForFieldName("type")?.text.replace(/\s/g, "") === ":ConfigService";
}

/** `this.config`, where the constructor keeps the service: `constructor(private readonly config: ConfigService)`. */
function memberAround(method: Node): string | undefined {
  const body = method.parent;
  if (body?.type !== "class_body" || method.children.some((child) => child?.type === "static")) return undefined;
  const constructor = namedChildren(body).find((each) => each.childForFieldName("name")?.text === "constructor");
  if (constructor === undefined) return undefined;
  const kept = parametersOf(constructor).find(
    (each) => isService(each) && each.children.some((child) => child?.type === "accessibility_modifier" || child?.type === "readonly"),
  );
  const name = kept?.childForFieldName("pattern")?.text;
  return name === undefined ? undefined : `this.${name}`;
}
