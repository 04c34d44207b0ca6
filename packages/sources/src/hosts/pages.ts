import { AppError } from "@stanch/model";
import { type HostAnswer, type HostCall, type HostClient, requiredList } from "./client.ts";
import type { HostDocument, HostPage, HostSkip } from "./host.ts";
import { type Json, listAt, textAt } from "./json.ts";

/** What an item of a list gives. A list of documents that takes further requests to make. */
export type Documents = (item: unknown, since: string) => AsyncIterable<HostDocument | HostSkip> | Iterable<HostDocument | HostSkip>;

/** Statuses that say: not for you, or not here. The part is left out, and the receipt says so. */
const isRefusal = (status: number): boolean => status === 403 || status === 404 || status === 410 || status === 451;

export function refusalSkip(status: number, where: string): HostSkip {
  return { reason: status === 410 || status === 451 ? "vanished" : "permission-denied", where };
}

export function odd(where: string, status: number): AppError {
  return new AppError("SOURCE_UNREADABLE", {
    what: `The host answered ${status}`,
    where,
    next: "Run the same command again: it goes on where this one ended.",
  });
}

export interface SinceList {
  /** Named in a receipt when it is refused. */
  readonly where: string;
  /** The call for what changed at `since` or later, oldest first. */
  readonly call: (since: string, page: number) => HostCall;
  readonly perPage: number;
  readonly items?: (json: unknown) => readonly unknown[];
  readonly updated: (item: unknown) => string;
  readonly id: (item: unknown) => string;
  readonly documents: Documents;
  /** What no refusal is: the list is switched off. */
  readonly isAbsent?: (answer: HostAnswer) => boolean;
}

/**
 * Reads a list that is sorted by when its items changed, from the last one of the run before on. Each page begins at the time
 * where the one before ended, and not at a number: an item that changes meanwhile moves to the end, and with numbers another
 * one would slip through between two pages.
 */
export async function* readSince(client: HostClient, list: SinceList, before: Json | undefined): AsyncGenerator<HostPage> {
  let since = textAt(before, "since") ?? "";
  // What the items hold that is older was read by the runs before: not by this one when it goes on where it was cut off.
  const start = textAt(before, "start") ?? "";
  let seen = new Set(listAt(before, "seen").map(String));
  let page = 1;
  let etag = textAt(before, "etag");
  for (;;) {
    const answer = await client.send({ ...list.call(since, page), ...(etag === undefined ? {} : { etag }) });
    if (answer.status === 304) {
      yield { documents: [], unchanged: 1, cursor: before ?? null };
      return;
    }
    if (answer.status !== 200) {
      if (list.isAbsent?.(answer) === true) return;
      if (!isRefusal(answer.status)) throw odd(list.where, answer.status);
      yield { documents: [], skips: [refusalSkip(answer.status, list.where)], cursor: before ?? null };
      return;
    }
    const items = (list.items ?? requiredList)(answer.json);
    const fresh = items.filter((item) => !seen.has(`${list.id(item)} ${list.updated(item)}`));
    const last = items.reduce<string>((latest, item) => (list.updated(item) > latest ? list.updated(item) : latest), since);
    // A host may have smaller pages than were asked for.
    const isFull = answer.next !== undefined || items.length >= list.perPage;
    // All of the page changed in the same second: only a number leads on.
    page = isFull && last === since ? page + 1 : 1;
    const atLast = items.filter((item) => list.updated(item) === last).map((item) => `${list.id(item)} ${list.updated(item)}`);
    seen = new Set([...(last === since ? seen : []), ...atLast]);
    // The call that begins there was not made yet, unless this one was it.
    etag = !isFull && last === since ? answer.etag : undefined;
    since = last;
    const { documents, skips } = await gathered(fresh, list.documents, start);
    const unchanged = items.length - fresh.length;
    yield {
      documents,
      skips,
      unchanged,
      cursor: { since, start: isFull ? start : since, seen: [...seen], ...(etag === undefined ? {} : { etag }) },
    };
    if (!isFull) return;
  }
}

export interface PagedList {
  readonly where: string;
  readonly call: HostCall;
  readonly items?: (json: unknown) => readonly unknown[];
  readonly id: (item: unknown) => string;
  /** Changes when the item does. It is kept in a file: no text that somebody wrote may be in it. */
  readonly version: (item: unknown) => string;
  readonly documents: Documents;
  readonly mostItems?: number;
  /** A refusal is what most tokens meet here: told, as any. */
  readonly isAbsent?: (answer: HostAnswer) => boolean;
}

/** Reads a list that has pages and no times: pages that did not change are told by their marks, items by their versions. */
export async function* readPages(client: HostClient, list: PagedList, before: Json | undefined): AsyncGenerator<HostPage> {
  const known = new Map(listAt(before, "items").map((pair) => [textAt(pair, "0") ?? "", textAt(pair, "1") ?? ""]));
  const marks = new Map(listAt(before, "pages").map((page) => [textAt(page, "url") ?? "", page]));
  const cursor = (): Json => ({ items: [...known].map(([id, version]) => [id, version]), pages: [...marks.values()] as Json[] }); // made below, or read from our own file
  let call: HostCall | undefined = list.call;
  let count = 0;
  const visited = new Set<string>();
  while (call !== undefined) {
    const url = `${call.path} ${JSON.stringify(call.query ?? {})}`;
    if (visited.has(url)) throw odd(`${list.where}: its pages go round in a circle`, 200);
    visited.add(url);
    const mark = marks.get(url);
    const etag = textAt(mark, "etag");
    const answer: HostAnswer = await client.send({ ...call, ...(etag === undefined ? {} : { etag }) });
    let next = answer.next;
    if (answer.status === 304) {
      next = textAt(mark, "next");
      count += Number(textAt(mark, "count") ?? "0");
      yield { documents: [], unchanged: 1, cursor: cursor() };
    } else if (answer.status === 200) {
      const items = (list.items ?? requiredList)(answer.json);
      count += items.length;
      const fresh = items.filter((item) => known.get(list.id(item)) !== list.version(item));
      const { documents, skips } = await gathered(fresh, list.documents, "");
      for (const item of fresh) known.set(list.id(item), list.version(item));
      if (answer.etag !== undefined)
        marks.set(url, { url, etag: answer.etag, count: items.length, ...(next === undefined ? {} : { next }) });
      yield { documents, skips, unchanged: items.length - fresh.length, cursor: cursor() };
    } else {
      if (list.isAbsent?.(answer) === true) return;
      if (!isRefusal(answer.status)) throw odd(list.where, answer.status);
      yield { documents: [], skips: [refusalSkip(answer.status, list.where)], cursor: before ?? null };
      return;
    }
    if (count >= (list.mostItems ?? Infinity)) return;
    call = next === undefined ? undefined : { ...(list.call.accept === undefined ? {} : { accept: list.call.accept }), path: next };
  }
}

/** All items of a list that is short: the comments of one thing. A refusal gives a skip. */
export async function* everyItem(
  client: HostClient,
  call: HostCall,
  where: string,
  items: (json: unknown) => readonly unknown[] = (json) => requiredList(json),
): AsyncGenerator<{ readonly item: unknown } | HostSkip> {
  let next: HostCall | undefined = call;
  const visited = new Set<string>();
  while (next !== undefined && !visited.has(next.path)) {
    visited.add(next.path);
    const answer: HostAnswer = await client.send(next);
    if (isRefusal(answer.status)) {
      yield refusalSkip(answer.status, where);
      return;
    }
    if (answer.status !== 200) throw odd(where, answer.status);
    for (const item of items(answer.json)) yield { item };
    next = answer.next === undefined ? undefined : { path: answer.next };
  }
}

async function gathered(
  items: readonly unknown[],
  documentsOf: Documents,
  since: string,
): Promise<{ documents: HostDocument[]; skips: HostSkip[] }> {
  const documents: HostDocument[] = [];
  const skips: HostSkip[] = [];
  for (const item of items)
    for await (const one of documentsOf(item, since)) {
      if ("reason" in one) skips.push(one);
      else if (one.bytes.length > 0) documents.push(one);
    }
  return { documents, skips };
}

export const textDocument = (path: string, text: string): HostDocument => ({ path, bytes: Buffer.from(text) });

/** A file of the host, or why it was left out. */
export async function fileDocument(
  client: HostClient,
  call: HostCall,
  path: string,
  { sizeBytes, mostBytes = MOST_FILE_BYTES }: { readonly sizeBytes?: number; readonly mostBytes?: number } = {},
): Promise<HostDocument | HostSkip> {
  if (sizeBytes !== undefined && sizeBytes > mostBytes) return { reason: "too-large", where: path };
  const { status, bytes } = await client.download(call, mostBytes);
  if (isRefusal(status)) return refusalSkip(status, path);
  if (status !== 200) return { reason: "unreadable", where: `${path} (${status})` };
  return bytes === undefined ? { reason: "too-large", where: path } : { path, bytes };
}

/** Larger files of a release, logs and traces are left out, and told. */
export const MOST_FILE_BYTES = 33_554_432;

/** What a browser shows at a URL of the host: the text behind its name. */
export function labelOf(url: unknown, otherwise: string): string {
  if (typeof url !== "string" || !URL.canParse(url)) return otherwise;
  const { pathname, search, hash } = new URL(url);
  const label = `${pathname}${search}${hash}`.replace(/^\/+/, "");
  return label === "" ? otherwise : label;
}
