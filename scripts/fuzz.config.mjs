import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// A property gets at most a tenth of what is left, so that one slow law does not use up the time of all others.
const leftMs = Number(process.env.STANCH_FUZZ_LEFT_MS ?? 60_000);

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["packages/**/*.test.ts"],
    setupFiles: ["scripts/fuzz-runs.mjs"],
    testTimeout: leftMs + 60_000,
    reporters: ["dot"],
    env: { STANCH_FUZZ_PROPERTY_MS: String(Math.max(leftMs / 10, 500)) },
  },
});
