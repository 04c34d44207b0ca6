import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const LOCK_CLASS = 7_392_002;

/**
 * Says which processes are alive: each holds an advisory lock of the database under its name for as long as its connection
 * lives, so that a killed one is known dead at once and without a clock.
 */
export class Lease {
  readonly #url: string;
  readonly #name: string;
  #client: pg.Client | undefined;
  /** When this connection was made, Unix milliseconds. */
  heldSinceMs = 0;

  constructor(url: string, name: string) {
    this.#url = url;
    this.#name = name;
  }

  /** Takes the lock, again after the database was away. False: somebody else declared us dead and holds it. */
  async hold(): Promise<boolean> {
    if (this.#client !== undefined) return true;
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true });
    client.on("error", () => {
      this.#client = undefined;
    });
    client.on("end", () => {
      this.#client = undefined;
    });
    await client.connect();
    if (!(await tryLock(client, this.#name))) {
      await client.end();
      return false;
    }
    this.#client = client;
    this.heldSinceMs = Date.now();
    return true;
  }

  /** Runs `work` while nobody can be `name`; not at all when `name` is alive. */
  async whileDead(name: string, work: () => Promise<void>): Promise<boolean> {
    const client = this.#client;
    if (client === undefined || !(await tryLock(client, name))) return false;
    try {
      await work();
    } finally {
      await client.query("select pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, name]);
    }
    return true;
  }

  /**
   * Runs `work` in one process at a time. Asks again and again instead of waiting in the database: a waiting statement would
   * be waited for by whoever makes an index there.
   */
  async oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
    for (;;) {
      let value: T | undefined;
      // Under this name stands no process: it is free when nobody works.
      if (await this.whileDead(name, async () => void (value = await work()))) return value as T; // `work` was run, and gave it
      await sleep(50);
    }
  }

  async release(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }
}

async function tryLock(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1, hashtext($2)) as got", [LOCK_CLASS, name]);
  return rows[0]?.got === true;
}
