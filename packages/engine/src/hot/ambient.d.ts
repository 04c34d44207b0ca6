// The parts of the platform that @types/node does not declare without the DOM library.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>);
    readonly exports: object;
  }
  class Memory {
    constructor(limits: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
}

interface Buffer {
  /** What `toString("latin1", …)` calls, without its argument handling: it is called for every candidate. */
  latin1Slice(start: number, end: number): string;
}
