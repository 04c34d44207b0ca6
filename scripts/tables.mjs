// The kernel's tables of all built-in detectors, kept beside the program: see packages/engine/src/hot/tables-file.ts.
import { build } from "esbuild";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PROGRAM = `
import { createHash } from "node:crypto";
import { compile, kernelTables, packTables, prepare } from "@stanch/engine";
import { detectors } from "@stanch/detectors";
import { cardOf } from "@stanch/model";
export { detectorsDigest } from "../cli/src/commands/version.ts";
const compiled = compile(detectors);
export const set = JSON.stringify(prepare(compiled));
export const mark = createHash("sha256").update(set).digest("hex");
export const bytes = packTables(kernelTables(compiled), mark);
export const cards = detectors.map(cardOf);
`;

/** The file's bytes, what late-detectors.mjs needs, and the digest of the detectors. The sources are bundled first: the Node that builds may not read TypeScript. */
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
    const { bytes, cards, set, mark, detectorsDigest } = await import(pathToFileURL(file).href);
    return { bytes, cards, set, mark, digest: detectorsDigest() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
