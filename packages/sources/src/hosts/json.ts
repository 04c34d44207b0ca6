/** What a host may answer, and what a state file may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What stands at a path of names, undefined where there is nothing. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[name]; // looked at one line above
  }
  return found;
}

/** A text, and numbers as such: ids come as either, and Octokit gives large ones as bigint. */
export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === "string" ? found : typeof found === "number" || typeof found === "bigint" ? String(found) : undefined;
}

export function numberAt(value: unknown, ...names: readonly string[]): number | undefined {
  const found = at(value, ...names);
  return typeof found === "number" ? found : undefined;
}

export function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = at(value, ...names);
  return Array.isArray(found) ? (found as readonly unknown[]) : []; // isArray makes it any[]
}

/** Those of these fields that hold text, one below the other: what people write, in the order in which it is shown. */
export function textsOf(value: unknown, ...fields: readonly string[]): string {
  return fields
    .map((field) => textAt(value, ...field.split(".")))
    .filter((text) => text !== undefined && text !== "")
    .join("\n\n");
}
