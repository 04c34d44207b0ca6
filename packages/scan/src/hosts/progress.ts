/** How far a run is, for people who wait. */
export class HostProgress {
  readonly #tell: (note: string) => void;
  readonly #startedAt = performance.now();
  #total = 0;
  #done = 0;
  #units = 0;
  #doneUnits = 0;
  #now = "";

  constructor(tell: (note: string) => void) {
    this.#tell = tell;
  }

  plan(weights: readonly number[]): void {
    this.#units = weights.length;
    this.#total = weights.reduce((sum, weight) => sum + weight, 0);
    this.say("");
  }

  done(weight: number): void {
    this.#done += weight;
    this.#doneUnits++;
    this.say(this.#now);
  }

  /** What goes on just now. */
  say(text: string): void {
    this.#now = text;
    const left = timeLeft(performance.now() - this.#startedAt, this.#done, this.#total);
    this.#tell(
      [
        ...(this.#units === 0 ? [] : [`${this.#doneUnits} of ${this.#units} read`]),
        ...(left === undefined ? [] : [`about ${left} left`]),
        ...(text === "" ? [] : [text]),
      ].join(", "),
    );
  }
}

/** From what was done in this time; undefined while that says nothing. */
export function timeLeft(spentMs: number, done: number, total: number): string | undefined {
  if (done <= 0 || spentMs < 2000 || total <= done) return undefined;
  const seconds = Math.ceil((spentMs / 1000 / done) * (total - done));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
