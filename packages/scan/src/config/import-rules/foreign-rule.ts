/** What the readers of foreign files take out of a rule, whatever the format. */
export interface ForeignRule {
  /** As the file has it. */
  readonly id: string;
  readonly title: string;
  readonly pattern: string;
  /** The file's own words; none where the format has none. */
  readonly keywords: readonly string[];
  /** Number or name of the group that is the secret; by default the first one, else the whole match. */
  readonly group?: number | string;
  readonly entropy?: number;
  readonly confidence?: number;
  readonly severity?: "low" | "medium" | "high";
  /** Expressions of secrets that are none. */
  readonly notSecret: readonly string[];
  readonly companions: readonly { readonly name: string; readonly pattern: string }[];
  readonly references: readonly string[];
  /** What of it has no counterpart, one sentence each. */
  readonly lost: readonly string[];
}

export interface ForeignFile {
  readonly format: "gitleaks" | "kingfisher" | "noseyparker" | "trufflehog";
  readonly rules: readonly ForeignRule[];
  /** Rules that are none for us: their ids and why. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
  /** Of the file as a whole. */
  readonly lost: readonly string[];
}

/** A value of a parsed file as an object; anything else is an empty one. */
export function object(value: unknown): Readonly<Record<string, unknown>> {
  // Parsed TOML and YAML: an object that is no array has string keys.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function texts(value: unknown): readonly string[] {
  return list(value).filter((one) => typeof one === "string");
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** An expression for a text as it stands, in any case. */
export function literally(word: string): string {
  return `(?i:${word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")})`;
}
