import { MARGIN, type Scanner } from "@stanch/engine";
import { type ContainerBudget, type ContainerKind, type Source, walkContainer } from "@stanch/sources";
import type { Skip } from "./jobs.ts";
import type { LocatedMatch } from "./locate.ts";
import { type BlobOptions, type BlobResult, scanPlain } from "./plain-scan.ts";
import { scanWindows } from "./windows.ts";

/**
 * Scans what lies in a container, in the kernel's memory from `at` on: nothing is unpacked to the disk. Matches carry the
 * entry they stand in, skips too.
 */
export function scanContainer(
  scanner: Scanner,
  at: number,
  source: Source,
  kind: ContainerKind,
  options: BlobOptions & { readonly budget: ContainerBudget },
): BlobResult {
  const { kernel } = scanner;
  const matches: LocatedMatch[] = [];
  const skips: Skip[] = [];
  const seen = new Set<string>();
  const keyOf = (entry: string, match: LocatedMatch): string => `${entry}\0${match.detector}\0${match.secret}`;
  const add = (entry: string, result: BlobResult): void => {
    for (const match of result.matches) {
      seen.add(keyOf(entry, match));
      matches.push(entry === "" ? match : { ...match, entry });
    }
    // A container is no text itself: of that nothing needs to be told.
    if (result.skipped !== undefined && (entry !== "" || result.skipped !== "binary")) skips.push({ reason: result.skipped, where: entry });
  };
  const scan = (entry: string, bytes: Uint8Array): BlobResult => {
    options.onWindow?.();
    try {
      kernel.reserve(at + bytes.length);
      kernel.bytes.set(bytes, at);
      kernel.bytes.fill(0, at + bytes.length, at + bytes.length + MARGIN);
      return scanPlain(scanner, at, bytes.length, options);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      skips.push({ reason: "too-large", where: entry });
      return { matches: [] };
    }
  };
  walkContainer(
    source,
    kind,
    {
      file: (entry, bytes) => {
        add(entry, scan(entry, bytes));
      },
      text: (entry, bytes) => {
        const found = scan(entry, bytes).matches.filter((match) => !seen.has(keyOf(entry, match)));
        add(entry, { matches: found });
      },
      stream: (entry, read) => {
        const reading = (into: Uint8Array): number => {
          options.onWindow?.();
          return read(into);
        };
        add(entry, scanWindows(scanner, at, reading, options));
      },
      skip: (reason, entry, why) => {
        skips.push({ reason, where: entry, why });
      },
    },
    options.budget,
  );
  return { matches, ...(skips.length > 0 ? { skips } : {}) };
}
