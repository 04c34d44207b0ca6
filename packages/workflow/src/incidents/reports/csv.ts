import { AppError, Secret } from "@stanch/model";
import type { ReportedSecret } from "./record.ts";

/** Columns that hold what was leaked, as breach reports name them. */
const SECRET_COLUMNS = /^(?:token|secret|password|passwd|pass|pwd|credential|api[_ -]?key|key|value)$/i;
const MOST_ROWS = 1_000_000;

/**
 * A table of leaked secrets (RFC 4180; also `;` and tabs between fields). Needs a first line with names, and a column named
 * token, secret, password, credential, key or value. Of other columns `source`, `url`, `date` and `type` are kept.
 * Throws REPORT_INVALID.
 */
export function readCsvReport(text: string): readonly ReportedSecret[] {
  const [header = [], ...rows] = fieldsOf(text.replace(/^\u{feff}/u, ""));
  const names = header.map((name) => name.trim().toLowerCase());
  const column = names.findIndex((name) => SECRET_COLUMNS.test(name));
  if (column < 0)
    throw new AppError("REPORT_INVALID", {
      what: "The table has no column of secrets",
      where: "first line",
      next: "Name a column token, secret, password, credential, key or value.",
    });
  const kept = ["source", "type", "date"].map((name) => [name, names.indexOf(name)] as const).filter(([, index]) => index >= 0);
  return rows
    .filter((row) => (row[column] ?? "") !== "")
    .map((row) => {
      const value = row[column] ?? "";
      const details = kept.map(([name, index]) => [name, (row[index] ?? "").replaceAll(value, "…").slice(0, 300)]);
      return { secret: new Secret(value), details: Object.fromEntries(details), isPublic: false };
    });
}

function fieldsOf(text: string): string[][] {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const between = [",", ";", "\t"].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [field, end] = text[at] === '"' ? quoted(text, at + 1) : plain(text, at, between);
    row.push(field);
    at = end;
    if (text[at] === between) {
      at++;
      if (at === text.length) row.push("");
      continue;
    }
    while (at < text.length && text[at] !== "\n") at++; // also what stands behind a closing quote, and a CR
    at++;
    rows.push(row);
    row = [];
    if (rows.length > MOST_ROWS) throw tooLong();
  }
  if (row.length > 0) rows.push(row);
  return rows.filter((fields) => fields.length > 1 || fields[0] !== "");
}

function plain(text: string, start: number, between: string): [field: string, end: number] {
  let at = start;
  while (at < text.length && text[at] !== between && text[at] !== "\n") at++;
  return [text.slice(start, at).replace(/\r$/, ""), at];
}

function quoted(text: string, start: number): [field: string, end: number] {
  let field = "";
  let from = start;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return [field + text.slice(from), text.length];
    field += text.slice(from, quote);
    if (text[quote + 1] !== '"') return [field, quote + 1];
    field += '"';
    from = quote + 2;
  }
}

function tooLong(): AppError {
  return new AppError("REPORT_INVALID", {
    what: `The table has more than ${MOST_ROWS} lines`,
    where: "file",
    next: "Cut it into several.",
  });
}
