// The kernel's tables of all built-in detectors, kept beside the program: see packages/engine/src/hot/tables-file.ts.
import { build } from "esbuild";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PROGRAM = `
import { compile, kernelTables, packTables, tablesDigest } from "@stanch/engine";
import { detectors } from "@stanch/detectors";
export { detectorsDigest } from "../cli/src/commands/version.ts";
const set = compile(detectors);
export const bytes = packTables(kernelTables(set), tablesDigest(set));
`;

/** The file's bytes, and the digest of the detectors. The sources are bundled first: the Node that builds may not read TypeScript. */
export async function tables(root) {
  const folder = mkdtempSync(join(tmpdir(), "stanch-tables-"));
  try {
    const result = await build({
      stdin: { contents: PROGRAM, resolveDir: join(root, "packages/scan") },
      absWorkingDir: root,
      write: false,
      bundle: true,
      platform: "node",
      target: "node22",
      format: "esm",
      logLevel: "warning",
    });
    const file = join(folder, "tables.mjs");
    writeFileSync(file, result.outputFiles[0].contents);
    const { bytes, detectorsDigest } = await import(pathToFileURL(file).href);
    return { bytes, digest: detectorsDigest() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
