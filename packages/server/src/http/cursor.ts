import { createHmac } from "node:crypto";
import * as z from "zod";
import { isSame } from "../auth/token.ts";
import { RequestError } from "../errors/error-object.ts";

/** Query of every list. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Entries of a page"),
  cursor: z.string().max(1000).optional().describe("nextCursor of the page before"),
});

/** A page of `item`. */
export function pageOf<T extends z.ZodType>(item: T): z.ZodObject<{ items: z.ZodArray<T>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable().describe("For the next page; null at the end") });
}

/** Makes and reads page cursors. They are signed: what a client made up never reaches a query. */
export class Cursors {
  readonly #key: string;
  constructor(key: string) {
    this.#key = key;
  }
  write(list: string, place: string): string {
    const body = Buffer.from(place).toString("base64url");
    return `${body}.${this.#sign(list, body)}`;
  }
  /** Throws CURSOR_INVALID for another list's cursor, or one that was changed. */
  read(list: string, cursor: string | undefined): string | undefined {
    if (cursor === undefined) return undefined;
    const [body = "", signature = ""] = cursor.split(".");
    if (isSame(signature, this.#sign(list, body))) return Buffer.from(body, "base64url").toString();
    throw new RequestError("CURSOR_INVALID", {
      what: "This cursor is none of this list",
      where: list,
      next: "Leave it out to begin with the first page.",
      param: "query.cursor",
    });
  }
  #sign(list: string, body: string): string {
    return createHmac("sha256", this.#key).update(`cursor\0${list}\0${body}`).digest("base64url").slice(0, 22);
  }
}
