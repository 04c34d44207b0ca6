import { AppError } from "@stanch/model";
import * as z from "zod";

/** A cursor is where a page ended, and says in which order: not a secret, not to be made by hand. */
export function writeCursor(order: string, values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString("base64url");
}

/** Throws CURSOR_INVALID for what this order did not make. */
export function readCursor<Shape extends z.ZodType>(cursor: string, order: string, shape: Shape): z.infer<Shape> {
  try {
    const [of, ...values] = z.array(z.unknown()).parse(JSON.parse(Buffer.from(cursor.slice(0, 1000), "base64url").toString()));
    if (of !== order) throw new Error("another order");
    return shape.parse(values);
  } catch (cause) {
    throw new AppError("CURSOR_INVALID", {
      what: "This cursor belongs to no page of this list",
      where: order,
      next: "Begin without one, and keep filter and order the same from page to page.",
      cause,
    });
  }
}

export function pageSize(limit: number | undefined, most = 200): number {
  return Math.min(Math.max(limit ?? 50, 1), most);
}
