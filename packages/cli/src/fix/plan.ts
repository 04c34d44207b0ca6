import { createHmac } from "node:crypto";
import * as z from "zod";

const text = z.string();

/** Source text in which secrets are named, not written: what stands between them, and their findings' ids (a member called "secret" would be found). */
export const Piece = z.union([text, z.strictObject({ finding: text })]);
export type Piece = z.infer<typeof Piece>;

const Edit = z.strictObject({
  /** UTF-16 offsets in the text before. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  before: z.array(Piece),
  after: z.array(Piece),
});

/** Length in bytes and keyed hash: the hash of a file with one short secret would give that away, were it not keyed. */
const State = z.strictObject({ bytes: z.int().nonnegative(), hash: text });
export type State = z.infer<typeof State>;

/** Relative to the root, with forward slashes, and never out of it. */
const Path = text.refine((path) => path !== "" && !path.startsWith("/") && !/(?:^|\/)\.{0,2}(?:\/|$)|[\\\0]|^[A-Za-z]:/.test(path), {
  error: "a path of a plan lies inside its root",
});

export const PlannedSecret = z.strictObject({
  id: text.describe("Of the finding"),
  detector: text,
  title: text,
  masked: text,
  fingerprint: text,
  variable: text.regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
  uri: text.describe("Where the value goes: vault:secret/shop#plivo_auth_token"),
  /** The store's version of another value that stands there now; absent: nothing stands there. */
  replaces: text.optional(),
  /** The store holds this very value already: nothing is written, and nothing taken away on revert. */
  isThere: z.boolean(),
  /** Commits of the history that hold it, as far as they were counted. */
  commits: z.int().nonnegative(),
});
export type PlannedSecret = z.infer<typeof PlannedSecret>;

export const PlannedFile = z.strictObject({
  path: Path,
  before: State,
  after: State,
  edits: z.array(Edit),
  places: z.array(z.strictObject({ finding: text, line: z.int().positive(), start: z.int().nonnegative(), end: z.int().nonnegative() })),
});
export type PlannedFile = z.infer<typeof PlannedFile>;

export const LeftPlace = z.strictObject({
  finding: text,
  detector: text,
  title: text,
  path: text,
  line: z.int().positive(),
  reason: text,
  language: text.optional(),
});
export type LeftPlace = z.infer<typeof LeftPlace>;

/**
 * What `stanch fix` will do, or did. Holds no secret: where one stands in a text, it is named by its finding's id and
 * taken from the files or the store when it is needed.
 */
export const Plan = z.strictObject({
  format: z.literal("stanch-fix-1"),
  made: text,
  root: text.describe("Absolute path of the folder that the paths are relative to"),
  store: text,
  secrets: z.array(PlannedSecret),
  files: z.array(PlannedFile),
  created: z.array(z.strictObject({ path: Path, text, state: State })),
  /** Files that the store itself keeps beside an `.env`, as they were before. */
  beside: z.array(z.strictObject({ path: Path, before: State.optional() })),
  left: z.array(LeftPlace),
  notes: z.array(text),
});
export type Plan = z.infer<typeof Plan>;

export function stateOf(bytes: Uint8Array, key: Uint8Array): State {
  return { bytes: bytes.length, hash: createHmac("sha256", key).update("stanch fix file\0").update(bytes).digest("hex") };
}

export function isState(bytes: Uint8Array, state: State, key: Uint8Array): boolean {
  return bytes.length === state.bytes && stateOf(bytes, key).hash === state.hash;
}

/** Cuts a text at the secrets in it. Longer ones first: one may hold another. */
export function piecesOf(source: string, secrets: readonly { readonly id: string; readonly value: string }[]): Piece[] {
  const [first, ...rest] = secrets.toSorted((a, b) => b.value.length - a.value.length);
  if (first === undefined) return source === "" ? [] : [source];
  return source.split(first.value).flatMap((part, index) => [...(index === 0 ? [] : [{ finding: first.id }]), ...piecesOf(part, rest)]);
}

/** The text of pieces; `valueOf` gives a secret by its id. */
export function textOf(pieces: readonly Piece[], valueOf: (id: string) => string): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : valueOf(piece.finding))).join("");
}
