/** What scripts/start.mjs hands to the bundle; undefined when the program runs from its sources. */
declare const STANCH_HOST:
  | {
      /** Where a worker thread starts. */
      readonly entry: URL;
      /** Keeps what Node compiles of modules that are imported from now on. */
      readonly cacheModules: () => void;
      /** Keeps what V8 compiled up to now, for the next start; does nothing when that was there. */
      readonly keep: () => void;
    }
  | undefined;
