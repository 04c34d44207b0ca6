import type { Client } from "pg";
import { AppError } from "@stanch/model";

/** A table whose rows are on the disk: an ordinary one, a partition, a materialised view. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns that tell a row and are no text: a text may be the secret itself. None: the row's place on the disk tells it. */
  readonly key: readonly string[];
  /** As the server's statistics have it; -1: unknown. */
  readonly rows: number;
  readonly sizeBytes: number;
}

interface Column {
  readonly name: string;
  readonly isBinary: boolean;
}

export interface Row {
  /** `id=5`, or `ctid=(0,1)`. */
  readonly key: string;
  /** In the order of the table's columns; undefined for NULL. */
  readonly values: readonly (string | Buffer | undefined)[];
  /** Names of columns whose value was longer than the limit: its start is given. */
  readonly cut: readonly string[];
}

export interface RowOptions {
  readonly sampleRows: number | undefined;
  readonly mostValueBytes: number;
}

/** Other text that a database holds: bodies of functions and views, defaults, comments, settings, options of foreign servers. */
export interface Definition {
  readonly name: string;
  readonly text: string;
}

const BATCH_BYTES = 4_194_304;
const MOST_BATCH = 1000;
/** Of rows whose width nobody knows. */
const BATCH_UNKNOWN = 100;

/** A database that is read in one read-only transaction: nothing changes there, and what is read is of one moment. */
export class Database {
  readonly #client: Client;
  /** As it may be shown: without name and password. */
  readonly shown: string;

  /** Throws AppError, which never shows the connection string. */
  static async open(url: string): Promise<Database> {
    const shown = shownName(url);
    const { Client: PgClient } = await import("pg");
    try {
      const client = new PgClient({ connectionString: url, application_name: "stanch scan", connectionTimeoutMillis: 20_000 });
      client.on("error", () => undefined); // a server that ends meanwhile is told by the query that fails
      await client.connect();
      const database = new Database(client, shown);
      await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      // With row_security off a table whose rows a policy would hide is an error, and not a part that looks like all.
      await client.query("SET LOCAL search_path = pg_catalog; SET LOCAL row_security = off; SET LOCAL statement_timeout = 0");
      return database;
    } catch (error) {
      throw failure(error, shown);
    }
  }

  private constructor(client: Client, shown: string) {
    this.#client = client;
    this.shown = shown;
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined); // it may have gone before
  }

  /** All tables but the server's own, with columns that may hold text or bytes; `unread` is told of foreign tables. */
  async tables(unread: (name: string) => void): Promise<Table[]> {
    const rows = await this.#rows<TableRow>(TABLES);
    for (const { schema, name, kind } of rows) if (kind === "f") unread(`${schema}.${name}`);
    return rows
      .filter(({ kind, columns }) => kind !== "f" && columns.length > 0)
      .map(({ schema, name, columns, key, rows: count, size }) => ({
        schema,
        name,
        columns,
        key: key ?? [],
        rows: count,
        sizeBytes: Number(size),
      }));
  }

  /** Rejects with AppError; the next table can be read all the same. */
  async *read(table: Table, options: RowOptions): AsyncGenerator<Row> {
    const where = `${table.schema}.${table.name}`;
    await this.#client.query("SAVEPOINT stanch_table");
    try {
      await this.#client.query(`DECLARE stanch_rows NO SCROLL CURSOR FOR ${selection(table, options)}`);
      const count = table.rows > 0 ? Math.floor(BATCH_BYTES / Math.max(1, table.sizeBytes / table.rows)) : BATCH_UNKNOWN;
      const batch = Math.max(1, Math.min(MOST_BATCH, count));
      for (;;) {
        const { rows } = await this.#client.query<(string | Buffer | boolean | null)[]>({
          text: `FETCH ${batch} FROM stanch_rows`,
          rowMode: "array",
        });
        for (const row of rows) yield rowOf(table, row);
        if (rows.length < batch) break;
      }
      await this.#client.query("CLOSE stanch_rows; RELEASE SAVEPOINT stanch_table");
    } catch (error) {
      await this.#client.query("ROLLBACK TO SAVEPOINT stanch_table").catch(() => undefined); // told by the first
      throw failure(error, `${this.shown}, ${where}`);
    }
  }

  /** Rejects with AppError; what may not be seen is not told by the server. */
  async *definitions(): AsyncGenerator<Definition> {
    for (const text of DEFINITIONS) {
      await this.#client.query("SAVEPOINT stanch_table");
      try {
        for (const { name, text: own } of await this.#rows<{ name: string; text: string | null }>(text))
          if (own !== null) yield { name, text: own };
        await this.#client.query("RELEASE SAVEPOINT stanch_table");
      } catch (error) {
        await this.#client.query("ROLLBACK TO SAVEPOINT stanch_table").catch(() => undefined); // told by the first
        if (codeOf(error) !== "42501") throw failure(error, this.shown); // what needs more rights is no gap of ours
      }
    }
  }

  async #rows<T extends object>(text: string): Promise<T[]> {
    try {
      return (await this.#client.query<T>(text)).rows;
    } catch (error) {
      throw error instanceof AppError || codeOf(error) === "42501" ? error : failure(error, this.shown);
    }
  }
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly rows: number;
  readonly size: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[] | null;
}

/** Numbers, dates, truth values, addresses, shapes, bits and enumerations are no text; of arrays their elements decide. */
const NO_TEXT = `coalesce(element.typcategory, kind.typcategory) IN ('N', 'D', 'T', 'B', 'I', 'G', 'V', 'E') OR coalesce(element.typname, kind.typname) = 'uuid'`;

const TABLES = `
  SELECT space.nspname AS schema, class.relname AS name, class.relkind AS kind, class.reltuples::float8 AS rows, pg_table_size(class.oid) AS size,
    coalesce((SELECT json_agg(json_build_object('name', column_.attname, 'isBinary', kind.typname = 'bytea') ORDER BY column_.attnum)
      FROM pg_attribute column_ JOIN pg_type kind ON kind.oid = column_.atttypid LEFT JOIN pg_type element ON element.oid = kind.typelem AND kind.typcategory = 'A'
      WHERE column_.attrelid = class.oid AND column_.attnum > 0 AND NOT column_.attisdropped AND NOT (${NO_TEXT})), '[]') AS columns,
    (SELECT CASE WHEN bool_and(${NO_TEXT}) THEN json_agg(column_.attname ORDER BY array_position(primary_.indkey::int2[], column_.attnum)) END
      FROM pg_index primary_ JOIN pg_attribute column_ ON column_.attrelid = class.oid AND column_.attnum = ANY (primary_.indkey)
      JOIN pg_type kind ON kind.oid = column_.atttypid LEFT JOIN pg_type element ON element.oid = kind.typelem AND kind.typcategory = 'A'
      WHERE primary_.indrelid = class.oid AND primary_.indisprimary) AS key
  FROM pg_class class JOIN pg_namespace space ON space.oid = class.relnamespace
  WHERE class.relkind IN ('r', 'm', 'f') AND space.nspname NOT IN ('pg_catalog', 'information_schema') AND space.nspname !~ '^pg_(toast|temp)'
  ORDER BY 1, 2`;

const OWN_SPACE = `space.nspname NOT IN ('pg_catalog', 'information_schema') AND space.nspname !~ '^pg_(toast|temp)'`;

/** Each gives names and texts. */
const DEFINITIONS = [
  `SELECT '(function)/' || space.nspname || '.' || proname AS name, prosrc AS text FROM pg_proc JOIN pg_namespace space ON space.oid = pronamespace WHERE ${OWN_SPACE} ORDER BY 1`,
  `SELECT '(view)/' || space.nspname || '.' || relname AS name, pg_get_viewdef(class.oid) AS text FROM pg_class class JOIN pg_namespace space ON space.oid = relnamespace
    WHERE relkind IN ('v', 'm') AND ${OWN_SPACE} ORDER BY 1`,
  `SELECT '(default)/' || space.nspname || '.' || relname || '.' || attname AS name, attname || ' = ' || pg_get_expr(adbin, adrelid) AS text
    FROM pg_attrdef JOIN pg_class class ON class.oid = adrelid JOIN pg_namespace space ON space.oid = relnamespace
    JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE ${OWN_SPACE} ORDER BY 1`,
  `SELECT '(comment)/' || objoid || '.' || objsubid AS name, description AS text FROM pg_description WHERE objoid >= 16384 ORDER BY 1`,
  `SELECT '(setting)/' || setdatabase || '.' || setrole AS name, array_to_string(setconfig, E'\\n') AS text FROM pg_db_role_setting ORDER BY 1`,
  `SELECT '(foreign server)/' || srvname AS name, array_to_string(srvoptions, E'\\n') AS text FROM pg_foreign_server ORDER BY 1`,
  `SELECT '(user mapping)/' || srvname || '.' || usename AS name, array_to_string(umoptions, E'\\n') AS text FROM pg_user_mappings ORDER BY 1`,
];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function selection({ schema, name, columns, key, rows }: Table, { sampleRows, mostValueBytes }: RowOptions): string {
  const keys = key.length === 0 ? ["ctid::text"] : key.map((one) => `${quoted(one)}::text`);
  const values = columns.flatMap(({ name: column, isBinary }) => {
    const value = isBinary ? quoted(column) : `${quoted(column)}::text`;
    const start = isBinary ? `substring(${value} FROM 1 FOR ${mostValueBytes})` : `left(${value}, ${mostValueBytes})`;
    return [start, `octet_length(${value}) > ${mostValueBytes}`];
  });
  const from = `${quoted(schema)}.${quoted(name)}`;
  const list = [...keys, ...values].join(", ");
  if (sampleRows === undefined) return `SELECT ${list} FROM ONLY ${from}`;
  // Some more than are wanted, because it is by chance how many come; REPEATABLE, so that the next scan sees the same.
  const percent = (sampleRows / Math.max(1, rows)) * 150;
  const sample = rows < sampleRows * 4 || percent >= 100 ? "" : ` TABLESAMPLE BERNOULLI (${percent.toFixed(6)}) REPEATABLE (1)`;
  return `SELECT ${list} FROM ONLY ${from}${sample} LIMIT ${sampleRows}`;
}

function rowOf({ columns, key }: Table, row: readonly (string | Buffer | boolean | null)[]): Row {
  const names = key.length === 0 ? ["ctid"] : key;
  const values: (string | Buffer | undefined)[] = [];
  const cut: string[] = [];
  for (const [index, { name }] of columns.entries()) {
    const value = row[names.length + index * 2];
    values.push(typeof value === "string" || Buffer.isBuffer(value) ? value : undefined);
    if (row[names.length + index * 2 + 1] === true) cut.push(name);
  }
  return { key: names.map((name, index) => `${name}=${String(row[index])}`).join(", "), values, cut };
}

/** Throws USAGE for what is no connection string. */
function shownName(url: string): string {
  const parsed = /^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.pathname.length < 2)
    throw new AppError("USAGE", {
      what: "This is no connection string with a database",
      where: "postgres://…",
      next: "Write postgres://USER@HOST:PORT/DATABASE; the password may be in PGPASSWORD or ~/.pgpass.",
    });
  return `postgres://${parsed.host === "" ? "localhost" : parsed.host}${parsed.pathname}`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";

function failure(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const told = (what: string, next: string): AppError => new AppError("SOURCE_UNREADABLE", { what, where, next, cause: error });
  if (code.startsWith("28")) return told(`The database refuses the log-in (${code})`, "Check user and password (PGPASSWORD, ~/.pgpass).");
  if (code === "3D000")
    return new AppError("SOURCE_NOT_FOUND", { what: "There is no such database", where, next: "Check its name.", cause: error });
  if (code === "42501")
    return told(
      "This role may not read it, or row-level security hides rows of it",
      "Grant SELECT, or scan as a role with BYPASSRLS or the table's owner.",
    );
  if (/^(?:E[A-Z]+|unknown error)$/.test(code)) return told(`The database cannot be reached: ${code}`, "Check host, port and network.");
  return told(`The database answered with an error (${code})`, "Look into its log.");
}
