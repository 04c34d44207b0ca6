import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { buildApp } from "./app.ts";
import { Environment } from "./config.ts";
import { servicesOf } from "./start.ts";

const nothing = (): never => {
  throw new TypeError("a description does nothing");
};
const NOTHING = {
  kinds: nothing,
  explain: nothing,
  snippet: nothing,
  hostsWithToken: nothing,
  scan: nothing,
  check: nothing,
  remediationPorts: nothing,
};

/** The API's description as /openapi.json gives it, as text that ends with a line feed. Listens nowhere and connects to nothing. */
export async function openApiDocument(version: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: "postgresql://nobody@127.0.0.1:9/none" });
  const database = { pool, orm: drizzle({ client: pool }), ownerUrl: "", close: () => pool.end() };
  const environment = Environment.parse({ STANCH_LOG_LEVEL: "silent" });
  const { app } = await buildApp(
    servicesOf({
      options: { version, tools: NOTHING, log: { write: () => undefined } },
      environment,
      secret: "description only, signs nothing".padEnd(40, "."),
      database,
      publicUrl: "http://127.0.0.1:4747",
      stopping: new AbortController(),
      work: nothing,
    }),
  );
  await app.ready();
  const text = `${JSON.stringify(app.swagger(), undefined, 2)}\n`;
  await app.close();
  await pool.end();
  return text;
}
