import { gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../../workflow/test/postgres.ts";
import { tarOf } from "../../test/image-world.ts";
import { type Told, scanned, token } from "../../test/world.ts";

const line = (n: number): string => `first\nkey = ${token(n)}\n`;
const postgres = await startPostgres();
afterAll(() => postgres.stop());

describe.skipIf(postgres.absent)("a PostgreSQL database", () => {
  let url: string;
  let client: pg.Client;
  beforeAll(async () => {
    const admin = new pg.Client({ connectionString: postgres.adminUrl });
    await admin.connect();
    await admin.query("CREATE DATABASE places");
    await admin.query("CREATE ROLE reader LOGIN PASSWORD 'of-the-test'");
    await admin.end();
    const own = new URL(postgres.adminUrl);
    own.pathname = "/places";
    url = own.href;
    client = new pg.Client({ connectionString: url });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
  });
  const read = async (options: Parameters<typeof scanned>[1] = {}, at = url): Promise<Told> => scanned([at], options);

  it("is read in all its texts, JSON and bytes, each named by table, column and primary key", async () => {
    await client.query(`
      CREATE TABLE users (id int PRIMARY KEY, name text, bio text, settings jsonb, tags text[], born date);
      CREATE TABLE sessions (token text PRIMARY KEY);
      CREATE SCHEMA "Odd ""one"; CREATE TABLE "Odd ""one"."Files" (a int, b uuid, content bytea, PRIMARY KEY (b, a));
      CREATE TABLE parts (at int, note varchar(200)) PARTITION BY RANGE (at);
      CREATE TABLE parts_one PARTITION OF parts FOR VALUES FROM (0) TO (10);
      CREATE MATERIALIZED VIEW kept AS SELECT '${token(6)}'::text AS value;
      CREATE VIEW seen AS SELECT '${token(7)}'::text AS value;
      CREATE FUNCTION call_home() RETURNS text LANGUAGE sql AS $$ SELECT '${token(8)}' $$;
      COMMENT ON TABLE users IS 'use ${token(9)}';`);
    await client.query("INSERT INTO users VALUES (7, 'Ann', $1, $2, $3, now())", [line(1), { api: { key: token(2) } }, ["a", token(3)]]);
    await client.query("INSERT INTO sessions VALUES ($1)", [token(4)]);
    const archive = gzipSync(tarOf([{ name: "etc/app.env", content: line(5) }]));
    await client.query(`INSERT INTO "Odd ""one"."Files" VALUES (1, '00000000-0000-0000-0000-000000000001', $1)`, [archive]);
    await client.query("INSERT INTO parts VALUES (3, $1)", [token(10)]);
    const { found, complete, coverage } = await read();
    expect(found).toEqual({
      [token(1)]: ["public.users.bio (id=7):2:7"],
      [token(2)]: [expect.stringMatching(/^public\.users\.settings \(id=7\):1:\d+$/)],
      [token(3)]: ["public.users.tags (id=7):1:4"],
      // A key that is text may be the secret itself.
      [token(4)]: ["public.sessions.token (ctid=(0,1)):1:1"],
      [token(5)]: ['Odd "one.Files.content (b=00000000-0000-0000-0000-000000000001, a=1)!etc/app.env:2:7'],
      [token(6)]: ["(view)/public.kept:1:10", "public.kept.value (ctid=(0,1)):1:1"],
      [token(7)]: ["(view)/public.seen:1:10"],
      [token(8)]: ["(function)/public.call_home:1:10"],
      [token(9)]: [expect.stringMatching(/^\(comment\)\/\d+\.0:1:5$/)],
      [token(10)]: ["public.parts_one.note (ctid=(0,1)):1:1"],
    });
    expect(complete).toBe(true);
    expect(coverage.roots.map(({ path }) => path)).toEqual([`postgres://${new URL(url).host}/places`]);
  });

  it("is read by a cursor however many rows there are, or a sample of so many", async () => {
    await client.query(`CREATE TABLE many AS SELECT n AS id, 'row ' || n AS note FROM generate_series(1, 20000) n; ANALYZE many`);
    await client.query("UPDATE many SET note = $1 WHERE id = 19999", [token(11)]);
    expect((await read()).found[token(11)]).toHaveLength(1);
    const sampled = await read({ places: { sampleRows: 500 } });
    expect(sampled.skipped["sampled"]).toEqual([expect.stringMatching(/^public\.many \((?:4\d\d|500) rows of about 20000\)$/)]);
    expect(sampled.coverage.files).toBeLessThan(700);
  });

  it("leaves out columns that are not wanted, and says so", async () => {
    const { found, skipped } = await read({ wants: (path) => (path === "public.users.bio" ? "excluded" : "yes") });
    expect(found).not.toHaveProperty(token(1));
    expect(skipped).toMatchObject({ excluded: ["public.users.bio"] });
  });

  it("says which tables it may not read or not wholly; the others are read", async () => {
    await client.query(
      `GRANT SELECT ON sessions, users TO reader; ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (false)`,
    );
    const other = new URL(url);
    other.username = "reader";
    other.password = "of-the-test";
    const { found, complete, failures, skipped } = await read({}, other.href);
    expect(Object.keys(found)).toContain(token(4));
    expect(complete).toBe(false);
    expect(skipped["permission-denied"]).toContain("public.users");
    expect(failures.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/row-level security hides rows of it \(postgres:\/\/.*, public\.users\)/),
    );
    for (const { message } of failures) expect(message).not.toContain("of-the-test");
  });

  it("says what is wrong, and never shows the connection string", async () => {
    const wrong = new URL(url);
    wrong.password = "not-it-of-the-test";
    await expect(read({}, wrong.href)).rejects.toThrow(/^(?!.*not-it).*refuses the log-in \(28P01\)/);
    wrong.href = url;
    wrong.pathname = "/none";
    await expect(read({}, wrong.href)).rejects.toThrow(/no such database/);
    await expect(read({}, "postgres://me:not-it@127.0.0.1:1/x")).rejects.toThrow(
      /^(?!.*not-it).*cannot be reached: ECONNREFUSED \(postgres:\/\/127.0.0.1:1\/x\)/,
    );
    await expect(read({}, "postgres:me:not-it")).rejects.toThrow(/^(?!.*not-it).*no connection string/);
  });
});
