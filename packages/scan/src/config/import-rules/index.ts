import { readFileSync } from "node:fs";
import { AppError, type Detector } from "@stanch/model";
import type { CustomDetectorInput } from "../schema.ts";
import { convertRule } from "./convert.ts";
import { type ForeignFile, object } from "./foreign-rule.ts";
import { readGitleaks } from "./read-gitleaks.ts";
import { readRulesYaml, readTrufflehog } from "./read-yaml-rules.ts";

export interface Imported {
  readonly format: ForeignFile["format"];
  readonly detectors: readonly CustomDetectorInput[];
  /** What was carried over in part: sentences by the rule's id in the file. */
  readonly lost: readonly { readonly id: string; readonly what: readonly string[] }[];
  /** What was not, and why. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
  /** Of the file as a whole. */
  readonly notes: readonly string[];
}

const MOST_BYTES = 8 << 20;
const MOST_RULES = 5000;
/** What a configuration takes. */
const MOST_DETECTORS = 500;

/**
 * Rules of another scanner in the form of our configuration. Their severity is not in any of the formats: it becomes high.
 * Throws SOURCE_UNREADABLE where the file cannot be read, and CONFIG_INVALID where it is none of the formats.
 */
export async function importRules(file: string, builtIn: readonly Detector[]): Promise<Imported> {
  const foreign = await readForeign(file);
  const detectors: CustomDetectorInput[] = [];
  const lost: { id: string; what: readonly string[] }[] = [];
  const left = [...foreign.left];
  const prefix = foreign.format === "noseyparker" ? "np" : foreign.format;
  for (const rule of foreign.rules.slice(0, MOST_RULES)) {
    const converted = await convertRule(rule, prefix, builtIn);
    if ("why" in converted) left.push(converted);
    else if (detectors.some(({ id }) => id === converted.detector.id)) left.push({ id: rule.id, why: "another rule has the same id" });
    else if (detectors.length >= MOST_DETECTORS)
      left.push({ id: rule.id, why: `a configuration takes ${MOST_DETECTORS} detectors: split the file` });
    else {
      detectors.push(converted.detector);
      if (converted.lost.length > 0) lost.push({ id: rule.id, what: converted.lost });
    }
  }
  return { format: foreign.format, detectors, lost, left, notes: foreign.lost };
}

async function readForeign(file: string): Promise<ForeignFile> {
  const value = await parsed(file, readText(file));
  const root = object(value);
  const first = object(Array.isArray(root["rules"]) ? root["rules"][0] : undefined);
  if ("detectors" in root && Array.isArray(root["detectors"])) return readTrufflehog(value);
  if ("regex" in first || "keywords" in first || "path" in first) return readGitleaks(value);
  if ("pattern" in first) return readRulesYaml(value);
  throw new AppError("CONFIG_INVALID", {
    what: "No rules of gitleaks, betterleaks, kingfisher, noseyparker or trufflehog are in the file",
    where: file,
    next: "It should have rules with a regex or pattern, or detectors with a regex.",
  });
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > MOST_BYTES)
      throw new AppError("SOURCE_UNREADABLE", { what: `The file has more than ${MOST_BYTES} bytes`, where: file, next: "Split it." });
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const what = error instanceof TypeError ? "The file is no UTF-8 text" : "Cannot read the file";
    throw new AppError("SOURCE_UNREADABLE", { what, where: file, next: "Check the path.", cause: error });
  }
}

/** TOML by the file's ending, or else YAML, of which JSON is a part. Neither runs code; aliases are bounded. */
async function parsed(file: string, text: string): Promise<unknown> {
  return parsedText(/\.toml$/i.test(file) ? "toml" : "yaml", file, text);
}

/** `file` is for messages. Throws CONFIG_INVALID, with the place and without the text. */
export async function parsedText(form: "toml" | "yaml", file: string, text: string): Promise<unknown> {
  if (form === "toml") {
    const { TomlError, parse } = await import("smol-toml");
    try {
      return parse(text, { maxDepth: 64 });
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      throw notParsed(`${file}:${error.line}:${error.column}`, "TOML");
    }
  }
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  const [place] = error?.linePos ?? [];
  // The messages quote the file, which may hold anything.
  if (error !== undefined) throw notParsed(place === undefined ? file : `${file}:${place.line}:${place.col}`, "YAML");
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw notParsed(file, "YAML with at most 100 aliases");
  }
}

function notParsed(where: string, what: string): AppError {
  return new AppError("CONFIG_INVALID", {
    what: `Not ${what}`,
    where,
    next: "Correct the file, or rename it to what it is (.toml, .yml).",
  });
}
