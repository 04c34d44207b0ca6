import { BrokenStream, Bounded, type Reader } from "./pull.ts";

/** Calls `visit` for each member of an ar archive (Debian packages, static libraries), with the names of GNU and BSD. */
export function readAr(reader: Reader, visit: (name: string, part: Bounded) => void): void {
  reader.take(8);
  let longNames = "";
  while (reader.need(60)) {
    const head = Buffer.from(reader.take(60)).toString("latin1");
    const size = Number(head.slice(48, 58).trim());
    if (!head.endsWith("`\n") || !Number.isSafeInteger(size) || size < 0) {
      reader.at -= 60;
      throw new BrokenStream("a header is broken");
    }
    const name = head.slice(0, 16).trimEnd();
    if (name === "//" && size <= 16_777_216) {
      longNames = Buffer.from(reader.take(size)).toString("utf8");
      reader.skip(size & 1);
      continue;
    }
    const bsd = /^#1\/(\d{1,4})$/.exec(name)?.[1];
    const nameBytes = Math.min(Number(bsd ?? 0), size);
    const own = bsd === undefined ? gnuName(name, longNames) : Buffer.from(reader.take(nameBytes)).toString("utf8").replace(/\0+$/, "");
    const part = new Bounded(reader, size - nameBytes);
    // The table of symbols is no member.
    if (name !== "/" && name !== "/SYM64/") visit(own, part);
    if (!part.drop()) throw new BrokenStream("it is cut off");
    reader.skip(size & 1);
  }
}

function gnuName(name: string, longNames: string): string {
  const at = /^\/(\d{1,9})$/.exec(name)?.[1];
  if (at === undefined) return name.replace(/\/$/, "");
  const rest = longNames.slice(Number(at));
  return rest.slice(0, Math.max(0, rest.indexOf("\n"))).replace(/\/$/, "") || name;
}
