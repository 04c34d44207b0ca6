import { Kernel, MARGIN, Scanner, kernelModule } from "@stanch/engine";
import type { Detector, Match } from "@stanch/model";
import { compileChosen, tablesOf } from "../built-in.ts";

/** Scans texts in this thread, one after the other: for what comes in lines and cannot wait. */
export class TextScanner {
  readonly #scanner: Scanner;

  constructor(detectors: readonly Detector[]) {
    const set = compileChosen(detectors);
    this.#scanner = new Scanner(set, new Kernel(set, { module: kernelModule(), tables: tablesOf(detectors) }));
  }

  /** Matches in ascending order; `start` and `end` are bytes of `text`, of what stands there encoded, too. */
  matches(text: Uint8Array): readonly Match[] {
    const { kernel } = this.#scanner;
    if (text.length < 8) return [];
    const at = kernel.freeAt;
    kernel.reserve(at + text.length);
    kernel.bytes.set(text, at);
    kernel.bytes.fill(0, at + text.length, at + text.length + MARGIN);
    return this.#scanner.scanAt(at, text.length);
  }
}
