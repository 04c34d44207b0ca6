// Compiles the WebAssembly kernel when its AssemblyScript sources changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "packages/engine/src/hot/kernel");
const target = join(root, "packages/engine/src/hot/kernel.gen.wasm");
const FLAGS = ["-O3", "--runtime", "stub", "--enable", "simd", "--importMemory"];

/** Digest of everything the result depends on: sources, flags, compiler version. */
function digestOfSources() {
  const hash = createHash("sha256").update(FLAGS.join(" "));
  hash.update(JSON.parse(readFileSync(join(root, "node_modules/assemblyscript/package.json"), "utf8")).version);
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  for (const name of names.sort()) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

/** A custom section named `sources`: the file says itself what it was made from, whatever its date. */
function section(text) {
  const body = Buffer.from(`\x07sources${text}`);
  return Buffer.concat([Buffer.from([0, body.length]), body]);
}

/** Makes packages/engine/src/hot/kernel.gen.wasm; does nothing when it is up to date. Throws when the compiler does. */
export function buildKernel() {
  if (!existsSync(join(folder, "index.ts"))) return;
  const mark = section(digestOfSources());
  if (existsSync(target) && readFileSync(target).subarray(-mark.length).equals(mark)) return;
  const fresh = `${target}.${process.pid}`;
  try {
    const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
    const run = spawnSync(process.execPath, [asc, join(folder, "index.ts"), "-o", fresh, ...FLAGS], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(`the kernel does not compile:\n${run.stdout}${run.stderr}`);
    writeFileSync(fresh, mark, { flag: "a" });
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}
