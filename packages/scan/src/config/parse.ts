import { AppError } from "@stanch/model";
import { type JsonNode, JsoncError, jsonValue, parseJsonc } from "./jsonc.ts";
import { lineAndColumn, tomlPlaces } from "./toml-places.ts";

export type Path = readonly (string | number)[];

/** A configuration's content, and where each part of it stands. */
export interface Parsed {
  readonly value: unknown;
  /** `file:line:column` of the value at a path, or of the nearest thing around it; with `key`, of that member's name. */
  where(path: Path, key?: string): string;
}

/** Reads JSON with comments and trailing commas, or TOML by the file's ending. Throws CONFIG_INVALID with line and column. */
export async function parseConfigText(file: string, text: string): Promise<Parsed> {
  return file.endsWith(".toml") ? readToml(file, text) : readJsonc(file, text);
}

function readJsonc(file: string, text: string): Parsed {
  let tree: JsonNode;
  try {
    tree = parseJsonc(text);
  } catch (error) {
    if (!(error instanceof JsoncError)) throw error;
    throw new AppError("CONFIG_INVALID", {
      what: error.message,
      where: `${file}:${lineAndColumn(text, error.offset)}`,
      next: "The file is JSON with comments: names and texts in double quotes, commas between members.",
    });
  }
  return { value: jsonValue(tree), where: (path, key) => `${file}:${lineAndColumn(text, offsetOf(tree, path, key))}` };
}

function offsetOf(tree: JsonNode, path: Path, key: string | undefined): number {
  let node = tree;
  for (const step of path) {
    const next =
      node.kind === "object" ? node.members.get(String(step))?.node : node.kind === "array" ? node.items[Number(step)] : undefined;
    if (next === undefined) break;
    node = next;
  }
  return (key !== undefined && node.kind === "object" ? node.members.get(key)?.keyAt : undefined) ?? node.at;
}

async function readToml(file: string, text: string): Promise<Parsed> {
  const { TomlError, parse } = await import("smol-toml");
  try {
    const value = datesAsText(parse(text, { maxDepth: 64 }));
    const places = tomlPlaces(text);
    return { value, where: (path, key) => `${file}:${places(key === undefined ? path : [...path, key])}` };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // Its message goes on with an excerpt of the file, which may hold anything.
    const what = error.message.split("\n")[0]?.replace(/^Invalid TOML document: /, "Not TOML: ") ?? "Not TOML";
    throw new AppError("CONFIG_INVALID", { what, where: `${file}:${error.line}:${error.column}`, next: "See toml.io for the syntax." });
  }
}

/** `until = 2027-01-01` may be written without quotes. */
function datesAsText(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z?$/, "");
  if (Array.isArray(value)) return value.map(datesAsText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, datesAsText(member)]));
}
