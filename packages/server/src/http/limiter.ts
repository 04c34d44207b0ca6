/** What is left after a request was counted. */
export interface Left {
  readonly isOver: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the count begins anew. */
  readonly resetSeconds: number;
}

const MOST_KEYS = 50_000;
const WINDOW_MS = 60_000;

/** Counts requests of a minute for each key, in this process. Forgets the oldest keys, so that a flood of keys fills no memory. */
export class Limiter {
  readonly #windows = new Map<string, { count: number; endsAt: number }>();
  readonly #now: () => number;
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }
  /** Counts one request of `key`. */
  hit(key: string, perMinute: number): Left {
    const now = this.#now();
    let window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      this.#windows.delete(key); // to be the youngest again
      window = { count: 0, endsAt: now + WINDOW_MS };
      this.#windows.set(key, window);
      if (this.#windows.size > MOST_KEYS) this.#windows.delete(this.#windows.keys().next().value ?? key);
    }
    window.count++;
    return {
      isOver: window.count > perMinute,
      limit: perMinute,
      remaining: Math.max(0, perMinute - window.count),
      resetSeconds: Math.ceil((window.endsAt - now) / 1000),
    };
  }
}
