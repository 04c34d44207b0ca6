import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Codemod,
  type HelperOf,
  type Project,
  type Refusal,
  type Rewrite,
  type Target,
  applyEdits,
  codemodFor,
  lineOf,
} from "@stanch/codemods";
import { changed, faultOfPath, readInside, textFrom } from "./files.ts";
import type { Found } from "./found.ts";
import { type Named, Namer, variableFor } from "./names.ts";
import { type LeftPlace, type Plan, type PlannedFile, piecesOf, stateOf } from "./plan.ts";

export interface PlanOptions {
  readonly root: string;
  readonly store: string;
  readonly key: Uint8Array;
  readonly made: Date;
  /** Gives the helper that reads a secret from its store; undefined: code reads the environment. */
  readonly helperOf?: (found: Found, named: Named) => HelperOf;
  /** Of tracked files: whether the working copy differs from what git knows. */
  readonly isDirty: (path: string, bytes: Uint8Array) => boolean;
  /** Dirty files are changed all the same. */
  readonly force: boolean;
  readonly onProgress: (done: number, all: number) => void;
}

/** A secret's place in a file's text. */
interface Spot {
  readonly found: Found;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** A file's text and the secrets in it, or why it is left alone. */
interface Read {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly spots: readonly Spot[];
}

/** Works out all edits and store writes; writes nothing. Rejects with STORE_ errors when the store cannot be asked. */
export async function makePlan(found: readonly Found[], notes: readonly string[], options: PlanOptions): Promise<Plan> {
  const left: LeftPlace[] = [];
  const reads = readFiles(found, options, left);
  const names = await nameAll(found, reads, options);
  const files: PlannedFile[] = [];
  const created = new Map<string, string>();
  const allNotes = new Set(notes);
  let done = 0;
  for (const read of reads) {
    options.onProgress(done++, reads.length);
    const rewritten = await rewriteFile(read, names, options, created);
    left.push(...rewritten.left);
    for (const note of rewritten.notes) allNotes.add(note);
    if (rewritten.file !== undefined) files.push(rewritten.file);
  }
  const used = new Set(files.flatMap(({ places }) => places.map(({ finding }) => finding)));
  const secrets = found.flatMap((each) => {
    const named = names.get(each.id);
    if (named === undefined || !used.has(each.id)) return [];
    const { id, detector, title, masked, fingerprint, commits } = each;
    return [{ id, detector, title, masked, fingerprint, commits, ...named }];
  });
  return {
    format: "stanch-fix-1",
    made: options.made.toISOString(),
    root: resolve(options.root),
    store: options.store,
    secrets,
    files,
    created: [...created].map(([path, text]) => ({ path, text, state: stateOf(Buffer.from(text), options.key) })),
    beside: besideOf(
      secrets.map(({ uri }) => uri),
      options,
    ),
    left,
    notes: [...allNotes],
  };
}

/** Reads each file that holds one, and finds the exact places; what cannot be touched goes to `left`. */
function readFiles(found: readonly Found[], options: PlanOptions, left: LeftPlace[]): readonly Read[] {
  const paths = [...new Set(found.flatMap(({ places }) => places.map(({ path }) => path)))].toSorted();
  const byPath = new Map<string, Found[]>();
  for (const each of found)
    for (const path of new Set(each.places.map((place) => place.path))) byPath.set(path, [...(byPath.get(path) ?? []), each]);
  return paths.flatMap((path): readonly Read[] => {
    const held = byPath.get(path) ?? [];
    const leave = (reason: string): readonly Read[] => {
      for (const each of held)
        for (const { line } of each.places.filter((place) => place.path === path))
          left.push({ finding: each.id, detector: each.detector, title: each.title, path, line, reason });
      return [];
    };
    if (path.includes("!")) return leave("it lies in an archive: take it out of what is packed, and pack again");
    const fault = faultOfPath(options.root, path);
    if (fault !== undefined) return leave(`the file is left alone: ${fault}`);
    const bytes = readInside(options.root, path);
    if (bytes === undefined) throw changed(path, "The file vanished after the scan");
    if (!options.force && options.isDirty(path, bytes))
      return leave("the file has changes that are not committed: commit them, or use --force");
    const text = textFrom(bytes);
    if (text === undefined) return leave("the file is no UTF-8: its other bytes would not survive");
    return [{ path, bytes, text, spots: spotsOf(path, text, held, left) }];
  });
}

/** A value this long does not stand anywhere by chance: all its places count, also those that the scan joined. */
const LONG = 16;

function spotsOf(path: string, text: string, held: readonly Found[], left: LeftPlace[]): readonly Spot[] {
  const lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const spots: Spot[] = [];
  for (const found of held) {
    const mine = found.places.filter((place) => place.path === path);
    const starts = new Set<number>();
    for (const { line, column } of mine) {
      const from = lines[line - 1] ?? text.length;
      const head = Array.from(text.slice(from, from + column * 2))
        .slice(0, column - 1)
        .join("");
      if (text.startsWith(found.value, from + head.length)) starts.add(from + head.length);
      else if (!text.includes(found.value))
        left.push({
          finding: found.id,
          detector: found.detector,
          title: found.title,
          path,
          line,
          reason: "it stands there in another form (encoded, escaped or in pieces)",
        });
    }
    if (found.value.length >= LONG)
      for (let at = text.indexOf(found.value); at !== -1; at = text.indexOf(found.value, at + found.value.length)) starts.add(at);
    for (const start of starts) {
      const end = start + found.value.length;
      // The longer secret comes first; what lies in it goes with it.
      if (!spots.some((spot) => start < spot.end && end > spot.start)) spots.push({ found, start, end, line: lineOf(text, start) });
    }
  }
  return spots.toSorted((a, b) => a.start - b.start);
}

async function nameAll(found: readonly Found[], reads: readonly Read[], options: PlanOptions): Promise<ReadonlyMap<string, Named>> {
  const firsts = new Map<string, string>();
  for (const { text, spots } of reads)
    for (const { found: each, start } of spots)
      if (!firsts.has(each.id)) firsts.set(each.id, text.slice(Math.max(text.lastIndexOf("\n", start - 1) + 1, start - 200), start));
  const placed = found.filter(({ id }) => firsts.has(id));
  const namer = new Namer(resolve(options.root), options.store, placed.length);
  const names = new Map<string, Named>();
  for (const each of placed) {
    // One value under two kinds is one secret in the store.
    const same = placed.find(({ id, value }) => value === each.value && names.has(id));
    const known = same === undefined ? undefined : names.get(same.id);
    names.set(each.id, known ?? (await namer.name(each, variableFor(each, firsts.get(each.id) ?? ""))));
  }
  return names;
}

interface Rewritten {
  readonly file?: PlannedFile;
  readonly left: readonly LeftPlace[];
  readonly notes: readonly string[];
}

async function rewriteFile(
  read: Read,
  names: ReadonlyMap<string, Named>,
  options: PlanOptions,
  created: Map<string, string>,
): Promise<Rewritten> {
  const { path, spots } = read;
  if (spots.length === 0) return { left: [], notes: [] };
  const leave = (why: (target: string) => string | undefined, language?: string): LeftPlace[] =>
    spots.flatMap(({ found, line }, index) => {
      const reason = why(String(index));
      return reason === undefined
        ? []
        : [
            {
              finding: found.id,
              detector: found.detector,
              title: found.title,
              path,
              line,
              reason,
              ...(language === undefined ? {} : { language }),
            },
          ];
    });
  const codemod = codemodFor(path, read.text);
  if (codemod === undefined)
    return { left: leave(() => "stanch knows no way to read a secret from outside in this kind of file"), notes: [] };
  const targets = spots.map((spot, index) => targetOf(spot, index, names, options));
  // One store for all of a plan: the first target tells.
  if (targets[0]?.railsKey !== undefined && codemod.id !== "ruby")
    return {
      left: leave(
        () => "only Ruby code of the app reads Rails' credentials: keep this one in the environment (--store env:.env)",
        codemod.id,
      ),
      notes: [],
    };
  const made = await safely(codemod, read, targets, projectOf(options));
  const refusals = new Map(made.refusals.map(({ target, reason }) => [target, reason]));
  const clash = made.files.find((file) => isTaken(options.root, file.path, file.text, created));
  if (clash !== undefined) return { left: leave(() => `${clash.path} is there already and holds something else`, codemod.id), notes: [] };
  const fault = made.edits.length === 0 ? undefined : await faultOf(codemod, read, made, refusals);
  if (fault !== undefined) return { left: leave((target) => refusals.get(target) ?? fault, codemod.id), notes: [] };
  for (const file of made.files) created.set(file.path, file.text);
  const left = leave((target) => refusals.get(target), codemod.id);
  if (made.edits.length === 0) return { left, notes: made.notes };
  return { file: plannedFile(read, made, refusals, options.key), left, notes: made.notes };
}

function targetOf({ found, start, end }: Spot, index: number, names: ReadonlyMap<string, Named>, { helperOf }: PlanOptions): Target {
  const named = names.get(found.id);
  if (named === undefined) throw new RangeError("a place without a name");
  const storedIn = /^env:([^#?]+)/.exec(named.uri)?.[1];
  const railsKey = /^rails:[^#]*#(.+)$/.exec(named.uri)?.[1];
  return {
    id: String(index),
    start,
    end,
    value: found.value,
    title: found.title,
    variable: named.variable,
    ...(storedIn === undefined ? {} : { storedIn }),
    ...(railsKey === undefined ? {} : { railsKey }),
    ...(helperOf === undefined ? {} : { helper: helperOf(found, named) }),
  };
}

/** A codemod that fails on a hostile file costs that file's places, not the plan. */
async function safely(codemod: Codemod, { path, text }: Read, targets: readonly Target[], project: Project): Promise<Rewrite> {
  try {
    return await codemod.rewrite({ path, text }, targets, project);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    const refusals = targets.map(({ id }): Refusal => ({
      target: id,
      reason: "the file's text defeated the codemod; please report its shape",
    }));
    return { edits: [], files: [], refusals, notes: [] };
  }
}

/** What is wrong with the text after the edits, or undefined: it must parse when it did, and hold the secret no more. */
async function faultOf(
  codemod: Codemod,
  { path, text, spots }: Read,
  made: Rewrite,
  refusals: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  let after: string;
  try {
    after = applyEdits(text, made.edits);
  } catch {
    return "the edits for this file contradict each other";
  }
  if ((await codemod.parses(text, path)) && !(await codemod.parses(after, path))) return "the file would not parse afterwards";
  const fixed = spots.filter((_, index) => !refusals.has(String(index)));
  const kept = new Set(spots.filter((_, index) => refusals.has(String(index))).map(({ found }) => found.value));
  if (fixed.some(({ found }) => !kept.has(found.value) && found.value.length >= LONG && after.includes(found.value)))
    return "the secret would still stand in the file";
  // What an edit carries along is written into the plan: no secret that stays may be among it.
  const carried = made.edits.map((edit) => text.slice(edit.start, edit.end) + edit.text).join("\n");
  const own = new Set(fixed.map(({ found }) => found.value));
  if ([...kept].some((value) => !own.has(value) && carried.includes(value))) return "another secret that stays is part of the same text";
  return undefined;
}

function plannedFile(
  { path, bytes, text, spots }: Read,
  made: Rewrite,
  refusals: ReadonlyMap<string, string>,
  key: Uint8Array,
): PlannedFile {
  const fixed = spots.filter((_, index) => !refusals.has(String(index)));
  const secrets = [...new Map(fixed.map(({ found }) => [found.id, { id: found.id, value: found.value }])).values()];
  return {
    path,
    before: stateOf(bytes, key),
    after: stateOf(Buffer.from(applyEdits(text, made.edits)), key),
    edits: made.edits
      .toSorted((a, b) => a.start - b.start || a.end - b.end)
      .map(({ start, end, text: put }) => ({
        start,
        end,
        before: piecesOf(text.slice(start, end), secrets),
        after: piecesOf(put, secrets),
      })),
    places: fixed.map(({ found, line, start, end }) => ({ finding: found.id, line, start, end })),
  };
}

function isTaken(root: string, path: string, text: string, created: ReadonlyMap<string, string>): boolean {
  const planned = created.get(path);
  if (planned !== undefined) return planned !== text;
  const fault = faultOfPath(root, path);
  if (fault === "it is not there") return false;
  return fault !== undefined || readInside(root, path)?.toString("utf8") !== text;
}

/** One for a plan: codemods keep with it what they learnt of the project. */
const projects = new WeakMap<PlanOptions, Project>();

function projectOf(options: PlanOptions): Project {
  const known = projects.get(options) ?? projectIn(options.root);
  projects.set(options, known);
  return known;
}

/** What codemods may see of the project: plain files inside its root. */
function projectIn(root: string): Project {
  return {
    read: (path) => {
      if (path.split("/").includes("..") || faultOfPath(root, path) !== undefined) return undefined;
      const bytes = readInside(root, path);
      return bytes === undefined || bytes.length > 1 << 20 ? undefined : textFrom(bytes);
    },
    list: (folder) => {
      if (folder.split("/").includes("..")) return [];
      try {
        return readdirSync(join(root, folder));
      } catch {
        return []; // no such folder
      }
    },
  };
}

/** An `.env` file and what the store keeps in step with it. Only what lies inside the root is put back on revert. */
function besideOf(uris: readonly string[], { root, key }: PlanOptions): Plan["beside"] {
  const paths = new Set<string>();
  for (const uri of uris) {
    const file = /^env:([^#?]+)/.exec(uri)?.[1];
    if (file === undefined || file.startsWith("/") || file.split("/").includes("..")) continue;
    const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : "";
    const name = file.slice(folder.length);
    for (const each of [name, ".gitignore", name.startsWith(".env") ? ".env.example" : `${name}.example`]) paths.add(folder + each);
  }
  return [...paths].map((path) => {
    const bytes = faultOfPath(root, path) === undefined ? readInside(root, path) : undefined;
    return bytes === undefined ? { path } : { path, before: stateOf(bytes, key) };
  });
}
