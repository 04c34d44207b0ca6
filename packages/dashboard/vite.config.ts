import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Built into dist/dashboard, which the server serves at /. `npx vite packages/dashboard` with a server on 4747 serves it while it is edited. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("../../dist/dashboard", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    // The server's Content-Security-Policy takes files only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { "/api": "http://127.0.0.1:4747", "/errors": "http://127.0.0.1:4747", "/docs": "http://127.0.0.1:4747" } },
});
