import { type Credential, type HttpAnswer, Secret, type ValidityAnswer } from "@stanch/model";

/** The value at a path of keys (or array indices) of parsed JSON of any shape; undefined where the path ends early. */
export function at(json: unknown, ...path: readonly (string | number)[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key]; // checked in the line above
  }
  return value;
}

/** The text at a path, undefined when something else is there. */
export function textAt(json: unknown, ...path: readonly (string | number)[]): string | undefined {
  const value = at(json, ...path);
  return typeof value === "string" ? value : undefined;
}

/** The texts of the array at a path; undefined when no array is there. */
export function textsAt(json: unknown, ...path: readonly (string | number)[]): readonly string[] | undefined {
  const value = at(json, ...path);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : undefined;
}

/** Whatever a provider's table does not name: the status alone, since a body may quote the secret back. */
export function unknown(answer: HttpAnswer, what?: string): ValidityAnswer {
  const redirect = answer.status >= 300 && answer.status < 400 ? ", a redirect, not followed" : "";
  return { validity: "unknown", reason: what ?? `unexpected answer (HTTP ${answer.status}${redirect})` };
}

/** A portal or proxy in between answers for every host with a page of its own: no word of the provider's. */
export function isPage(answer: HttpAnswer): boolean {
  return /\bhtml\b/i.test(answer.headers["content-type"] ?? "") || /^\s*<(?:!doctype|html)\b/i.test(answer.text);
}

/** Parts of an impact sentence, those that are known. */
export function sentence(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join(", ");
}

/** The other half of a pair, in clear. */
export function companionOf({ companions }: Credential, name: string): string | undefined {
  const value = Object.hasOwn(companions, name) ? companions[name] : undefined;
  return value instanceof Secret ? value.reveal() : value;
}
