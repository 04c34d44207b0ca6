/** One act of the drill as it is told: what it was, what came of it, how long it took. */
export interface Act {
  readonly title: string;
  readonly lines: readonly string[];
  readonly tookMs: number;
}

/** Prints acts as they end, and keeps them. */
export class Acts {
  readonly done: Act[] = [];
  readonly #print: (text: string) => void;
  readonly #total: number;
  constructor(total: number, print: (text: string) => void) {
    this.#total = total;
    this.#print = print;
  }

  async act<T>(title: string, work: (tell: (line: string) => void) => Promise<T>): Promise<T> {
    this.#print(`\n[${this.done.length + 1}/${this.#total}] ${title}\n`);
    const lines: string[] = [];
    const started = performance.now();
    const value = await work((line) => {
      lines.push(line);
      this.#print(`      ${line}\n`);
    });
    const tookMs = Math.round(performance.now() - started);
    this.done.push({ title, lines, tookMs });
    this.#print(`      ${(tookMs / 1000).toFixed(1)} s\n`);
    return value;
  }
}
