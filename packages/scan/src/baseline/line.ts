/** A line of the file without its end: tag, detector, path. */
export function entryLine({ tag, detector, path }: { readonly tag: string; readonly detector: string; readonly path: string }): string {
  return `${tag} ${detector} ${pathText(path)}`;
}

/** Order of the file: that of `LC_ALL=C sort`, by bytes of UTF-8. JavaScript's own differs beyond the basic plane. */
export function compareLines(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Control, format and other odd characters and `%` as %xx of their UTF-8 bytes, spaces at the edges too. */
function pathText(path: string): string {
  if (path === "") return ".";
  return path.replace(/[%\p{C}\p{Zl}\p{Zp}]|^ | $|^\.$/gu, (char) =>
    Array.from(Buffer.from(char), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  );
}

/** Undefined for what `pathText` does not write. */
export function pathFrom(text: string): string | undefined {
  if (text === ".") return "";
  if (/%(?![0-9a-f]{2})/.test(text)) return undefined;
  return text.replace(/(?:%[0-9a-f]{2})+/g, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
}
