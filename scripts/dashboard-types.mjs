// packages/dashboard/src/api/schema.gen.ts: the API's paths and schemas as TypeScript, in the form that openapi-fetch reads. Made
// from the document that the server's own routes give. Ours, because the known generators need the JavaScript compiler's API,
// which TypeScript 7 has not.
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const TARGET = join(root, "packages/dashboard/src/api/schema.gen.ts");
/** What the document is made from: routes, and the schemas that they take from other packages. */
const SOURCES = ["packages/server/src", "packages/workflow/src", "packages/model/src"];
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

function newest(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .reduce((latest, name) => Math.max(latest, statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0), 0);
}

/** Whether the types are there and nothing that they come from was touched since. */
export function areTypesFresh() {
  const made = Math.min(statSync(TARGET, { throwIfNoEntry: false })?.mtimeMs ?? 0, Number.MAX_SAFE_INTEGER);
  const from = Math.max(...SOURCES.map((folder) => newest(join(root, folder))), statSync(fileURLToPath(import.meta.url)).mtimeMs);
  return made > from;
}

const literal = (value) => JSON.stringify(value);
const comment = (text, indent) => (text === undefined ? "" : `${indent}/** ${text.replaceAll("*/", "* /").replaceAll("\n", " ")} */\n`);
const union = (types) => [...new Set(types)].join(" | ");

/** A JSON schema as a type. What it cannot say (patterns, limits) is the server's to check. */
export function typeOf(schema, indent = "") {
  if (schema === true || schema === undefined) return "unknown";
  if (schema.$ref !== undefined) return `components["schemas"][${literal(schema.$ref.split("/").at(-1))}]`;
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map(literal));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.length === 0 ? "never" : `(${union(choices.map((one) => typeOf(one, indent)))})`;
  if (schema.allOf !== undefined) return schema.allOf.map((one) => `(${typeOf(one, indent)})`).join(" & ");
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, indent)));
  if (schema.type === "array") return `(${typeOf(schema.items, indent)})[]`;
  if (schema.type === "object" || schema.properties !== undefined) return objectOf(schema, indent);
  if (schema.type === "integer") return "number";
  return schema.type === undefined ? "unknown" : schema.type;
}

function objectOf({ properties = {}, required = [], additionalProperties }, indent) {
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(
    ([name, schema]) =>
      `${comment(schema.description, inner)}${inner}${literal(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema, inner)};\n`,
  );
  const isOpen = additionalProperties !== undefined && additionalProperties !== false;
  if (members.length === 0) return isOpen ? `{ [name: string]: ${typeOf(additionalProperties, indent)} }` : "Record<string, never>";
  const known = `{\n${members.join("")}${indent}}`;
  return isOpen ? `(${known} & { [name: string]: unknown })` : known;
}

function parametersOf(parameters = []) {
  const of = (place) => {
    const here = parameters.filter((one) => one.in === place);
    const isOptional = here.every((one) => one.required !== true);
    const members = here.map(
      ({ name, required, schema, description }) =>
        `${comment(description, "          ")}          ${literal(name)}${required === true ? "" : "?"}: ${typeOf(schema, "          ")};\n`,
    );
    return here.length === 0
      ? `        ${place}?: never;\n`
      : `        ${place}${isOptional ? "?" : ""}: {\n${members.join("")}        };\n`;
  };
  return `{\n${["query", "header", "path", "cookie"].map(of).join("")}      }`;
}

const contentOf = (content = {}) =>
  Object.keys(content).length === 0
    ? "content?: never"
    : `content: { ${Object.entries(content)
        .map(([type, { schema }]) => `${literal(type)}: ${typeOf(schema, "        ")}`)
        .join("; ")} }`;

function operationOf({ summary, parameters, requestBody, responses }) {
  const answers = Object.entries(responses).map(
    ([status, { content }]) => `        ${status}: { headers: { [name: string]: unknown }; ${contentOf(content)} };\n`,
  );
  const body = requestBody === undefined ? "requestBody?: never" : `requestBody: { ${contentOf(requestBody.content)} }`;
  return {
    summary,
    type: `{\n      parameters: ${parametersOf(parameters)};\n      ${body};\n      responses: {\n${answers.join("")}      };\n    }`,
  };
}

function pathOf(path, item) {
  const methods = METHODS.map((method) => {
    if (item[method] === undefined) return `    ${method}?: never;\n`;
    const { summary, type } = operationOf(item[method]);
    return `${comment(summary, "    ")}    ${method}: ${type};\n`;
  });
  return `  ${literal(path)}: {\n    parameters: { query?: never; header?: never; path?: never; cookie?: never };\n${methods.join("")}  };\n`;
}

/** The whole file, of an OpenAPI 3.1 document. */
export function typesOf({ paths, components }) {
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => `${comment(schema.description, "    ")}    ${literal(name)}: ${typeOf(schema, "    ")};\n`,
  );
  return `// Made by scripts/dashboard-types.mjs from the server's routes.\nexport interface paths {\n${Object.entries(paths)
    .map(([path, item]) => pathOf(path, item))
    .join("")}}\nexport interface components {\n  schemas: {\n${schemas.join("")}  };\n}\n`;
}

/** Writes the types when something that they come from changed. */
export async function dashboardTypes() {
  if (areTypesFresh()) return;
  const { openApiDocument } = await import("../packages/server/src/describe.ts");
  const text = typesOf(JSON.parse(await openApiDocument("0.0.0")));
  mkdirSync(dirname(TARGET), { recursive: true });
  writeFileSync(`${TARGET}.${process.pid}`, text);
  renameSync(`${TARGET}.${process.pid}`, TARGET);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await dashboardTypes();
