import { AppError } from "@stanch/model";
import { Database, type Row, type Table } from "@stanch/sources/postgres";
import type { LocatedMatch } from "../locate.ts";
import type { ScanContext } from "../scan.ts";
import { Gatherer } from "./gather.ts";

/** Longer values are scanned by themselves, and so are bytes, which may be an archive. */
const SHORT_CHARACTERS = 65_536;

/** Scans all text, JSON and bytes of all tables, and what else of text a database holds. */
export async function scanPostgres(context: ScanContext, _rest: string, given: string): Promise<void> {
  const { coverage, failures, options } = context;
  const database = await Database.open(given);
  coverage.roots.push({ path: database.shown });
  const gatherer = new Gatherer(context, database.shown, placeOf);
  const fail = (error: unknown): void => {
    if (!(error instanceof AppError)) throw error;
    failures.push(error);
  };
  try {
    const tables = await database.tables((name) => {
      coverage.skip("not-included", `${name} (a foreign table: its rows are another server's)`);
    });
    for (const table of tables) {
      if (options.signal?.aborted === true) break;
      await scanTable(context, gatherer, database, table).catch((error: unknown) => {
        coverage.skip("permission-denied", `${table.schema}.${table.name}`);
        fail(error);
      });
    }
    for await (const { name, text } of database.definitions()) await gatherer.text(nameOf(name, "", [["", 1, 0]]), Buffer.from(text));
  } catch (error) {
    fail(error);
  } finally {
    await database.close();
    await gatherer.end();
  }
}

async function scanTable(context: ScanContext, gatherer: Gatherer, database: Database, table: Table): Promise<void> {
  const { coverage, options } = context;
  const name = `${table.schema}.${table.name}`;
  const columns = table.columns.map((column) => ({ ...column, wanted: options.wants(`${name}.${column.name}`, false) }));
  for (const { name: column, wanted } of columns) if (wanted !== "yes") coverage.skip(wanted, `${name}.${column}`);
  const chosen = { ...table, columns: columns.filter(({ wanted }) => wanted === "yes") };
  if (chosen.columns.length === 0) return;
  const sampleRows = options.places?.sampleRows;
  let count = 0;
  for await (const row of database.read(chosen, { sampleRows, mostValueBytes: options.maxFileBytes })) {
    if (options.signal?.aborted === true) return;
    count++;
    for (const column of row.cut) coverage.skip("too-large", `${name}.${column} (${row.key}), behind its first ${options.maxFileBytes}`);
    await scanRow(gatherer, chosen, row);
  }
  if (sampleRows !== undefined && count >= sampleRows)
    coverage.skip("sampled", `${name} (${count} rows${table.rows > count ? ` of about ${Math.round(table.rows)}` : ""})`);
}

/** The short values of a row are one text, `column = value`: a name tells what a value is, one column what another is. */
async function scanRow(gatherer: Gatherer, table: Table, { key, values }: Row): Promise<void> {
  const name = `${table.schema}.${table.name}`;
  const parts: Part[] = [];
  let text = "";
  let line = 1;
  for (const [index, column] of table.columns.entries()) {
    const value = values[index];
    if (value === undefined || value.length === 0) continue;
    if (typeof value !== "string" || value.length > SHORT_CHARACTERS) {
      const bytes = Buffer.from(value);
      await gatherer.add({ path: nameOf(name, key, [[column.name, 1, 0]]), sizeBytes: bytes.length, bytes: only(bytes) });
      continue;
    }
    const prefix = `${column.name} = `;
    parts.push([column.name, line, prefix.length]);
    text += `${prefix}${value}\n`;
    line += value.split("\n").length;
  }
  if (text !== "") await gatherer.text(nameOf(name, key, parts), Buffer.from(text));
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A column, the first line of its value in a row's text, and the characters before it there. */
type Part = readonly [column: string, line: number, before: number];

const nameOf = (table: string, key: string, parts: readonly Part[]): string => JSON.stringify([table, key, parts]);

/** The column that a match stands in, with its line and column in that value. */
function placeOf(name: string, match: LocatedMatch): { readonly path: string; readonly match: LocatedMatch } {
  const [table, key, parts] = JSON.parse(name) as [string, string, readonly Part[]]; // made by nameOf
  const [column, line, before] = parts.findLast(([, first]) => first <= match.line) ?? ["", 1, 0];
  const shift = (at: number, row: number): number => (row === line ? Math.max(1, at - before) : at);
  return {
    path: `${table}${column === "" ? "" : `.${column}`}${key === "" ? "" : ` (${key})`}`,
    match: {
      ...match,
      line: match.line - line + 1,
      column: shift(match.column, match.line),
      endLine: Math.max(1, match.endLine - line + 1),
      endColumn: shift(match.endColumn, match.endLine),
      excerptLine: Math.max(1, match.excerptLine - line + 1),
    },
  };
}
