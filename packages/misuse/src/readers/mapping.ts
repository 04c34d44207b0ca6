import { AppError, type UseRecord, mask } from "@stanch/model";
import { z } from "zod";
import { timeOf } from "./times.ts";

/**
 * Where a field comes from: the dotted path of a field; a text with paths in braces, `{method} {path}`; a list of which the first
 * that is there counts; or a path with a pattern, of which the first group counts.
 */
const Field = z.union([z.string(), z.array(z.string()).min(1), z.strictObject({ from: z.string(), pattern: z.string() })]);

/** A mapping file, as JSON. `docs/misuse.md` has an example for each kind. */
export const Mapping = z.strictObject({
  source: z.string().optional().describe("name of the log in reports"),
  time: Field,
  timeZone: z.string().optional().describe("IANA name, for times that say none"),
  actor: Field.optional(),
  address: Field.optional(),
  agent: Field.optional(),
  action: Field,
  resource: Field.optional(),
  cost: Field.optional(),
  result: z
    .strictObject({ from: Field, refused: z.string().optional(), failed: z.string().optional() })
    .optional()
    .describe("patterns; what matches neither is ok"),
  configures: z.strictObject({ from: Field, pattern: z.string() }).optional(),
  reference: Field.optional(),
  where: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional()
    .describe("only entries whose field has this value, or one of these"),
  secret: z
    .array(z.enum(["actor", "resource"]))
    .default([])
    .describe("fields that hold a secret in clear: masked when read"),
  columns: z.array(z.string()).optional().describe("names of the columns of a CSV file without a head"),
});

export type Mapping = z.infer<typeof Mapping>;

/** An entry of a log, made a record; undefined for one that is no use, or of another credential; throws for one without a time. */
export type ToRecord = (entry: unknown, reference: string) => UseRecord | undefined;

/** Throws CONFIG_INVALID. */
export function readMapping(text: string, where: string): Mapping {
  const refuse = (what: string): AppError =>
    new AppError("CONFIG_INVALID", { what, where, next: "docs/misuse.md shows what a mapping holds." });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refuse("The mapping is no JSON");
  }
  const read = Mapping.safeParse(json);
  if (!read.success) throw refuse(`The mapping is wrong: ${z.prettifyError(read.error).replaceAll("\n", " ")}`);
  try {
    compileMapping(read.data, "log");
  } catch (error) {
    throw refuse(`A pattern of the mapping cannot be read: ${error instanceof SyntaxError ? error.message : "unknown error"}`);
  }
  return read.data;
}

type Get = (entry: unknown) => unknown;

export function compileMapping(mapping: Mapping, name: string): ToRecord {
  const { timeZone = "UTC", source = name, secret } = mapping;
  const time = getter(mapping.time);
  const action = getter(mapping.action);
  const texts = (["actor", "address", "agent"] as const).flatMap((key) =>
    mapping[key] === undefined ? [] : [[key, getter(mapping[key])] as const],
  );
  const resource = mapping.resource === undefined ? undefined : getter(mapping.resource);
  const cost = mapping.cost === undefined ? undefined : getter(mapping.cost);
  const own = mapping.reference === undefined ? undefined : getter(mapping.reference);
  const result = resultGetter(mapping.result);
  const configures = mapping.configures === undefined ? undefined : tester(mapping.configures);
  const where = Object.entries(mapping.where ?? {}).map(
    ([path, value]) => [getter(path), new Set(Array.isArray(value) ? value : [value])] as const,
  );
  return (entry, reference) => {
    for (const [get, allowed] of where) if (!allowed.has(textOf(get(entry)) ?? "")) return undefined;
    const at = timeOf(time(entry), timeZone);
    if (Number.isNaN(at)) throw new RangeError("no time");
    const record: { -readonly [K in keyof UseRecord]: UseRecord[K] } = {
      time: at,
      source,
      action: withoutQuery(textOf(action(entry)) ?? "unknown"),
      reference: (own === undefined ? undefined : textOf(own(entry))) ?? reference,
    };
    for (const [key, get] of texts) {
      const value = textOf(get(entry));
      if (value !== undefined) record[key] = key === "actor" && secret.includes("actor") ? mask(value) : value;
    }
    const about = resource === undefined ? undefined : textOf(resource(entry));
    if (about !== undefined) record.resource = secret.includes("resource") ? mask(about) : withoutQuery(about);
    const price = cost === undefined ? Number.NaN : Number(textOf(cost(entry)) ?? Number.NaN);
    if (Number.isFinite(price)) record.cost = price;
    const outcome = result?.(entry);
    if (outcome !== undefined) record.result = outcome;
    if (configures?.(entry) === true) record.configures = true;
    return record;
  };
}

function resultGetter(result: Mapping["result"]): ((entry: unknown) => UseRecord["result"]) | undefined {
  if (result === undefined) return undefined;
  const get = getter(result.from);
  const refused = result.refused === undefined ? undefined : new RegExp(result.refused);
  const failed = result.failed === undefined ? undefined : new RegExp(result.failed);
  return (entry) => {
    const value = textOf(get(entry));
    if (value === undefined) return undefined;
    if (refused?.test(value) === true) return "refused";
    return failed?.test(value) === true ? "failed" : "ok";
  };
}

function tester({ from, pattern }: { from: z.infer<typeof Field>; pattern: string }): (entry: unknown) => boolean {
  const get = getter(from);
  const expression = new RegExp(pattern);
  return (entry) => expression.test(textOf(get(entry)) ?? "");
}

function getter(field: z.infer<typeof Field>): Get {
  if (Array.isArray(field)) {
    const all = field.map(getter);
    return (entry) => {
      for (const get of all) {
        const value = get(entry);
        if (value !== undefined && value !== null && value !== "" && value !== "-") return value;
      }
      return undefined;
    };
  }
  if (typeof field === "object") {
    const get = getter(field.from);
    const pattern = new RegExp(field.pattern);
    return (entry) => pattern.exec(textOf(get(entry)) ?? "")?.[1];
  }
  if (field.includes("{")) {
    const parts = field.split(/\{([^}]*)\}/).map((part, index) => (index % 2 === 0 ? part : getter(part)));
    return (entry) => parts.map((part) => (typeof part === "string" ? part : (textOf(part(entry)) ?? ""))).join("");
  }
  const path = field.split(".");
  const [only = ""] = path;
  if (path.length === 1) return (entry) => valueAt(entry, only);
  // A field may have dots in its name: that one counts first.
  return (entry) => valueAt(entry, field) ?? path.reduce(valueAt, entry);
}

function valueAt(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  // An inherited name gives a function or an object, which no field is taken from: asking whether it is an own one costs a tenth of a read.
  return (value as Readonly<Record<string, unknown>>)[key]; // an object, as checked above
}

/** Text and numbers; what is empty or a dash, as access logs write it, is absent. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" || value === "-" ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** A query string often carries keys and personal data, and no judgement needs it. */
export function withoutQuery(text: string): string {
  const at = text.indexOf("?");
  return at < 0 ? text : text.slice(0, at);
}

/** `GET /v1/orders/81723` and `/v1/orders/5` are one operation: parts with digits become a star. */
export function shapeOfPath(path: string): string {
  if (!/\d/.test(path)) return path;
  return path
    .split("/")
    .slice(0, 8)
    .map((part) => (/^v\d{1,3}$/.test(part) || !/\d/.test(part) ? part : "*"))
    .join("/");
}
