/** What stands at the keys of a parsed JSON value; undefined where it has another shape. */
export function at(json: unknown, ...keys: readonly string[]): unknown {
  let here = json;
  for (const key of keys) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = Object.getOwnPropertyDescriptor(here, key)?.value;
  }
  return here;
}

export function textAt(json: unknown, ...keys: readonly string[]): string | undefined {
  const found = at(json, ...keys);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(json: unknown, ...keys: readonly string[]): number | undefined {
  const found = at(json, ...keys);
  return typeof found === "number" ? found : undefined;
}

/** Own members of an object at the keys; empty for anything else. */
export function mapAt(json: unknown, ...keys: readonly string[]): ReadonlyMap<string, unknown> {
  const found = at(json, ...keys);
  return new Map(typeof found === "object" && found !== null && !Array.isArray(found) ? Object.entries(found) : []);
}

export function textsAt(json: unknown, ...keys: readonly string[]): readonly string[] {
  const found = at(json, ...keys);
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === "string") : [];
}

/** Undefined for text that is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown; // JSON.parse gives any; unknown takes nothing for granted
  } catch {
    return undefined;
  }
}
