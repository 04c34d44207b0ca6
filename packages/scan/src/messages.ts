import { AppError } from "@stanch/model";
import { type ObjectStore, oidHexLength, parseCommit, parseTag } from "@stanch/sources";
import type { Place } from "./collect.ts";

/**
 * Where a match in the message of a commit or tag stands; undefined for a blob. Line and column are those in the message. A commit is called by its
 * id, since each message is a place of its own; a tag by its name, since that is how one takes it away.
 */
export function messagePlace(store: ObjectStore, oid: string): Place | undefined {
  const object = attempt(() => store.read(oid));
  if (object?.type === "commit") {
    const commit = attempt(() => parseCommit(object.bytes, oidHexLength(store), oid));
    return { ...about(commit), path: `(message of commit ${oid.slice(0, 12)})`, commit: oid, blob: oid, inMessage: true };
  }
  const tag = object?.type === "tag" ? parseTag(object.bytes, oidHexLength(store)) : undefined;
  if (tag === undefined) return undefined;
  return { ...about(tag), path: `(message of tag ${tag.name})`, commit: tag.target, blob: oid, inMessage: true };
}

type Said = Pick<Required<Place>, "author" | "email" | "date" | "summary">;

function about(told: Said | undefined): Partial<Said> {
  if (told === undefined) return {};
  const { author, email, date, summary } = told;
  return { author, email, date, summary };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return undefined; // broken: told where it was scanned
    throw error;
  }
}
