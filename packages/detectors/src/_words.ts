/** Pieces of expressions that several detectors share. Sources, not expressions: they are put together by template strings. */

/** The letters of a word in either case, for a pattern whose other parts must keep their case. */
export function anyCase(source: string): string {
  // Letters inside a class or after a backslash are not words: `\s` stays `\s`.
  return source.replace(/\\.|\[[^\]]*\]|[a-z]/gi, (piece) =>
    piece.length === 1 ? `[${piece.toUpperCase()}${piece.toLowerCase()}]` : piece,
  );
}

/**
 * Between a name and its value in env files, INI, YAML, JSON, TOML, XML and code, with the opening quote. Also over
 * `name: X, value: Y` pairs, as Kubernetes, ECS and .NET settings write them.
 */
export const ASSIGN = String.raw`(?:\\{0,3}["'\x60]|[\])]){0,3}[ \t]{0,16}(?:${[
  // Make's `?=` and `::=`, PHP's `.=`, Ruby's `||=`, comparisons: any signs before the equal sign.
  String.raw`[=:.?+|!]{0,3}=|=>|\|{1,2}|\?\?|:|,|>`,
  // an element's text on a line of its own
  String.raw`>[ \t]{0,4}\r?\n[ \t]{0,32}`,
  // `name: X, value: Y`
  String.raw`,?\s{1,40}["']?[Vv]alue["']?[ \t]{0,4}[=:]|,["'][Vv]alue["']:`,
  // `name: Type = X`
  String.raw`:[ \t]{0,4}[&\w<>[\]?. ]{1,24}=`,
  // `name Type = X`
  String.raw`(?:string|String|str|char)[ \t]{1,4}=`,
  // a YAML block of one line
  String.raw`:[ \t]{1,4}[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,24}`,
  // a Terraform variable
  String.raw`\{\s{1,40}(?:[a-z][^\n]{0,80}\n\s{0,40}){0,3}?default[ \t]{0,16}=`,
].join("|")})[ \t]{0,16}(?:!!?\w{1,12}[ \t]{1,4})?(?:\\{0,3}["'\x60]){0,3}`;

/** Not in the middle of a longer run of base64 or of a word. An equal sign may stand before: it assigns. */
export const LEFT = String.raw`(?<![A-Za-z0-9+/_-])`;
export const RIGHT = String.raw`(?![A-Za-z0-9+/=_-])`;

/** Base64 text decoded to Latin-1, or undefined when it is none. */
export function fromBase64(text: string): string | undefined {
  const bare = text.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  if (bare === "" || bare.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(bare)) return undefined;
  return Buffer.from(bare, "base64").toString("latin1");
}

/** Base64 of Latin-1 text: for examples, which must not stand in the source already encoded. */
export function toBase64(text: string): string {
  return Buffer.from(text, "latin1").toString("base64");
}

/** A JSON object in a text, or undefined. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // A parsed object that is no array has string keys: nothing more is claimed.
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
