import { join } from "node:path";
import { applyEdits } from "@stanch/codemods";
import { AppError } from "@stanch/model";
import { ABSENT } from "@stanch/stores";
import { changed, readInside, removeInside, textFrom, writeInside } from "./files.ts";
import { type Plan, type PlannedFile, type PlannedSecret, isState, textOf } from "./plan.ts";
import { bytesOf, heldAt, isValueOf, placeOf } from "./values.ts";

/** Told after each step, when it is on the disk or in the store. */
export type OnStep = (step: string) => void;

export interface Applied {
  /** Files that were written now; those of an earlier, interrupted run are not among them. */
  readonly written: number;
  readonly stored: number;
}

/**
 * Does what the plan says: first the store, then new files, then the edits. Whatever was done by an earlier run that was
 * killed is seen and not done twice. Rejects with FILE_CHANGED, SECRET_GONE and STORE_ errors before it writes any file.
 */
export async function applyPlan(plan: Plan, key: Uint8Array, onStep: OnStep): Promise<Applied> {
  const states = statesOf(plan, key);
  for (const { path, text } of plan.created) {
    const there = readInside(plan.root, path);
    if (there !== undefined && there.toString("utf8") !== text)
      throw changed(path, "A file of this name is there now and holds something else");
  }
  let stored = 0;
  for (const secret of plan.secrets) {
    if (!secret.isThere && (await store(plan, secret, states, key))) stored++;
    onStep(`stored ${secret.uri}`);
  }
  for (const { path, text } of plan.created) {
    if (readInside(plan.root, path) === undefined) writeInside(plan.root, path, Buffer.from(text));
    onStep(`created ${path}`);
  }
  let written = 0;
  for (const { file, text, isAfter } of states) {
    if (!isAfter) {
      // Once more: somebody may have saved the file since the first look.
      const now = readInside(plan.root, file.path);
      if (now === undefined || !isState(now, file.before, key)) throw changed(file.path, "The file changed while the plan was applied");
      writeInside(plan.root, file.path, Buffer.from(afterOf(file, text, plan, key)));
      written++;
    }
    onStep(`edited ${file.path}`);
  }
  return { written, stored };
}

interface FileState {
  readonly file: PlannedFile;
  readonly text: string;
  readonly isAfter: boolean;
}

/** Throws FILE_CHANGED when a file is neither as before nor as after. */
function statesOf(plan: Plan, key: Uint8Array): readonly FileState[] {
  return plan.files.map((file) => {
    const bytes = readInside(plan.root, file.path);
    if (bytes === undefined) throw changed(file.path, "The file is gone since the plan was made");
    const isAfter = isState(bytes, file.after, key);
    const text = textFrom(bytes);
    if (text === undefined || (!isAfter && !isState(bytes, file.before, key)))
      throw changed(file.path, "The file changed since the plan was made");
    return { file, text, isAfter };
  });
}

/** Puts the value in its place unless it is there. True when it was written now. */
async function store(plan: Plan, secret: PlannedSecret, states: readonly FileState[], key: Uint8Array): Promise<boolean> {
  const placed = await placeOf(plan, secret.uri);
  const held = await heldAt(placed);
  const text = held?.value.revealText();
  if (text !== undefined && isValueOf(secret, text, key)) return false;
  const value = valueIn(states, secret, key);
  if (held !== undefined && held.version !== secret.replaces)
    throw new AppError("STORE_CONFLICT", {
      what: "The store holds another value there than when the plan was made",
      where: secret.uri,
      next: "Nothing was written to a file. Make a new plan.",
    });
  await placed.store.put(placed.reference, bytesOf(value), { ifVersion: secret.replaces ?? ABSENT });
  return true;
}

/** The value as a file that is not edited yet still holds it. */
function valueIn(states: readonly FileState[], secret: PlannedSecret, key: Uint8Array): string {
  for (const { file, text, isAfter } of states) {
    if (isAfter) continue;
    for (const place of file.places) {
      const value = text.slice(place.start, place.end);
      if (place.finding === secret.id && isValueOf(secret, value, key)) return value;
    }
  }
  throw new AppError("SECRET_GONE", {
    what: "Neither the files nor the store hold the secret any more",
    where: secret.uri,
    next: "Nothing was written. Put it into the store by hand: stanch store put URI.",
  });
}

function afterOf(file: PlannedFile, text: string, plan: Plan, key: Uint8Array): string {
  const valueOf = (id: string): string => {
    const place = file.places.find(({ finding }) => finding === id);
    const value = place === undefined ? "" : text.slice(place.start, place.end);
    const secret = plan.secrets.find((each) => each.id === id);
    if (secret === undefined || !isValueOf(secret, value, key)) throw changed(file.path, "The plan does not fit the file");
    return value;
  };
  const after = applyEdits(
    text,
    file.edits.map(({ start, end, after: pieces }) => ({ start, end, text: textOf(pieces, valueOf) })),
  );
  if (!isState(Buffer.from(after), file.after, key)) throw changed(file.path, "The plan does not fit the file");
  return after;
}

export interface Reverted {
  readonly restored: number;
  readonly notes: readonly string[];
}

/**
 * Undoes a plan, wholly or partly applied: files get their bytes back, then new files go, then the store gets back what it
 * held. Looks at everything first; nothing is written when one file changed or the store does not give a value.
 */
export async function revertPlan(plan: Plan, key: Uint8Array, onStep: OnStep): Promise<Reverted> {
  const states = statesOf(plan, key);
  const needed = new Set(
    states.flatMap(({ file, isAfter }) =>
      isAfter
        ? file.edits.flatMap(({ before, after }) =>
            [...before, ...after].flatMap((piece) => (typeof piece === "string" ? [] : piece.finding)),
          )
        : [],
    ),
  );
  const values = new Map<string, string>();
  for (const secret of plan.secrets.filter(({ id }) => needed.has(id))) values.set(secret.id, await valueFromStore(plan, secret, key));
  const before = states.filter(({ isAfter }) => isAfter).map(({ file, text }) => ({ file, text: beforeOf(file, text, values, key) }));
  for (const { file, text } of before) {
    writeInside(plan.root, file.path, Buffer.from(text));
    onStep(`restored ${file.path}`);
  }
  const notes: string[] = [];
  for (const { path, state } of plan.created) {
    const there = readInside(plan.root, path);
    if (there !== undefined && isState(there, state, key)) removeInside(plan.root, path);
    else if (there !== undefined) notes.push(`${path} was changed since and stays`);
    onStep(`removed ${path}`);
  }
  for (const secret of plan.secrets) {
    if (!secret.isThere) await restoreStore(plan, secret, key);
    onStep(`took back ${secret.uri}`);
  }
  for (const { path, before: state } of plan.beside) {
    const note = restoreBeside(plan, path, state, key);
    if (note !== undefined) notes.push(note);
    onStep(`put back ${path}`);
  }
  return { restored: before.length, notes };
}

async function valueFromStore(plan: Plan, secret: PlannedSecret, key: Uint8Array): Promise<string> {
  const text = (await heldAt(await placeOf(plan, secret.uri)))?.value.revealText();
  if (text !== undefined && isValueOf(secret, text, key)) return text;
  throw new AppError("SECRET_GONE", {
    what:
      text === undefined
        ? "The store does not hold the secret any more"
        : "The store holds another value there now: it was rotated, perhaps",
    where: secret.uri,
    next: "Nothing was changed. A rotated secret does not belong back into the code; restore the files with git if you must.",
  });
}

function beforeOf(file: PlannedFile, text: string, values: ReadonlyMap<string, string>, key: Uint8Array): string {
  const valueOf = (id: string): string => values.get(id) ?? "";
  let grown = 0;
  const back = file.edits.map(({ start, end, before, after }) => {
    const put = textOf(after, valueOf);
    const edit = { start: start + grown, end: start + grown + put.length, text: textOf(before, valueOf) };
    grown += put.length - (end - start);
    return edit;
  });
  const result = applyEdits(text, back);
  if (!isState(Buffer.from(result), file.before, key)) throw changed(file.path, "The plan does not fit the file");
  return result;
}

async function restoreStore(plan: Plan, secret: PlannedSecret, key: Uint8Array): Promise<void> {
  const placed = await placeOf(plan, secret.uri);
  const held = await heldAt(placed);
  const text = held?.value.revealText();
  // Not ours, or taken back before: left as it is.
  if (held === undefined || text === undefined || !isValueOf(secret, text, key)) return;
  if (secret.replaces === undefined) await placed.store.remove(placed.reference);
  else await placed.store.makeCurrent(placed.reference, secret.replaces);
}

/** An `.env` that the plan began goes when it is empty again; what was added to files beside it is cut off. */
function restoreBeside(plan: Plan, path: string, before: Plan["beside"][number]["before"], key: Uint8Array): string | undefined {
  const now = readInside(plan.root, path);
  if (now === undefined || (before !== undefined && isState(now, before, key))) return undefined;
  if (before === undefined && (now.toString("utf8").trim() === "" || isOnlyOurs(plan, path, now))) {
    removeInside(plan.root, path);
    return undefined;
  }
  const head = before === undefined ? undefined : now.subarray(0, before.bytes);
  if (before !== undefined && head !== undefined && isState(head, before, key) && isOnlyOurs(plan, path, now.subarray(before.bytes))) {
    writeInside(plan.root, path, head);
    return undefined;
  }
  return `${join(plan.root, path)} keeps what others wrote into it`;
}

/** Whether text beside an `.env` file is what the store adds to it: names of the plan, the file's own name, comments. */
function isOnlyOurs(plan: Plan, path: string, bytes: Uint8Array): boolean {
  const names = new Set(plan.secrets.map(({ variable }) => `${variable}=`));
  const files = new Set(plan.beside.map(({ path: each }) => each.slice(each.lastIndexOf("/") + 1)));
  const isIgnores = path.endsWith(".gitignore");
  return Buffer.from(bytes)
    .toString("utf8")
    .split("\n")
    .map((line) => line.trim())
    .every((line) => line === "" || (isIgnores ? files.has(line.replace(/^\//, "")) : names.has(line)));
}
