import { createHmac } from "node:crypto";
import { type Database, asSystem, signInAttempts } from "@stanch/workflow";
import { inArray, sql } from "drizzle-orm";
import { RequestError } from "../errors/error-object.ts";

/** Failures in a quarter of an hour: for one account from one address, and for one account from everywhere. */
const FROM_ADDRESS = 5;
const FROM_EVERYWHERE = 50;
const WINDOW = sql`now() + interval '15 minutes'`;

/**
 * Guessing a password: five failures from one address close an account to that address for a quarter of an hour. The limit over
 * all addresses is higher, so that a stranger does not easily lock somebody out. Counted in the database, over all servers.
 */
export class Attempts {
  readonly #database: Database;
  readonly #secret: string;
  constructor(database: Database, secret: string) {
    this.#database = database;
    this.#secret = secret;
  }
  /** Throws RATE_LIMITED before a password is even looked at. */
  async check(account: string, address: string): Promise<void> {
    const [own, all] = this.#keys(account, address);
    const rows = await asSystem(this.#database, (tx) =>
      tx
        .select()
        .from(signInAttempts)
        .where(sql`${inArray(signInAttempts.key, [own, all])} and ends_at > now()`),
    );
    const isOver = rows.some(({ key, count }) => count >= (key === own ? FROM_ADDRESS : FROM_EVERYWHERE));
    if (!isOver) return;
    throw new RequestError("RATE_LIMITED", { what: "Too many failed log-ins", where: "log-in", next: "Wait a quarter of an hour." });
  }
  async failed(account: string, address: string): Promise<void> {
    await asSystem(this.#database, async (tx) => {
      await tx.execute(sql`delete from sign_in_attempts where ends_at < now()`);
      for (const key of this.#keys(account, address))
        await tx
          .insert(signInAttempts)
          .values({ key, count: 1, endsAt: WINDOW })
          .onConflictDoUpdate({ target: signInAttempts.key, set: { count: sql`sign_in_attempts.count + 1` } });
    });
  }
  async succeeded(account: string, address: string): Promise<void> {
    const [own] = this.#keys(account, address);
    await asSystem(this.#database, (tx) => tx.delete(signInAttempts).where(inArray(signInAttempts.key, [own])));
  }
  #keys(account: string, address: string): readonly [string, string] {
    const hash = (text: string): string => createHmac("sha256", this.#secret).update(text).digest("base64url");
    return [hash(`attempt\0${account}\0${address}`), hash(`attempt\0${account}`)];
  }
}
