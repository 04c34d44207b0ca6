import { lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { linkLibraries } from "./binaries.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-binaries-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.skipIf(process.platform === "win32")("makes the links among libraries that an install without scripts leaves out, once", () => {
  const native = join(folder, "native");
  mkdirSync(join(native, "lib"), { recursive: true });
  writeFileSync(join(native, "lib/libx.so.6.18"), "library");
  writeFileSync(
    join(native, "pg-symlinks.json"),
    JSON.stringify([
      { source: "native/lib/libx.so.6.18", target: "native/lib/libx.so" },
      { source: "native/lib/libx.so.6.18", target: "native/lib/libx.so.6" },
    ]),
  );
  expect([linkLibraries(native), linkLibraries(native)]).toEqual([true, true]);
  for (const name of ["libx.so", "libx.so.6"]) {
    expect(lstatSync(join(native, "lib", name)).isSymbolicLink()).toBe(true);
  }
});
