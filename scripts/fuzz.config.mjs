import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["packages/**/*.test.ts"],
    setupFiles: ["scripts/fuzz-runs.mjs"],
    // A property stops by itself when its time is up, also within a test that has ten of them.
    testTimeout: 600_000,
    hookTimeout: 60_000,
    reporters: ["dot"],
  },
});
