import pg from "pg";

export interface Searched {
  readonly tables: number;
  readonly rows: number;
  readonly isFound: boolean;
}

/** Looks for clear values in every row of every table, DBOS's too, as text and as hexadecimal. `ownerUrl`: sees all workspaces. */
export async function searchDatabase(ownerUrl: string, values: readonly string[]): Promise<Searched> {
  const needles = values.flatMap((value) => [
    value,
    Buffer.from(value).toString("hex"),
    Buffer.from(value).toString("base64").replace(/=+$/, ""),
  ]);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'dbos')",
    );
    let rows = 0;
    let isFound = false;
    for (const { name } of tables.rows) {
      const found = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      rows += found.rows.length;
      isFound ||= found.rows.some(({ text }) => needles.some((needle) => text.includes(needle)));
    }
    return { tables: tables.rows.length, rows, isFound };
  } finally {
    await client.end();
  }
}
