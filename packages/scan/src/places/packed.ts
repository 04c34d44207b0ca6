import { lstatSync } from "node:fs";
import { resolve } from "node:path";
import { fileBytes } from "@stanch/sources/images";
import { packedFiles } from "@stanch/sources/packed";
import type { ScanContext } from "../scan.ts";
import { Gatherer } from "./gather.ts";

/** Scans exactly the files that `npm pack` would ship of the package in a folder. */
export async function scanPacked(context: ScanContext, rest: string): Promise<void> {
  const { coverage, options } = context;
  const folder = rest === "" ? "." : rest;
  coverage.roots.push({ path: folder });
  const gatherer = new Gatherer(context, folder);
  try {
    for (const name of await packedFiles(folder)) {
      if (options.signal?.aborted === true) break;
      const path = resolve(folder, name);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      const wanted = options.wants(name, false);
      if (stat === undefined) coverage.skip("vanished", name);
      else if (wanted !== "yes") coverage.skip(wanted, name);
      else if (stat.isFile()) await gatherer.add({ path: name, sizeBytes: stat.size, bytes: fileBytes(path) });
      else coverage.skip("special-file", name);
    }
  } finally {
    await gatherer.end();
  }
}
